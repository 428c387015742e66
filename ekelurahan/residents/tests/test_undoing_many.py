"""Undoing what thousands of rows came by: an import into the wrong office is taken back, exactly and at once."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.batch.actions import merge, stage
from ekelurahan.residents.batch.rows import PLACES, StagedRow
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.demo.people import Numbers, people_of
from ekelurahan.residents.entry import Card
from ekelurahan.residents.errors import ChangedLater, Refused
from ekelurahan.residents.events.actions import undoing
from ekelurahan.residents.events.actions.vital import register_death
from ekelurahan.residents.events.entries import NewHead
from ekelurahan.residents.events.kinds import Via
from ekelurahan.residents.models import Change, Event, FamilyCard, Resident, ResidentWord
from ekelurahan.residents.replaying.queries import differences
from ekelurahan.residents.tests import test_merging as merging
from ekelurahan.residents.tests.happenings import HAPPENINGS, OFFICES, happen
from ekelurahan.residents.tests.household import Household, household, person, row, told
from ekelurahan.residents.tests.test_mending import ACTS, rows, take_back
from ekelurahan.residents.tests.test_whatever_happens import whatever_happens
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
MANY, FEW = 1_100, 120  # people of an import: more than are restored row by row, and enough where all are at once


@pytest.fixture
def home(at_work: Town) -> Household:
    return household()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every event is restored as a large one is."""
    monkeypatch.setattr(undoing, "ROW_BY_ROW", 0)


def crowd(people: int = MANY) -> list[StagedRow]:
    return list(people_of(PLAJU_ULU, people, numbers=Numbers()))


def imported(people: list[StagedRow], kelurahan_id: int = PLAJU_ULU) -> Event:
    stage(people, kelurahan_id=kelurahan_id)
    merge(via=Via.IMPORT)
    return Event.objects.filter(via=Via.IMPORT).latest("recorded_at")


def otherwise(people: list[StagedRow], **said: Callable[[str], str]) -> list[StagedRow]:
    """The same people, of whom a file says something else."""
    found = []
    for one in people:
        values = list(one.values)
        for name, change in said.items():
            values[PLACES[name]] = change(str(values[PLACES[name]] or ""))
        found.append(StagedRow(one.number, values, one.kelurahan_id))
    return found


def words() -> set[tuple[object, ...]]:
    return set(ResidentWord.objects.values_list("resident", "word"))


def prove_books(kelurahan_id: int = PLAJU_ULU) -> None:
    assert recount(kelurahan_id) == []
    assert differences(kelurahan_id) == []


@pytest.mark.parametrize("act", ACTS)
def test_all_at_once_restores_what_row_by_row_does(home: Household, at_work: Town, at_once: None, act: str) -> None:
    before, known = rows(), words()
    ACTS[act](home, at_work)
    take_back()
    assert rows() == before
    assert words() == known
    prove_books()


@pytest.mark.parametrize(
    "story",
    [
        merging.test_undoing_a_merge_brings_both_rows_back_and_the_pair_too,
        merging.test_the_row_that_stays_cannot_be_taken_out_before_the_merge_is_undone,
        merging.test_an_arrival_into_an_archived_row_stands_while_another_row_is_merged_into_it,
    ],
    ids=lambda story: story.__name__.removeprefix("test_"),
)
def test_merges_are_undone_and_stand_in_the_way_all_at_once_too(
    town: Town, at_once: None, story: Callable[[Town], None]
) -> None:
    story(town)


@pytest.mark.parametrize("seed", range(4))
def test_any_story_is_undone_all_at_once_too(town: Town, at_once: None, seed: int) -> None:
    chance = random.Random(seed)
    with office_scope(PLAJU_ULU):
        household()
    names = [name for name in sorted(HAPPENINGS) if name != "undo"]
    whatever_happens([(chance.choice(names), chance.randrange(10**9)) for _ in range(12)], undone=True)
    for _ in range(6):
        with suppress(Refused):
            happen("undo", chance.randrange(10**9))
    for office in OFFICES:
        with office_scope(office):
            prove_books(office)


def test_a_file_that_went_into_the_wrong_office_is_taken_back_and_goes_into_the_right_one(town: Town) -> None:
    people = otherwise(crowd())
    with office_scope(PLAJU_ULU):
        household()
        before = {UUID(str(one["id"])): one for one in rows()}
        event = imported(people)
        assert Change.objects.filter(event_id=event.id).count() > undoing.ROW_BY_ROW
        undone = take_back(event.id)
        after = {UUID(str(one["id"])): one for one in rows()}
        assert {key: after[key] for key in before} == before
        begun = Resident.objects.exclude(id__in=list(before))
        assert set(begun.values_list("life_status", "event_id", "version")) == {("invalid", undone.id, 2)}
        assert begun.count() == len(people)
        prove_books()
        assert (undone.undoes, undone.component) == (event.id, "enrolment")
    there = [StagedRow(one.number, one.values, PLAJU_DARAT) for one in people]
    with office_scope(PLAJU_DARAT):
        imported(there, PLAJU_DARAT)
        assert Resident.objects.filter(is_counted=True, nik__isnull=False).count() >= len(people)
    with office_scope(PLAJU_ULU), pytest.raises(Refused, match="sudah dibatalkan"):
        take_back(event.id)


def test_what_a_file_corrected_is_as_before_names_addresses_and_words(at_work: Town, at_once: None) -> None:
    people = crowd(FEW)
    imported(people)
    before, known = rows(), words()
    event = imported(otherwise(people, name="{} SALAH".format, address="{} B".format, rt=lambda _rt: "099"))
    assert event.kind == "correct"
    assert words() != known
    take_back(event.id)
    assert rows() == before
    assert words() == known
    prove_books()


def test_an_undoing_of_thousands_takes_a_handful_of_statements(
    at_work: Town, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    event = imported(crowd())
    with django_assert_max_num_queries(50):  # type: ignore[attr-defined]  # pytest-django's context
        take_back(event.id)


def test_later_changes_of_some_rows_stand_in_the_way_and_are_counted(at_work: Town, at_once: None) -> None:
    people = crowd(FEW)
    imported(people)
    event = imported(otherwise(people, name="{} SALAH".format))
    first, second = Resident.objects.filter(name__endswith=" SALAH", family_relation="child").order_by("id")[:2]
    update_resident(first, {"religion": "hindu"}, by=None)  # another column: not in the way
    for one in (first, second):
        update_resident(row(one.id), {"name": "LAIN SEKALI"}, by=None)
    last = Event.objects.latest("recorded_at")
    with pytest.raises(ChangedLater, match=r"^2 data .* oleh 2 peristiwa lain.*terbaru: Perbaikan data") as refusal:
        take_back(event.id)
    assert refusal.value.event_id == last.id
    take_back(last.id)
    with pytest.raises(ChangedLater, match=r"^1 data .* oleh 1 peristiwa") as refusal:
        take_back(event.id)
    take_back(refusal.value.event_id)
    take_back(event.id)
    assert not Resident.objects.filter(name__endswith=" SALAH").exists()
    assert row(first.id).religion == "hindu"
    prove_books()


def test_who_died_since_or_joined_an_imported_family_stands_in_the_way(at_work: Town, at_once: None) -> None:
    event = imported(crowd(FEW))
    head = Resident.objects.filter(event_id=event.id, family_relation="head").order_by("id")[0]
    others = Resident.objects.filter(event_id=event.id, family_card=head.family_card_id).exclude(id=head.id)
    heir = others.order_by("birth_date").first()
    register_death(
        head.id, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None, new_head=NewHead(heir.id) if heir else None
    )
    with pytest.raises(ChangedLater, match=r"^1 data .*Kematian"):
        take_back(event.id)
    take_back(Event.objects.get(kind="death").id)
    card = FamilyCard.objects.get(id=head.family_card_id)
    child = person("BAYI LAIN", date(2026, 1, 1), Sex.MALE, FamilyRelation.RELATIVE)
    add_resident(Card(card.no_kk), child, kelurahan_id=PLAJU_ULU, by=None, told=told(sure=True))
    with pytest.raises(Refused, match="satu kepala keluarga"), transaction.atomic():
        take_back(event.id)
    prove_books()


def test_a_nik_that_somebody_else_has_by_now_is_not_given_back(home: Household, at_once: None) -> None:
    nik = "9901014202820077"
    update_resident(row(home.wati), {"nik": nik}, by=None)
    update_resident(row(home.wati), {"nik": None}, by=None)
    changed = Event.objects.filter(kind="correct").latest("recorded_at")
    update_resident(row(home.rani), {"nik": nik}, by=None)
    with pytest.raises(Refused, match="sudah terdaftar"):
        take_back(changed.id)
