"""Pairs that are found at night, kept, and let go."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from ekelurahan.areas.scope import Area, area_scope, office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.commands import commands
from ekelurahan.residents.doubles.actions.keeping import look_everywhere, look_through
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.models import Pair, Resident
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

SURE = Told(sure=True, reason="untuk uji")
BORN = date(1985, 3, 5)


def enter(name: str, born: date = BORN, *, office: int = PLAJU_ULU, sex: Sex = Sex.FEMALE, **more: Any) -> UUID:
    card = Card("9901010101100077", "Jl. Sepakat No. 1", "001", "001")
    with office_scope(office):
        person = Person(name, born, sex, more.pop("nik", None), more)
        return add_resident(card, person, kelurahan_id=office, by=None, told=SURE).id


def pairs(office: int = PLAJU_ULU, state: str = "open") -> list[Pair]:
    with office_scope(office):
        return list(Pair.objects.filter(state=state).order_by("id"))


def test_a_pair_inside_an_office_is_one_line_with_its_reasons(town: Town) -> None:
    first = enter("QONITA MALAHAYATI", mother_name="ROHANA")
    second = enter("KONITA MALAHAYATI", date(1985, 5, 3), mother_name="ROHANA")
    assert look_everywhere() == 1
    (pair,) = pairs()
    assert (pair.left, pair.right, pair.other_kelurahan_id) == (first, second, PLAJU_ULU)
    assert pair.stranger is None
    assert {"name_equal", "date_swapped", "mother_equal"} <= set(pair.reasons)
    assert pairs(PLAJU_DARAT) == []


def test_a_pair_across_offices_is_a_line_for_each_which_says_little_of_the_other(town: Town) -> None:
    here = enter("QONITA MALAHAYATI", nik="9901014503850009")
    there = enter("QONITA MALAHAYATI", office=PLAJU_DARAT)
    look_everywhere()
    (ours,), (theirs,) = pairs(), pairs(PLAJU_DARAT)
    assert (ours.left, ours.right, theirs.left, theirs.right) == (here, there, there, here)
    assert theirs.stranger == {
        "name": "QONITA MALAHAYATI", "birth_date": "1985-03-05", "masked_nik": "990101********09", "office": "Plaju Ulu",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("QONITA MALAHYATI", BORN),
        ("QONITA MALAHAYATI", date(1985, 3, 15)),
        ("QONITA MALAHAYATI", date(1985, 8, 5)),
        ("QONITA MALAHAYATI", date(1958, 3, 5)),
        ("QONITA", BORN),
    ],
)
def test_every_way_of_writing_wrongly_meets_somewhere(town: Town, name: str, born: date) -> None:
    enter("QONITA MALAHAYATI", mother_name="ROHANA", father_name="YUSUF HAMID")
    enter(name, born, mother_name="ROHANA", father_name="YUSUF HAMID")
    assert look_everywhere() == 1


def test_twins_siblings_and_namesakes_stay_off_the_list(town: Town) -> None:
    parents: Any = {"mother_name": "ROHANA", "mother_nik": "9901014101600005", "father_name": "YUSUF HAMID"}
    enter("RANI AMELIA", **parents)
    enter("RINA AMELIA", **parents)
    enter("RENI AMELIA", BORN + timedelta(days=800), **parents)
    enter("RANI AMELIA", date(1991, 11, 30))
    assert look_everywhere() == 0


def test_looking_again_changes_nothing_and_brings_back_nothing_decided(town: Town) -> None:
    enter("QONITA MALAHAYATI", mother_name="ROHANA")
    enter("QONITA MALAHAYATI", mother_name="ROHANA", nik="9901014503850009")
    look_everywhere()
    before = [(pair.id, pair.found_at, pair.score) for pair in pairs()]
    look_everywhere()
    assert [(pair.id, pair.found_at, pair.score) for pair in pairs()] == before
    with office_scope(PLAJU_ULU):
        Pair.objects.update(state="different")
    look_everywhere()
    assert pairs() == []


def test_a_pair_that_was_corrected_is_let_go_and_comes_back_when_it_is_one_again(town: Town) -> None:
    enter("QONITA MALAHAYATI", mother_name="ROHANA")
    second = enter("QONITA MALAHAYATI", mother_name="ROHANA")
    look_everywhere()
    for name, state in (("SUKARTI NINGSIH", "gone"), ("QONITA MALAHAYATI", "open")):
        with office_scope(PLAJU_ULU):
            update_resident(Resident.objects.select_related("family_card").get(id=second), {"name": name}, by=None)
        look_everywhere(timezone.now() - timedelta(hours=1))
        assert len(pairs(state=state)) == 1


def test_only_what_changed_since_is_compared(town: Town) -> None:
    enter("QONITA MALAHAYATI", mother_name="ROHANA")
    enter("QONITA MALAHAYATI", mother_name="ROHANA")
    assert look_everywhere(timezone.now() + timedelta(hours=1)) == 0
    assert look_everywhere(timezone.now() - timedelta(hours=1)) == 1


def test_looking_through_one_office_leaves_pairs_across_offices_alone(town: Town) -> None:
    enter("QONITA MALAHAYATI")
    enter("QONITA MALAHAYATI", office=PLAJU_DARAT)
    look_everywhere()
    assert look_through(Area(PLAJU_ULU, PLAJU_ULU)) == 0
    assert len(pairs()) == 1


def test_the_command_says_how_many(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    enter("QONITA MALAHAYATI")
    enter("QONITA MALAHAYATI")
    assert commands()["find-doubles"](["--office", "16.71.14.1001"]) == 0
    assert "1 pasangan" in capsys.readouterr().out
    assert commands()["find-doubles"](["--all", "--since", "2026-01-01"]) == 0
    with area_scope(PLAJU_ULU, PLAJU_DARAT):
        assert Pair.objects.count() == 1
