"""Undoing events, and people who should never have been written down."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.entry import Card
from ekelurahan.residents.errors import ChangedLater, Doubtful, Refused
from ekelurahan.residents.events.actions.families import change_head, join_card, relocate, split_card
from ekelurahan.residents.events.actions.mending import undo, wrong_entry
from ekelurahan.residents.events.actions.recording import change, record
from ekelurahan.residents.events.actions.vital import register_birth, register_death, report_missing
from ekelurahan.residents.events.entries import Address, Founding, Joining, Newborn, NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import ClosedMonth, Event, FamilyCard, Flow, Resident, ResidentWord
from ekelurahan.residents.tests.household import NEW_CARD, Household, household, person, row, told
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
Kin = FamilyRelation
_MOVES_ON = {"version", "event_id", "updated_at"}
Act = Callable[[Household, Town], object]


@pytest.fixture
def home(at_work: Town) -> Household:
    return household()


def rows() -> list[dict[str, object]]:
    found = [*Resident.objects.order_by("id").values(), *FamilyCard.objects.order_by("id").values()]
    return [{name: value for name, value in each.items() if name not in _MOVES_ON} for each in found]


def take_back(event_id: UUID | None = None, **more: object) -> Event:
    first = event_id or Event.objects.exclude(kind__in=("undo", "enrol")).order_by("id")[0].id
    return undo(first, kelurahan_id=PLAJU_ULU, told=told(**more), by=None)


def words_of(resident_id: UUID) -> set[str]:
    return set(ResidentWord.objects.filter(resident=resident_id).values_list("word", flat=True))


ACTS: dict[str, Act] = {
    "death of the head": lambda home, _town: register_death(
        home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.wati)
    ),
    "missing": lambda home, _town: report_missing(home.ijah, kelurahan_id=PLAJU_ULU, told=told(), by=None),
    "new head": lambda home, _town: change_head(
        home.card, NewHead(home.rani), kelurahan_id=PLAJU_ULU, told=told(), by=None
    ),
    "another card": lambda home, town: join_card(
        Joining(home.card, {town.siti: Kin.RELATIVE}), kelurahan_id=PLAJU_ULU, told=told(), by=None
    ),
    "moving house": lambda home, _town: relocate(
        home.card, Address("Jl. Baru 1", "009", "001"), kelurahan_id=PLAJU_ULU, told=told(), by=None
    ),
    "a correction": lambda home, _town: update_resident(
        row(home.rani), {"name": "RANIA HAMZAH", "birth_date": date(2007, 4, 3), "rt": "010"}, by=None
    ),
    "a wrong entry": lambda home, _town: wrong_entry(
        home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.wati)
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_undoing_restores_every_row(home: Household, at_work: Town, act: str) -> None:
    before, words = rows(), words_of(home.rani)
    ACTS[act](home, at_work)
    assert rows() != before
    take_back()
    assert rows() == before
    assert words_of(home.rani) == words
    changed = Flow.objects.exclude(component="enrolment")
    assert {(flow.people, flow.heads) for flow in changed} <= {(0, 0)}


def test_undoing_a_birth_leaves_an_invalid_row_without_a_place(home: Household) -> None:
    child = person("BAYI HAMZAH", date(2026, 1, 1), Sex.MALE, Kin.CHILD, nik="9901010101260001")
    born = register_birth(Newborn(home.card, child), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    take_back()
    assert (row(born.id).life_status, row(born.id).is_counted) == ("invalid", False)
    again = register_birth(Newborn(home.card, child), kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None)
    assert again.nik == born.nik


def test_undoing_a_new_card_brings_its_people_back(home: Household) -> None:
    card = split_card(home.card, Founding(NEW_CARD, home.rani), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    take_back()
    assert (row(home.rani).family_card_id, row(home.rani).family_relation) == (home.card, "child")
    assert not Resident.objects.filter(family_card=card).exists()


def test_what_changed_later_stands_in_the_way_and_is_named(home: Household) -> None:
    for name in ("RANIA", "RINA"):
        update_resident(row(home.rani), {"name": name}, by=None)
    first, second = Event.objects.filter(kind="correct").order_by("id")
    with pytest.raises(ChangedLater, match="Batalkan dulu Perbaikan data") as refusal:
        take_back(first.id)
    assert refusal.value.event_id == second.id
    take_back(second.id)
    take_back(first.id)
    assert row(home.rani).name == "RANI HAMZAH"


def test_other_columns_that_changed_later_do_not(home: Household) -> None:
    update_resident(row(home.rani), {"name": "RANIA"}, by=None)
    update_resident(row(home.rani), {"religion": "islam"}, by=None)
    take_back()
    assert (row(home.rani).name, row(home.rani).religion) == ("RANI HAMZAH", "islam")


def test_undoing_is_refused_twice_of_an_undoing_without_a_reason_and_of_what_is_not_there(home: Household) -> None:
    report_missing(home.ijah, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    missing = Event.objects.get(kind="missing")
    with pytest.raises(Refused, match="Tulis alasannya"):
        take_back(reason="  ")
    undoing = take_back()
    assert (undoing.undoes, undoing.component) == (missing.id, "missing")
    with pytest.raises(Refused, match="sudah dibatalkan"):
        take_back(missing.id)
    with pytest.raises(Refused, match="tidak dapat dibatalkan"):
        take_back(undoing.id)
    with pytest.raises(Refused, match="tidak ada di kelurahan ini"):
        take_back(uuid4())
    with office_scope(PLAJU_DARAT), pytest.raises(Refused, match="tidak ada di kelurahan ini"):
        undo(missing.id, kelurahan_id=PLAJU_DARAT, told=told(), by=None)


def test_undoing_leaves_no_family_without_or_with_two_heads(home: Household) -> None:
    register_death(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.wati))
    follower = Event.objects.get(kind="change_head")
    with pytest.raises(Refused, match="mengikuti peristiwa lain"):
        take_back(follower.id)
    change_head(home.card, NewHead(home.rani), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(ChangedLater, match="Ganti kepala keluarga"):
        take_back()


def test_undoing_a_new_card_stops_where_others_came_onto_it_since(home: Household, at_work: Town) -> None:
    card = split_card(home.card, Founding(NEW_CARD, home.rani), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    join_card(Joining(card.id, {at_work.siti: Kin.RELATIVE}), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="satu kepala keluarga"):
        take_back()


def test_a_head_who_was_undone_off_a_family_without_one_leaves_it_as_it_was(home: Household, at_work: Town) -> None:
    event = record(Kind.CORRECT, told(), kelurahan_id=PLAJU_ULU, by=None)
    change(event, row(at_work.budi), {"family_relation": "other"})  # as an import may bring it along
    card = row(at_work.budi).family_card_id
    joining = Joining(card, {home.rani: Kin.HEAD})
    joined = join_card(joining, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None)
    take_back(joined.id)
    assert row(home.rani).family_relation == "child"


def test_what_is_undone_in_a_later_month_is_a_correction_of_that_month(home: Household) -> None:
    then = timezone.localdate().replace(day=1) - timedelta(days=1)
    aunt = person("NUR AINI", date(1960, 1, 1), Sex.FEMALE, FamilyRelation.RELATIVE)
    card = Card(FamilyCard.objects.get(id=home.card).no_kk)
    aunt_id = add_resident(card, aunt, kelurahan_id=PLAJU_ULU, by=None, told=told(reported_on=then)).id
    report_missing(aunt_id, kelurahan_id=PLAJU_ULU, told=told(reported_on=then), by=None)
    ClosedMonth.objects.create(kelurahan_id=PLAJU_ULU, month=then.replace(day=1), figures={})
    with pytest.raises(Refused, match="sudah ditutup"):
        take_back(reported_on=then)
    assert take_back().component == "correction"
    flows = Flow.objects.exclude(component="enrolment").order_by("month")
    assert [(flow.component, flow.people) for flow in flows] == [("missing", -1), ("correction", 1)]


def test_a_wrong_entry_needs_a_reason_and_lets_go_of_the_nik(home: Household, at_work: Town) -> None:
    with pytest.raises(Refused) as refusal:
        wrong_entry(at_work.siti, kelurahan_id=PLAJU_ULU, told=told(reason=""), by=None)
    assert "reason" in refusal.value.problems
    wrong_entry(at_work.siti, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="salah catat"):
        wrong_entry(at_work.siti, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    update_resident(row(home.rani), {"nik": "9901014205900001"}, by=None)
    with pytest.raises(Refused, match="sudah terdaftar"):
        take_back()


def test_corrections_keep_families_in_order_and_let_nobody_die(home: Household) -> None:
    for changes, field in (
        ({"family_relation": "head"}, "family_relation"),
        ({"life_status": "dead"}, "life_status"),
    ):
        with pytest.raises(Refused) as refusal:
            update_resident(row(home.rani), changes, by=None)
        assert field in refusal.value.problems
    with pytest.raises(Refused) as refusal:
        update_resident(row(home.amir), {"family_relation": "other"}, by=None)
    assert "new_head" in refusal.value.problems
    older: dict[str, str | date] = {"birth_date": date(1970, 1, 1)}
    with pytest.raises(Doubtful, match="lebih tua daripada orang tuanya"):
        update_resident(row(home.rani), older, by=None)
    update_resident(row(home.rani), older, by=None, told=told(sure=True))


def test_people_of_another_office_are_not_corrected_here(home: Household, at_work: Town) -> None:
    with office_scope(PLAJU_DARAT):
        neighbour = Resident.objects.select_related("family_card").get(id=at_work.neighbour)
    neighbour.kelurahan_id = PLAJU_ULU
    with pytest.raises(Refused, match="tidak ada di kelurahan ini"):
        update_resident(neighbour, {"name": "LAIN"}, by=None)


def test_a_second_head_is_not_enrolled_and_a_first_one_may_come_last(home: Household) -> None:
    card = Card("9901010101100066", "Lr. Sepakat 10", "005", "002")
    for relation, sex in ((Kin.WIFE, Sex.FEMALE), (Kin.HEAD, Sex.MALE)):
        add_resident(
            card, person(f"ORANG {relation}", date(1990, 1, 1), sex, relation), kelurahan_id=PLAJU_ULU, by=None
        )
    second = person("ORANG LAIN", date(1950, 1, 1), Sex.MALE, Kin.HEAD)
    with pytest.raises(Refused) as refusal:
        add_resident(card, second, kelurahan_id=PLAJU_ULU, by=None)
    assert "family_relation" in refusal.value.problems
