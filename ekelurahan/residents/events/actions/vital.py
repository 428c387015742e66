"""Births, deaths, people who are missing and found again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.codes import Education, FamilyRelation, MaritalStatus, Occupation, Sex
from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.now import now
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.doubles.actions import guard_against_twins
from ekelurahan.residents.entry import Value, problems_of
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events import rules
from ekelurahan.residents.events.actions.checking import (
    ABSENT,
    heads_of,
    locked_card,
    locked_people,
    raise_for,
    require_born,
    settle,
)
from ekelurahan.residents.events.actions.leaving import take_away
from ekelurahan.residents.events.actions.recording import Told, begin_person, change, record
from ekelurahan.residents.events.details import problems_of_details
from ekelurahan.residents.events.entries import Newborn, NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Change, Event, Resident

_OF_A_NEWBORN: Mapping[str, Value] = {
    "family_relation": FamilyRelation.CHILD.value,
    "marital_status": MaritalStatus.SINGLE.value,
    "education": Education.NONE.value,
    "occupation": Occupation.UNEMPLOYED.value,
}


@transaction.atomic
def register_birth(newborn: Newborn, *, kelurahan_id: int, told: Told, by: Actor | None) -> Resident:
    """Write a child down on a family's card, born on its birth date. Raises Refused, Doubtful.

    The child needs no NIK yet. What is not told of it is what newborns are: single, without school and occupation.
    """
    values: dict[str, Any] = {**_OF_A_NEWBORN, **newborn.person.values()}
    _require_possible(values, told)
    values |= _parents(newborn, values, told, kelurahan_id)
    guard_against_twins(values, kelurahan_id=kelurahan_id, told=told)
    event = record(
        Kind.BIRTH, replace(told, happened_on=newborn.person.birth_date), kelurahan_id=kelurahan_id, by=by
    )  # fmt: skip
    card = locked_card(newborn.card_id, told, kelurahan_id=kelurahan_id)
    before = heads_of(kelurahan_id, [card.id])
    if card.id not in before:
        raise Refused({"": _("Tidak ada lagi yang tinggal di KK ini. Pilih KK orang tuanya.")})
    row = begin_person(event, card, values)
    settle(event, told, before, {row.id})
    return row


@transaction.atomic
def register_death(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, new_head: NewHead | None = None
) -> Event:
    """Write down a death. The row stays, in the archive. Raises Refused; the head of a family needs a `new_head`.

    Whoever was married to the deceased, as head and wife or husband of one family, is widowed by it.
    """
    event = record(Kind.DEATH, _checked(Kind.DEATH, told), kelurahan_id=kelurahan_id, by=by)
    take_away(event, told, [resident_id], new_head, by=by)
    return event


@transaction.atomic
def report_missing(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, new_head: NewHead | None = None
) -> Event:
    """Write down that nobody knows where somebody is: until found, not one of the residents. Raises Refused."""
    event = record(Kind.MISSING, _checked(Kind.MISSING, told), kelurahan_id=kelurahan_id, by=by)
    take_away(event, told, [resident_id], new_head, by=by)
    return event


@transaction.atomic
def report_found(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, relation: FamilyRelation | None = None
) -> Event:
    """Somebody missing lives here again; `relation` is needed where the family has another head now. Raises Refused."""
    event = record(Kind.FOUND, _checked(Kind.FOUND, told), kelurahan_id=kelurahan_id, by=by)
    row = locked_people([resident_id], told, kelurahan_id=kelurahan_id)[0]
    require_born(event, row)
    if row.life_status not in ABSENT:
        raise Refused({"": _("%(name)s tidak tercatat hilang atau pergi.") % {"name": row.name}})
    _require_missing_before(event, row)
    before = heads_of(kelurahan_id, [row.family_card_id])
    told_relation = relation.value if relation else row.family_relation
    change(event, row, {"life_status": LifeStatus.ALIVE.value, "family_relation": told_relation})
    settle(event, told, before, {row.id}, [row.family_card_id])
    return event


def _require_missing_before(event: Event, row: Resident) -> None:
    """Nobody is found before being missing. Raises Refused; a file may have brought the absence without a day."""
    changes = Change.objects.filter(kelurahan_id=row.kelurahan_id, subject=row.id, after__life_status=row.life_status)
    events = Event.objects.filter(kelurahan_id=row.kelurahan_id, id__in=[change.event_id for change in changes])
    last = events.filter(kind=Kind.MISSING).order_by("-recorded_at").first()
    if last is not None and event.happened_on < last.happened_on:
        words = _("%(name)s hilang sejak %(day)s, jadi tidak dapat ditemukan sebelum itu. Periksa tanggalnya.")
        raise Refused({"happened_on": words % {"name": row.name, "day": long_date(last.happened_on)}})


def _require_possible(values: Mapping[str, Value], told: Told) -> None:
    """The child is described well enough, and the day is past. Raises Refused."""
    today = timezone.localdate(now())
    problems = problems_of(values, no_kk=None, today=today) | problems_of_details(Kind.BIRTH, told.details)
    born = values["birth_date"]
    if isinstance(born, date) and born > (told.reported_on or today):
        problems["birth_date"] = _("Tanggal lahir tidak boleh sesudah tanggal lapor.")
    if problems:
        raise Refused(problems)


def _parents(newborn: Newborn, values: Mapping[str, Value], told: Told, kelurahan_id: int) -> dict[str, Any]:
    """The columns that name the parents. Raises Refused, Doubtful where they cannot, or hardly, be its parents."""
    mother = _parent(newborn.mother, Sex.FEMALE, kelurahan_id)
    father = _parent(newborn.father, Sex.MALE, kelurahan_id)
    births = mother.birth_date if mother else None, father.birth_date if father else None
    doubts = rules.doubts_of_newborn(newborn.person.birth_date, *births)
    raise_for(rules.problems_of_newborn(values, *births), doubts, told)
    found: dict[str, Any] = {}
    for name, row in (("mother", mother), ("father", father)):
        if row is not None:
            found |= {name: row.id, f"{name}_name": row.name, f"{name}_nik": row.nik or ""}
    return found


def _parent(resident_id: UUID | None, sex: Sex, kelurahan_id: int) -> Resident | None:
    if resident_id is None:
        return None
    row = Resident.objects.filter(kelurahan_id=kelurahan_id, id=resident_id).exclude(life_status="invalid").first()
    if row is None or row.sex not in {sex, ""}:
        name = "mother" if sex is Sex.FEMALE else "father"
        raise Refused({name: _("Pilih ibu dari penduduk perempuan dan ayah dari penduduk laki-laki kelurahan ini.")})
    return row


def _checked(kind: Kind, told: Told) -> Told:
    if problems := problems_of_details(kind, told.details):
        raise Refused(problems)
    return told
