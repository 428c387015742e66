"""What becomes of people on their way. `transfer_id` is that of the office's own row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.sessions import posting_holds
from ekelurahan.areas.queries import names_of_kelurahan
from ekelurahan.lib.now import now
from ekelurahan.residents.crossing import actions as crossing
from ekelurahan.residents.entry import DATE_FIELDS
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.arriving import take_up
from ekelurahan.residents.events.actions.recording import Told, change, record
from ekelurahan.residents.events.actions.undoing import take_back
from ekelurahan.residents.events.details import problems_of_details
from ekelurahan.residents.events.entries import Taking
from ekelurahan.residents.events.kinds import Kind, Via
from ekelurahan.residents.models import Event, Resident, Transfer

_PARENTS = ("mother", "father")


@transaction.atomic
def accept(transfer_id: UUID, taking: Taking, *, kelurahan_id: int, told: Told, by: Actor | None) -> list[Resident]:
    """Write people down who come from another office of the city. Raises Refused, Doubtful.

    Whoever lived here before gets the archived row back, and whose acceptance was undone the row of that time. Parents are linked where they came along or live here.
    """
    own = _held(transfer_id, kelurahan_id, by)
    if own.side != crossing.IN:
        raise Refused({"": _("Ini perpindahan keluar. Hanya kelurahan tujuan yang dapat menerimanya.")})
    event = _arrived(own, told, by)
    people = [_values(person, taking, place) for place, person in enumerate(own.people["people"])]
    known = [UUID(person["row"]) if "row" in person else None for person in own.people["people"]]
    rows = take_up(event, told, taking.card, people, known)
    _link_parents(event, own, rows)
    crossing.settle_move(own, crossing.ACCEPTED, by=by, reason=told.reason, rows=rows)
    return rows


@transaction.atomic
def refuse(transfer_id: UUID, *, kelurahan_id: int, reason: str, by: Actor | None) -> Transfer:
    """Send people back: at their old office the departure is undone. Needs a reason. Raises Refused."""
    own = _held(transfer_id, kelurahan_id, by)
    if own.side != crossing.IN:
        raise Refused({"": _("Ini perpindahan keluar. Untuk membatalkannya, tarik kembali.")})
    with crossing.at(own.other_kelurahan_id):
        told = Told(reason=reason, via=Via.TRANSFER)
        take_back(own.event_id, kelurahan_id=own.other_kelurahan_id, told=told, by=by)
    return crossing.settle_move(own, crossing.REFUSED, by=by, reason=reason)


@transaction.atomic
def withdraw(transfer_id: UUID, *, kelurahan_id: int, reason: str, by: Actor | None) -> Transfer:
    """The old office takes a departure back before it was accepted. Needs a reason. Raises Refused."""
    own = _held(transfer_id, kelurahan_id, by)
    if own.side != crossing.OUT:
        raise Refused({"": _("Ini perpindahan masuk. Terima atau tolak perpindahan ini.")})
    take_back(own.event_id, kelurahan_id=kelurahan_id, told=Told(reason=reason), by=by)
    return crossing.settle_move(own, crossing.WITHDRAWN, by=by, reason=reason)


def _held(transfer_id: UUID, kelurahan_id: int, by: Actor | None) -> Transfer:
    """The waiting move, held, for somebody who may still decide when the wait for it is over. Raises Refused."""
    own = crossing.locked_move(transfer_id, kelurahan_id=kelurahan_id)
    if by is not None and not posting_holds(by.posting_id):
        raise Refused({"": _("Masa tugas Anda sudah berakhir, jadi tidak ada yang disimpan. Hubungi sekretaris.")})
    return own


def _arrived(own: Transfer, told: Told, by: Actor | None) -> Event:
    if problems := problems_of_details(Kind.ARRIVE, told.details):
        raise Refused(problems)
    left_on = date.fromisoformat(own.people["happened_on"])
    if (told.happened_on or told.reported_on or timezone.localdate(now())) < left_on:
        raise Refused({"happened_on": _("Tanggal datang tidak boleh sebelum tanggal pindahnya.")})
    card = own.people["card"]
    origin = {
        "code": str(own.other_kelurahan_id), "address": card["address"], "rt": card["rt"], "rw": card["rw"],
        "area": names_of_kelurahan([own.other_kelurahan_id]).get(own.other_kelurahan_id, ""),
    }  # fmt: skip
    details = {**told.details, **origin, "transfer": str(own.move)}
    full = replace(told, details=details, via=Via.TRANSFER)
    return record(Kind.ARRIVE, full, kelurahan_id=own.kelurahan_id, by=by)


def _values(person: Mapping[str, Any], taking: Taking, place: int) -> dict[str, Any]:
    """The columns as they came, with the relation that this office gives."""
    known = {name: value for name, value in person.items() if name not in {"id", "row", *_PARENTS}}
    for name in DATE_FIELDS:
        if known.get(name):
            known[name] = date.fromisoformat(known[name])
    relation = taking.relations.get(UUID(person["id"]))
    if relation is None:
        raise Refused({f"people-{place}-family_relation": _("Pilih hubungannya dengan kepala keluarga.")})
    return {**known, "family_relation": relation.value}


def _link_parents(event: Event, own: Transfer, rows: list[Resident]) -> None:
    """Those whose mother or father came along are linked to their rows here."""
    here = {person["id"]: row.id for person, row in zip(own.people["people"], rows, strict=True)}
    for person, row in zip(own.people["people"], rows, strict=True):
        links = {parent: here[person[parent]] for parent in _PARENTS if person.get(parent) in here}
        change(event, row, links)
