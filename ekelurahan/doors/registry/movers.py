"""Who moves between two offices of the city, and where to: as the people were handed over, or as the sender's rows know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ekelurahan.doors.formats import date_id
from ekelurahan.doors.registry.stories import details_of
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.events.queries import find_event
from ekelurahan.residents.households import rows_of
from ekelurahan.residents.models import Resident, Transfer

_PLACE = ("address", "rt", "rw")
_FIRST = ("address", "rt", "rw", "move_reason", "letter", "leaving_date")


@dataclass(frozen=True)
class Mover:
    """One of the people on the way."""

    id: UUID
    name: str
    sex: str
    birth_date: date | None
    relation: str
    nik: str


@dataclass(frozen=True)
class Departure:
    """What the old office wrote about the move, label by label, and the address they go to."""

    facts: list[tuple[str, str]]
    place: Mapping[str, str]


def handed_over(row: Transfer) -> list[Mover]:
    """The people as the move carries them; the sender's row of it knows their names only."""
    return [_carried(told) for told in _told_people(row.people)]


def movers_of(row: Transfer) -> list[Mover]:
    """The people with all that this office may know of them: to the sender its own rows, one query."""
    people = handed_over(row)
    if row.side == "in":
        return people
    own = {one.id: one for one in rows_of([one.id for one in people], kelurahan_id=row.kelurahan_id)}
    return [_own(own[one.id]) if one.id in own else one for one in people]


def departure_of(row: Transfer) -> Departure:
    """When they left, why, and where to; to the sender from its own event."""
    told, day = _carried_departure(row.people) if row.side == "in" else _own_departure(row)
    ordered = {name: told[name] for name in (*_FIRST, *told) if name in told and name != "area"}  # the title says it
    facts = details_of(Kind.DEPART, ordered)
    if day:
        facts.insert(0, (_("Tanggal pindah"), date_id(day)))
    return Departure(facts, {name: str(told.get(name) or "") for name in _PLACE})


def _carried_departure(people: Any) -> tuple[Mapping[str, Any], date | None]:
    if not isinstance(people, dict):
        return {}, None
    day = people.get("happened_on")
    return people.get("told", {}), date.fromisoformat(str(day)) if day else None


def _own_departure(row: Transfer) -> tuple[Mapping[str, Any], date | None]:
    event = find_event(row.event_id, kelurahan_id=row.kelurahan_id)
    return (event.told, event.happened_on) if event else ({}, None)


def _told_people(people: Any) -> list[Mapping[str, Any]]:
    return list(people.get("people", [])) if isinstance(people, dict) else list(people)


def _carried(told: Mapping[str, Any]) -> Mover:
    born = told.get("birth_date")
    return Mover(
        UUID(str(told["id"])), str(told.get("name", "")), str(told.get("sex") or ""),
        date.fromisoformat(str(born)) if born else None, str(told.get("family_relation") or ""), str(told.get("nik") or ""),
    )  # fmt: skip


def _own(row: Resident) -> Mover:
    return Mover(row.id, row.name, row.sex, row.birth_date, row.family_relation, row.nik or "")
