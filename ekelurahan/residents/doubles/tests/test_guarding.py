"""Nobody is entered twice: not in one office, not in two, not in two at the same moment."""

import time
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.doubles.actions import LikelyTwin, guard_against_twins
from ekelurahan.residents.doubles.queries import likely_twins
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.actions.vital import register_birth
from ekelurahan.residents.events.entries import Newborn
from ekelurahan.residents.models import Resident
from ekelurahan.tests.grants import refused, rows
from ekelurahan.tests.parallel import at_once
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town, build_town

CARD = Card("9901010101100077", "Jl. Sepakat No. 1", "001", "001")
BORN = date(2026, 11, 20)
PARENTS = {"mother_name": "ROHANA", "mother_nik": "9901014101900005", "father_name": "YUSUF HAMID"}


def baby(name: str = "ZAHRA KAMILA", born: date = BORN, **more: Any) -> Person:
    return Person(name, born, Sex.FEMALE, None, PARENTS | {"birth_place": "Palembang"} | more)


def enter(person: Person, kelurahan_id: int, told: Told | None = None) -> Resident:
    with office_scope(kelurahan_id):
        return add_resident(CARD, person, kelurahan_id=kelurahan_id, by=None, told=told)


def test_the_same_person_is_not_entered_twice_in_one_office(town: Town) -> None:
    enter(baby(), PLAJU_ULU)
    with pytest.raises(LikelyTwin, match="sudah tercatat di kelurahan ini: ZAHRA KAMILA, lahir 20 November 2026"):
        enter(baby("Zahra Kamilah"), PLAJU_ULU)


def test_of_another_office_nobody_is_named_before_that_is_written_down(town: Town) -> None:
    enter(baby(), PLAJU_ULU)
    with pytest.raises(LikelyTwin, match="mungkin sudah tercatat di kelurahan lain") as refusal:
        enter(baby(born=date(2026, 11, 2)), PLAJU_DARAT)
    (twin,) = refusal.value.twins
    assert set(refusal.value.problems) == {"sure"}
    assert not {"ZAHRA", "Plaju"} & set(str(refusal.value).split())
    assert (twin.office, twin.masked_nik, twin.kelurahan_id) == ("Plaju Ulu", "", PLAJU_ULU)
    assert twin.score > 0.8
    assert "date_near" in twin.reasons


def test_who_is_sure_says_why_and_goes_on(town: Town) -> None:
    enter(baby(), PLAJU_ULU)
    with pytest.raises(Refused, match="Tulis mengapa"):
        enter(baby(), PLAJU_DARAT, Told(sure=True))
    assert enter(baby(), PLAJU_DARAT, Told(sure=True, reason="Akta lain, orang tua lain")).name == "ZAHRA KAMILA"


def test_a_twin_sister_is_entered(town: Town) -> None:
    enter(baby("ZAHRA KAMILA"), PLAJU_ULU)
    assert enter(baby("NABILA SAFIRA"), PLAJU_ULU)


def test_who_moved_away_or_was_a_wrong_entry_is_no_twin(town: Town) -> None:
    gone = enter(baby(), PLAJU_ULU)
    with office_scope(PLAJU_ULU):
        gone.life_status, gone.version = "invalid", 2
        gone.save()
    assert enter(baby(), PLAJU_DARAT)


def test_the_likeliest_comes_first_and_rows_known_to_be_others_are_left_out(town: Town) -> None:
    first = enter(baby(), PLAJU_ULU)
    enter(baby(born=date(2026, 11, 21)), PLAJU_DARAT, Told(sure=True, reason="uji"))
    values = baby().values()
    with office_scope(PLAJU_ULU):
        found = likely_twins(values)
        assert [twin.office for twin in found] == ["Plaju Ulu", "Plaju Darat"]
        assert [twin.office for twin in likely_twins(values, but_not=[first.id])] == ["Plaju Darat"]
        assert rows("SELECT area_lo()") == [(PLAJU_ULU,)], "the scope is as it was"
        assert likely_twins(baby("QORI SANDRIA", mother_nik="", mother_name="", father_name="").values()) == []


def test_whoever_looks_asks_through_the_one_function(town: Town) -> None:
    enter(baby(), PLAJU_ULU)
    with office_scope(PLAJU_DARAT):
        assert rows("SELECT count(*) FROM people_like('ZAHRA', %s, ARRAY[%s], '', '')", [BORN, BORN]) == [(1,)]
        assert rows("SELECT count(*) FROM people_like('BUDI', %s, ARRAY[%s], '', '')", [BORN, BORN]) == [(0,)]
    assert "division by zero" in refused("SELECT 1/0", [], scope=PLAJU_DARAT)


def test_a_newborn_entered_by_two_offices_at_once_is_entered_once(fresh_database: object) -> None:
    build_town()

    def slowly(kelurahan_id: int) -> str:
        with office_scope(kelurahan_id), transaction.atomic():
            guard_against_twins(baby().values(), kelurahan_id=kelurahan_id, told=Told())
            time.sleep(0.2)  # without the lock the other one looks now and sees nothing
            return add_resident(CARD, baby(), kelurahan_id=kelurahan_id, by=None).name

    first, second = sorted(at_once([partial(slowly, PLAJU_ULU), partial(slowly, PLAJU_DARAT)]), key=str)
    assert {type(first), type(second)} == {str, LikelyTwin}
    refusal = first if isinstance(first, LikelyTwin) else second
    assert "mungkin sudah tercatat di kelurahan lain" in str(refusal)


@pytest.mark.parametrize("born", [date(2026, 11, 21), date(2026, 10, 20), date(2025, 11, 20)])
def test_a_newborn_whose_date_slips_is_entered_once_too_with_no_nik_of_the_mother(
    fresh_database: object, born: date
) -> None:
    build_town()

    def slowly(kelurahan_id: int, child: Person) -> str:
        with office_scope(kelurahan_id), transaction.atomic():
            guard_against_twins(child.values(), kelurahan_id=kelurahan_id, told=Told())
            time.sleep(0.2)
            return add_resident(CARD, child, kelurahan_id=kelurahan_id, by=None).name

    here, there = baby(mother_nik=""), baby(born=born, mother_nik="")
    results = at_once([partial(slowly, PLAJU_ULU, here), partial(slowly, PLAJU_DARAT, there)])
    assert sorted(type(result).__name__ for result in results) == ["LikelyTwin", "str"]


def test_the_same_newborn_with_day_and_month_exchanged_waits_too(fresh_database: object) -> None:
    build_town()
    pieces = [
        partial(enter, baby(born=date(2026, 3, 5)), PLAJU_ULU),
        partial(enter, baby(born=date(2026, 5, 3)), PLAJU_DARAT),
    ]
    results = at_once(pieces)
    assert sorted(type(result).__name__ for result in results) == ["LikelyTwin", "Resident"]


def test_two_offices_register_one_birth_at_once_and_one_of_them_is_told(fresh_database: object) -> None:
    town = build_town()
    details: dict[str, Any] = {"family_relation": "child", "birth_place": "Palembang"}

    def born(kelurahan_id: int, parent: UUID, mother: UUID | None, **more: str) -> str:
        with office_scope(kelurahan_id):
            card = Resident.objects.get(id=parent).family_card_id
            child = Newborn(card, Person("ZAHRA KAMILA", BORN, Sex.FEMALE, None, details | more), mother)
            return register_birth(child, kelurahan_id=kelurahan_id, told=Told(), by=None).name

    by_grandmother = {"mother_name": "SITI AMINAH", "mother_nik": "9901014205900001"}
    results = at_once(
        [
            partial(born, PLAJU_ULU, town.siti, town.siti),
            partial(born, PLAJU_DARAT, town.neighbour, None, **by_grandmother),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["LikelyTwin", "str"]
