"""People who come to live here, and people who go."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, area_of
from ekelurahan.areas.scope import dotted
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.lib.now import now
from ekelurahan.lib.registry_codes import MoveClass
from ekelurahan.residents.crossing import actions as crossing
from ekelurahan.residents.doubles.actions import guard_against_twins
from ekelurahan.residents.entry import problems_of
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events import rules
from ekelurahan.residents.events.actions.arriving import archived, field_of, take_up
from ekelurahan.residents.events.actions.checking import locked_card, locked_people, members_of
from ekelurahan.residents.events.actions.leaving import take_away
from ekelurahan.residents.events.actions.recording import Told, record
from ekelurahan.residents.events.details import problems_of_details
from ekelurahan.residents.events.entries import Arrival, Leaving, Place
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Event, Resident


@transaction.atomic
def register_arrival(arrival: Arrival, *, kelurahan_id: int, told: Told, by: Actor | None) -> list[Resident]:
    """Write down people who come to live here from outside the city. Raises Refused, Doubtful.

    Somebody who lived here before gets the old row back. People of another office of the city come by a transfer.
    """
    people = [person.values() for person in arrival.people]
    details = {**told.details, **(_told_of(arrival.origin) if arrival.origin else {})}
    _require_possible(arrival, details)
    known = [archived(values.get("nik"), kelurahan_id=kelurahan_id) for values in people]
    guard_against_twins(
        *people, kelurahan_id=kelurahan_id, told=told, but_not=[row.id for row in known if row is not None]
    )
    event = record(Kind.ARRIVE, replace(told, details=details), kelurahan_id=kelurahan_id, by=by)
    return take_up(event, told, arrival.card, people)


@transaction.atomic
def register_departure(leaving: Leaving, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Write down that people go. To another office of the city: they wait there to be accepted. Raises Refused.

    Class and kind of the move are computed (F-1.03). Inside the kelurahan nobody departs: that is another event.
    """
    code = _digits(leaving.destination.code)
    move_class = _class_of(leaving.destination, kelurahan_id)
    details = {**told.details, **_told_of(leaving.destination), "move_class": move_class.value}
    if problems := problems_of_details(Kind.DEPART, details):
        raise Refused(problems)
    to_office = int(code) if code and crossing.is_office(int(code)) else None
    crossing.hold_registry(kelurahan_id, *([to_office] if to_office else []))
    details |= _told_of_move(leaving, kelurahan_id)
    full = replace(told, detail=move_class.value, details=details)
    event = record(Kind.DEPART, full, kelurahan_id=kelurahan_id, by=by)
    rows = take_away(event, told, leaving.resident_ids, leaving.new_head, by=by)
    if to_office is not None:
        crossing.send(event, rows, to=to_office, by=by)
    return event


def _require_possible(arrival: Arrival, details: Mapping[str, Any]) -> None:
    """Everybody is described well enough, and comes from a place that exists or existed. Raises Refused."""
    problems = problems_of_details(Kind.ARRIVE, details)
    today = timezone.localdate(now())
    if not arrival.people:
        problems["people"] = _("Isi sedikitnya satu orang yang datang.")
    for place, person in enumerate(arrival.people):
        found = problems_of(person.values(), no_kk=None, today=today)
        problems |= {field_of(place, name): words for name, words in found.items()}
    code = _digits(arrival.origin.code) if arrival.origin else ""
    if code and _area(code) is None:
        problems["code"] = _("Kode wilayah asal tidak ada. Cari menurut nama kelurahan atau desanya.")
    if problems:
        raise Refused(problems)


def _class_of(destination: Place, kelurahan_id: int) -> MoveClass:
    """Which border is crossed. Raises Refused for a destination that does not exist, or is here."""
    code = _digits(destination.code)
    if not code and not destination.country:
        raise Refused({"code": _("Pilih kelurahan atau desa tujuan; untuk luar negeri isi negaranya.")})
    if code and destination.country:
        raise Refused({"country": _("Isi kelurahan tujuan atau negara tujuan, jangan keduanya.")})
    area = _area(code) if code else None
    if code and (area is None or area.valid_until is not None):
        raise Refused({"code": _("Kode wilayah tujuan tidak ada. Cari menurut nama kelurahan atau desanya.")})
    move_class = rules.move_class(f"{kelurahan_id:010d}", code, destination.country)
    if move_class is MoveClass.INSIDE:
        raise Refused({"code": _("Tujuannya di kelurahan ini juga. Pakai Pindah alamat, Pisah KK, atau Gabung KK.")})
    return move_class


def _told_of(place: Place) -> dict[str, str]:
    """A place as an event keeps it, with the name that it had then."""
    code = _digits(place.code)
    area = _area(code) if code else None
    told = {
        "code": code, "area": area.local_name if area else "", "address": place.address, "rt": place.rt, "rw": place.rw,
        "postcode": place.postcode, "country": place.country,
    }  # fmt: skip
    return {name: text for name, text in told.items() if text}


def _told_of_move(leaving: Leaving, kelurahan_id: int) -> dict[str, Any]:
    """Reason, kind and cards of a move, in the words of F-1.03."""
    rows = locked_people(leaving.resident_ids, Told(), kelurahan_id=kelurahan_id)
    members = members_of(locked_card(rows[0].family_card_id, Told(), kelurahan_id=kelurahan_id))
    head_goes = any(row.family_relation == FamilyRelation.HEAD for row in rows)
    told = {
        "move_reason": leaving.move_reason,
        "move_kind": rules.move_kind(head_goes=head_goes, movers=len(rows), members=len(members)),
        "movers_card": leaving.movers_card,
        "stayers_card": leaving.stayers_card,
    }
    return {name: member.value for name, member in told.items() if member}


def _digits(code: str) -> str:
    return code.replace(".", "").strip()


def _area(code: str) -> Area | None:
    """The kelurahan or desa of that code, today's or an old one."""
    if not (code.isascii() and code.isdigit() and len(code) == len("1671141001")):
        return None
    try:
        area = area_of(dotted(int(code)))
    except Area.DoesNotExist:
        return None
    return area if area.level == KELURAHAN else None
