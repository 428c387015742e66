"""What no office can write, however sure it is; and what it is asked about before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.errors import Doubtful, Refused
from ekelurahan.residents.events.actions.families import change_head, join_card, split_card
from ekelurahan.residents.events.actions.recording import change, record
from ekelurahan.residents.events.details import problems_of_details
from ekelurahan.residents.events.entries import Founding, Joining, NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.tests.household import CARD, NEW_CARD, Household, household, person, row, told
from ekelurahan.tests.people import PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
Kin = FamilyRelation


@pytest.fixture
def home(at_work: Town) -> Household:
    return household()


def test_the_old_heads_wife_does_not_become_a_husband(home: Household) -> None:
    head = NewHead(home.rani, {home.wati: Kin.HUSBAND})
    with pytest.raises(Refused, match="WATI SUSILO perempuan"):
        change_head(home.card, head, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None)
    change_head(home.card, NewHead(home.rani), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert row(home.wati).family_relation == "parent"


def test_no_man_is_a_wife_on_any_card(home: Household, at_work: Town) -> None:
    to_siti = Joining(row(at_work.siti).family_card_id, {home.joko: Kin.WIFE})
    founding = Founding(NEW_CARD, home.rani, {home.joko: Kin.WIFE})
    newcomer = person("DEWA", row(home.amir).birth_date, Sex.MALE, Kin.WIFE)
    for attempt in (
        lambda: join_card(to_siti, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None),
        lambda: split_card(home.card, founding, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None),
        lambda: add_resident(CARD, newcomer, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None),
    ):
        with pytest.raises(Refused, match="laki-laki, tidak dapat menjadi Istri"):
            attempt()


@pytest.mark.parametrize(("who", "changes"), [("wati", {"sex": "male"}), ("joko", {"family_relation": "wife"})])
def test_a_correction_makes_no_man_a_wife(home: Household, who: str, changes: dict[str, str]) -> None:
    resident = row(getattr(home, who))
    with pytest.raises(Refused) as refusal:
        update_resident(resident, changes, by=None, told=told(sure=True))
    assert "laki-laki" in refusal.value.problems["family_relation"]


def test_a_relation_that_was_wrong_before_does_not_stop_the_family(home: Household) -> None:
    event = record(Kind.CORRECT, told(), kelurahan_id=PLAJU_ULU, by=None)
    change(event, row(home.wati), {"sex": "male"})  # as a file may have brought it
    update_resident(row(home.joko), {"marital_status": "divorced"}, by=None, told=told(sure=True))
    assert row(home.joko).marital_status == "divorced"


def test_somebody_married_under_sixteen_is_asked_about(home: Household) -> None:
    for years, asked in ((15, True), (17, False)):
        born = timezone.localdate() - timedelta(365.25 * years)
        who = person(f"DEWI {years}", born, Sex.FEMALE, Kin.RELATIVE, marital_status="married")
        if asked:
            with pytest.raises(Doubtful) as doubt:
                add_resident(CARD, who, kelurahan_id=PLAJU_ULU, told=told(), by=None)
            assert "baru berumur" in doubt.value.problems["marital_status"]
        add_resident(CARD, who, kelurahan_id=PLAJU_ULU, told=told(sure=asked), by=None)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("weight", ["3,2", "0.9", ""], ["3200", "abc", "-3", "0", "nan"]),
        ("length", ["49", "49,5"], ["490", "5"]),
        ("order", ["1", "12"], ["0", "1,5", "pertama"]),
        ("time", ["07.30", "7:30", "23:59"], ["24.00", "12.60", "pagi"]),
    ],
)
def test_measures_of_a_birth_are_numbers_that_can_be(name: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if problems_of_details(Kind.BIRTH, {name: text})] == []
    assert [text for text in bad if name not in problems_of_details(Kind.BIRTH, {name: text})] == []
    assert "time" in problems_of_details(Kind.DEATH, {"time": "malam"})


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("latitude", ["-2,991", "-2.991", ""], ["91", "utara", "1e3"]),
        ("longitude", ["104.7567", "180"], ["181", "-200,5"]),
        ("mother_nik", ["9901014202820001", ""], ["123", "990101420282000x"]),
        ("father_nik", ["9901010101800001"], ["99010101018000011"]),
    ],
)
def test_degrees_and_numbers_of_parents_are_such(home: Household, name: str, good: list[str], bad: list[str]) -> None:
    for text in bad:
        with pytest.raises(Refused) as refusal:
            update_resident(row(home.joko), {name: text}, by=None, told=told())
        assert name in refusal.value.problems
    for text in good:
        update_resident(row(home.joko), {name: text}, by=None, told=told())
        assert getattr(row(home.joko), name) == text
