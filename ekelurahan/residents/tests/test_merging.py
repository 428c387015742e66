"""A pair is one person, or it is not: merging, undoing the merge, keeping apart."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.doubles.actions.keeping import look_everywhere
from ekelurahan.residents.doubles.queries import rows_of_person
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.errors import ChangedLater, Refused
from ekelurahan.residents.events.actions.mending import undo, wrong_entry
from ekelurahan.residents.events.actions.moving import register_arrival, register_departure
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Arrival, Leaving, Place
from ekelurahan.residents.merging.actions import Merging, keep_apart, merge, wait_for_other_office
from ekelurahan.residents.models import Change, Event, Pair, Resident
from ekelurahan.tests.parallel import at_once
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town, build_town

SURE = Told(sure=True, reason="untuk uji")
WHY = Told(reason="Orangnya sama, sudah dicocokkan dengan KK")
BORN = date(1985, 3, 5)
ONE, OTHER = "9901010101100077", "9901010101100078"
NIK = "9901014503850009"


def enter(no_kk: str = ONE, office: int = PLAJU_ULU, nik: str | None = None, **more: Any) -> UUID:
    with office_scope(office):
        name, born = more.pop("name", "QONITA MALAHAYATI"), more.pop("born", BORN)
        person = Person(name, born, Sex.FEMALE, nik, {"mother_name": "ROHANA", "family_relation": "head"} | more)
        card = Card(no_kk, "Jl. Sepakat No. 1", "001", "001")
        return add_resident(card, person, kelurahan_id=office, by=None, told=SURE).id


def every_row(resident_id: UUID) -> list[UUID]:
    return rows_of_person(resident_id, kelurahan_id=PLAJU_ULU)


def found() -> Pair:
    look_everywhere()
    with office_scope(PLAJU_ULU):
        return Pair.objects.get(state="open")


def row(resident_id: UUID) -> Resident:
    with office_scope(PLAJU_ULU):
        return Resident.objects.get(id=resident_id)


def merged(pair: Pair, *taken: str, stays: UUID | None = None, told: Told = WHY) -> Event:
    with office_scope(PLAJU_ULU):
        merging = Merging(pair.id, stays or pair.left, taken)
        return merge(merging, kelurahan_id=PLAJU_ULU, told=told, by=None)


def test_a_merge_keeps_what_was_chosen_and_what_only_one_row_knows(town: Town) -> None:
    first = enter(blood_group="O", birth_place="Palembang")
    second = enter(OTHER, nik=NIK, birth_place="Plaju", religion="islam")
    event = merged(found(), "birth_place")
    stays, goes = row(first), row(second)
    assert (stays.nik, stays.birth_place, stays.blood_group, stays.religion) == (NIK, "Plaju", "O", "islam")
    assert (goes.life_status, goes.merged_into, goes.nik) == ("invalid", first, NIK)
    assert (event.kind, event.component, event.via) == ("merge", "correction", "merge")
    with office_scope(PLAJU_ULU):
        pair = Pair.objects.get()
        assert (pair.state, pair.event_id, pair.reason) == ("merged", event.id, WHY.reason)
        assert every_row(first) == every_row(second) == [first, second]
        assert Change.objects.filter(subject=second).count() == 2, "its history stays"


def test_the_card_is_chosen_with_the_relation(town: Town) -> None:
    enter(family_relation="other")
    enter(OTHER, family_relation="head")
    pair = found()
    merged(pair, "family_relation")
    assert (row(pair.left).family_card_id, row(pair.left).family_relation) == (row(pair.right).family_card_id, "head")


def test_children_follow_to_the_row_that_stays(town: Town) -> None:
    enter()
    mother = enter(OTHER)
    child = enter(OTHER, name="BAYU SEGARA", born=date(2015, 1, 1), family_relation="child", mother_name="")
    with office_scope(PLAJU_ULU):
        person = Resident.objects.get(id=child)
        person.mother, person.version = mother, 2
        person.save()
    pair = found()
    merged(pair, "family_card_id")
    assert row(child).mother == pair.left


def test_a_family_does_not_lose_its_head_by_a_merge(town: Town) -> None:
    enter()
    enter(OTHER)
    enter(OTHER, name="BAYU SEGARA", born=date(2015, 1, 1), family_relation="child", mother_name="")
    with pytest.raises(Refused, match="kepala keluarga"):
        merged(found())


def test_undoing_a_merge_brings_both_rows_back_and_the_pair_too(town: Town) -> None:
    first, second = enter(blood_group="O"), enter(OTHER, nik=NIK, religion="islam")
    event = merged(found(), "nik")
    with office_scope(PLAJU_ULU):
        undo(event.id, kelurahan_id=PLAJU_ULU, told=Told(reason="ternyata kembar"), by=None)
        pair = Pair.objects.get()
    assert (row(first).nik, row(first).religion) == (None, "")
    assert (row(second).life_status, row(second).merged_into, row(second).nik) == ("alive", None, NIK)
    assert (pair.state, pair.event_id, pair.reason) == ("open", None, "")
    merged(pair, "nik", stays=second)
    assert row(first).merged_into == second


def enrolment_of(resident_id: UUID) -> UUID:
    with office_scope(PLAJU_ULU):
        return Change.objects.get(subject=resident_id, version=1).event_id


def undone(event_id: UUID) -> None:
    with office_scope(PLAJU_ULU):
        undo(event_id, kelurahan_id=PLAJU_ULU, told=Told(reason="salah"), by=None)


def test_the_row_that_stays_cannot_be_taken_out_before_the_merge_is_undone(town: Town) -> None:
    first, second = enter(), enter(OTHER)
    merge_event = merged(found(), stays=first)
    with pytest.raises(ChangedLater, match=r"Batalkan dulu .* digabungkan") as refusal:
        undone(enrolment_of(first))
    assert refusal.value.event_id == merge_event.id
    with office_scope(PLAJU_ULU), pytest.raises(ChangedLater, match="Batalkan dulu"):
        wrong_entry(first, kelurahan_id=PLAJU_ULU, told=Told(reason="salah"), by=None)
    assert (row(first).life_status, row(second).merged_into) == ("alive", first)
    undone(merge_event.id)
    undone(enrolment_of(first))
    assert (row(first).life_status, row(second).life_status) == ("invalid", "alive")


def test_an_arrival_into_an_archived_row_stands_while_another_row_is_merged_into_it(town: Town) -> None:
    first = enter(nik=NIK)
    with office_scope(PLAJU_ULU):
        there = Place("32.73.01.1001")
        register_departure(Leaving([first], there), kelurahan_id=PLAJU_ULU, told=SURE, by=None)
        back = Person("QONITA MALAHAYATI", BORN, Sex.FEMALE, NIK, {"family_relation": "head"})
        arrival = Arrival(Card(ONE, "Jl. Sepakat No. 1", "001", "001"), [back])
        register_arrival(arrival, kelurahan_id=PLAJU_ULU, told=SURE, by=None)
        came = row(first).event_id
    enter(OTHER)
    event = merged(found(), stays=first)
    with pytest.raises(ChangedLater) as refusal:
        undone(came)
    assert refusal.value.event_id == event.id


def test_who_moved_away_is_neither_merged_nor_merged_into(town: Town) -> None:
    first, second = enter(), enter(OTHER)
    pair = found()
    with office_scope(PLAJU_ULU):
        leaving = Leaving([first], Place("32.73.01.1001"))
        register_departure(leaving, kelurahan_id=PLAJU_ULU, told=SURE, by=None)
    for stays in (first, second):
        with pytest.raises(Refused, match="sudah pindah, digabungkan"):
            merged(pair, stays=stays)
    assert (row(first).life_status, row(second).life_status) == ("moved", "alive")


def test_a_row_that_changed_since_it_was_shown_is_not_merged(town: Town) -> None:
    first, _ = enter(), enter(OTHER)
    pair = found()
    with pytest.raises(Refused, match="sudah diubah orang lain"):
        merged(pair, told=Told(seen={first: 7}))


def test_a_merge_of_rows_of_two_offices_is_refused(town: Town) -> None:
    enter()
    enter(OTHER, office=PLAJU_DARAT)
    with pytest.raises(Refused, match="Minta kepindahannya"):
        merged(found())


def test_a_stranger_cannot_be_the_row_that_stays(town: Town) -> None:
    enter()
    enter(OTHER)
    with pytest.raises(Refused, match="Pilih data mana"):
        merged(found(), stays=town.siti)


def test_different_people_need_a_reason_and_never_come_back(town: Town) -> None:
    enter()
    enter(OTHER)
    pair = found()
    with office_scope(PLAJU_ULU):
        with pytest.raises(Refused, match="Tulis bagaimana"):
            keep_apart(pair.id, kelurahan_id=PLAJU_ULU, reason=" ", by=town.operator)
        keep_apart(pair.id, kelurahan_id=PLAJU_ULU, reason="Dua orang, keduanya datang", by=town.operator)
    look_everywhere()
    with office_scope(PLAJU_ULU):
        assert Pair.objects.get().state == "different"
        with pytest.raises(Refused, match="sudah diputuskan"):
            keep_apart(pair.id, kelurahan_id=PLAJU_ULU, reason="lagi", by=town.operator)
    with pytest.raises(Refused, match="sudah diputuskan"):
        merged(pair)


def test_a_pair_across_offices_waits_for_the_other_office(town: Town) -> None:
    enter()
    theirs = enter(OTHER, office=PLAJU_DARAT)
    pair = found()
    with office_scope(PLAJU_ULU):
        with pytest.raises(Refused, match="Tulis kepada siapa"):
            wait_for_other_office(pair.id, kelurahan_id=PLAJU_ULU, reason="", by=town.operator)
        wait_for_other_office(pair.id, kelurahan_id=PLAJU_ULU, reason="Bu Lina, 24 November", by=town.operator)
    look_everywhere()
    with office_scope(PLAJU_ULU):
        assert Pair.objects.get().state == "asked"
    with office_scope(PLAJU_DARAT):
        person = Resident.objects.get(id=theirs)
        person.life_status, person.version = "moved", 2
        person.save()
    look_everywhere()
    with office_scope(PLAJU_ULU):
        assert Pair.objects.get().state == "gone"


def test_a_pair_of_one_office_waits_for_nobody(town: Town) -> None:
    enter()
    enter(OTHER)
    pair = found()
    with office_scope(PLAJU_ULU), pytest.raises(Refused, match="Kedua data ada"):
        wait_for_other_office(pair.id, kelurahan_id=PLAJU_ULU, reason="x", by=town.operator)
    with office_scope(PLAJU_DARAT), pytest.raises(Refused, match="tidak ada di kelurahan ini"):
        keep_apart(pair.id, kelurahan_id=PLAJU_DARAT, reason="x", by=town.operator)


def test_of_two_merges_of_one_pair_at_once_exactly_one_wins(fresh_database: object) -> None:
    build_town()
    first, second = enter(), enter(OTHER)
    pair = found()
    results = at_once([partial(merged, pair, stays=stays) for stays in (first, second)])
    refusals = [result for result in results if isinstance(result, Refused)]
    assert len(refusals) == 1
    assert "sudah diputuskan" in str(refusals[0])
    assert sorted([row(first).life_status, row(second).life_status]) == ["alive", "invalid"]


def test_a_merge_and_a_keeping_apart_at_once_cannot_both_be(fresh_database: object) -> None:
    town = build_town()
    enter()
    enter(OTHER)
    pair = found()

    def apart() -> None:
        with office_scope(PLAJU_ULU):
            keep_apart(pair.id, kelurahan_id=PLAJU_ULU, reason="Dua orang", by=town.operator)

    acts: list[Callable[[], object]] = [partial(merged, pair), apart]
    results = at_once(acts)
    assert sum(isinstance(result, Refused) for result in results) == 1
