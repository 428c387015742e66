"""Family cards: new ones, split ones, new heads, members who come, families that live elsewhere in the kelurahan."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.entry import Card, problems_of_card
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.checking import (
    heads_of,
    locked_card,
    locked_people,
    members_of,
    require_born,
    require_present,
    settle,
)
from ekelurahan.residents.events.actions.heading import appoint
from ekelurahan.residents.events.actions.recording import Told, begin_card, change, record
from ekelurahan.residents.events.entries import Address, Founding, Joining, NewHead, Relations
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Event, FamilyCard


@transaction.atomic
def open_card(founding: Founding, *, kelurahan_id: int, told: Told, by: Actor | None) -> FamilyCard:
    """A new card for people of this kelurahan, from one card or several (a marriage). Raises Refused, Doubtful."""
    event = _recorded(Kind.NEW_CARD, founding.card, kelurahan_id=kelurahan_id, told=told, by=by)
    return _found(event, told, founding)


@transaction.atomic
def split_card(card_id: UUID, founding: Founding, *, kelurahan_id: int, told: Told, by: Actor | None) -> FamilyCard:
    """Some members of one card get a card of their own; somebody stays. Raises Refused, Doubtful."""
    event = _recorded(Kind.SPLIT_CARD, founding.card, kelurahan_id=kelurahan_id, told=told, by=by)
    members = {row.id for row in members_of(locked_card(card_id, told, kelurahan_id=kelurahan_id))}
    leaving = {founding.head, *founding.others}
    if not leaving <= members:
        raise Refused({"resident_ids": _("Pilih hanya anggota KK ini. Orang dari KK lain: pakai KK baru.")})
    if leaving == members:
        raise Refused({"resident_ids": _("Pada pisah KK harus ada yang tinggal. Untuk semua anggota: pakai KK baru.")})
    return _found(event, told, founding)


@transaction.atomic
def change_head(card_id: UUID, new_head: NewHead, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Another member leads the family from now on. Raises Refused, Doubtful."""
    event = record(Kind.CHANGE_HEAD, told, kelurahan_id=kelurahan_id, by=by)
    card = locked_card(card_id, told, kelurahan_id=kelurahan_id)
    members = members_of(card)
    chosen = [row for row in members if row.id == new_head.id]
    if not chosen:
        raise Refused({"new_head": _("Pilih kepala keluarga baru dari anggota yang tinggal di KK ini.")})
    if chosen[0].family_relation == FamilyRelation.HEAD:
        raise Refused({"new_head": _("%(name)s sudah kepala keluarga KK ini.") % {"name": chosen[0].name}})
    require_born(event, *chosen)
    before = heads_of(kelurahan_id, [card.id])
    settle(event, told, before, appoint(event, members, new_head))
    return event


@transaction.atomic
def join_card(joining: Joining, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """People of this kelurahan come onto a card that stands already. Raises Refused, Doubtful."""
    event = record(Kind.JOIN_CARD, told, kelurahan_id=kelurahan_id, by=by)
    card = locked_card(joining.card_id, told, kelurahan_id=kelurahan_id)
    _move_onto(event, told, card, joining.relations, joining.new_heads)
    return event


@transaction.atomic
def relocate(card_id: UUID, address: Address, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """The whole family lives at another address of the kelurahan. Raises Refused."""
    event = record(Kind.RELOCATE, told, kelurahan_id=kelurahan_id, by=by)
    row = locked_card(card_id, told, kelurahan_id=kelurahan_id)
    target = Card(row.no_kk, address.address, address.rt, address.rw, address.hamlet)
    if problems := problems_of_card(target):
        raise Refused(problems)
    require_born(event, *members_of(row))
    if not change(event, row, _address_of(target)):
        raise Refused({"address": _("Alamat, RT, dan RW sama dengan yang tercatat. Isi alamat yang baru.")})
    return event


def _recorded(kind: Kind, card: Card, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    if problems := problems_of_card(card):
        raise Refused(problems)
    return record(kind, told, kelurahan_id=kelurahan_id, by=by)


def _found(event: Event, told: Told, founding: Founding) -> FamilyCard:
    """The card, new or empty until now, with its people on it."""
    card = begin_card(event, founding.card)
    if card.event_id != event.id:
        if members_of(card):
            raise Refused({"no_kk": _("Nomor KK ini sudah dipakai. Periksa nomornya, atau pakai Gabung KK.")})
        change(event, card, _address_of(founding.card))
    relations = {**founding.others, founding.head: FamilyRelation.HEAD}
    _move_onto(event, told, card, relations, founding.new_heads)
    return card


def _move_onto(event: Event, told: Told, card: FamilyCard, relations: Relations, new_heads: Sequence[NewHead]) -> None:
    """Put people on a card, and let the families that they leave be led on."""
    rows = locked_people(relations, told, kelurahan_id=event.kelurahan_id)
    require_present(*rows)
    require_born(event, *rows)
    if any(row.family_card_id == card.id for row in rows):
        raise Refused({"resident_ids": _("Ada yang sudah di KK ini. Pilih hanya orang dari KK lain.")})
    old_cards = {row.family_card_id for row in rows}
    before = heads_of(event.kelurahan_id, [card.id, *old_cards])
    for row in rows:
        change(event, row, {"family_card_id": card.id, "family_relation": FamilyRelation(relations[row.id]).value})
    placed = {row.id for row in rows} | _lead_on(event, told, old_cards, new_heads)
    settle(event, told, before, placed, [card.id])


def _lead_on(event: Event, told: Told, old_cards: set[UUID], new_heads: Sequence[NewHead]) -> set[UUID]:
    """The families left behind get the heads that were named for them. Raises Refused for one of another card."""
    placed: set[UUID] = set()
    for new_head in new_heads:
        row = locked_people([new_head.id], told, kelurahan_id=event.kelurahan_id)[0]
        members = members_of(locked_card(row.family_card_id, told, kelurahan_id=event.kelurahan_id))
        if row.family_card_id not in old_cards or not row.is_present:
            raise Refused({"new_head": _("Kepala keluarga baru harus dipilih dari anggota yang tinggal.")})
        if any(member.family_relation == FamilyRelation.HEAD for member in members):
            raise Refused({"new_head": _("Kepala keluarga tidak berganti di sini. Kosongkan kepala keluarga baru.")})
        placed |= set(appoint(event, members, new_head))
    return placed


def _address_of(card: Card) -> dict[str, str]:
    return {"address": card.address, "hamlet": card.hamlet, "rt": card.rt, "rw": card.rw}
