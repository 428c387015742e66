"""Births, deaths, people missing and found: what is written, and what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.errors import Doubtful, Refused
from ekelurahan.residents.events.actions.vital import register_birth, register_death, report_found, report_missing
from ekelurahan.residents.events.entries import Newborn, NewHead
from ekelurahan.residents.models import ClosedMonth, Event, Flow
from ekelurahan.residents.tests.household import Household, household, person, row, told
from ekelurahan.tests.people import PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def home(at_work: Town) -> Household:
    return household()


def baby(home: Household, born: date | None = None, **more: object) -> Newborn:
    child = person("BAYI HAMZAH", born or TODAY(), Sex.FEMALE, FamilyRelation.CHILD)
    return Newborn(**{"card_id": home.card, "person": child, "mother": home.wati, "father": home.amir, **more})  # type: ignore[arg-type]


def flows(component: str) -> list[tuple[str, int, int]]:
    rows = Flow.objects.filter(component=component).order_by("sex")
    return [(row.sex, row.people, row.heads) for row in rows]


def test_a_birth_writes_a_child_with_its_parents(home: Household) -> None:
    details = {"place": "hospital", "helper": "midwife", "weight": "3,1"}
    child = register_birth(baby(home), kelurahan_id=PLAJU_ULU, told=told(details=details), by=None)
    child = row(child.id)
    assert (child.mother, child.father, child.mother_name) == (home.wati, home.amir, "WATI SUSILO")
    assert (child.nik, child.marital_status, child.family_card_id) == (None, "single", home.card)
    assert Event.objects.get(kind="birth").told == details
    assert flows("birth") == [("female", 1, 0)]


@pytest.mark.parametrize(
    ("days", "more", "field"),
    [
        (1, {}, "birth_date"),  # in the future
        (-365 * 60, {}, "birth_date"),  # before the mother
        (0, {"mother": "amir"}, "mother"),  # who is no woman
        (0, {"father": "wati"}, "father"),
        (0, {"mother": "rani", "father": "joko"}, "birth_date"),  # a father of seven years
    ],
)
def test_an_impossible_birth_is_refused(home: Household, days: int, more: dict[str, str], field: str) -> None:
    parents = {name: getattr(home, who) for name, who in more.items()}
    with pytest.raises(Refused) as refusal:
        register_birth(baby(home, TODAY() + timedelta(days), **parents), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert field in refusal.value.problems
    assert not Event.objects.filter(kind="birth").exists()


def test_a_girl_of_eleven_is_no_mother_however_sure_the_office_is(home: Household) -> None:
    with pytest.raises(Refused) as refusal:
        register_birth(
            baby(home, date(2019, 2, 1), mother=home.rani), kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None
        )
    assert "baru berumur 11 tahun" in refusal.value.problems["mother"]
    assert not Event.objects.filter(kind="birth").exists()


def test_a_birth_after_the_day_of_its_report_is_refused(home: Household) -> None:
    yesterday = told(reported_on=TODAY() - timedelta(1))
    with pytest.raises(Refused, match="sesudah tanggal lapor"):
        register_birth(baby(home), kelurahan_id=PLAJU_ULU, told=yesterday, by=None)


def test_a_mother_of_nine_years_is_asked_about_and_written_when_sure(home: Household) -> None:
    young = baby(home, TODAY() - timedelta(1), mother=None, father=home.joko)
    with pytest.raises(Doubtful, match="berumur 7 tahun"):
        register_birth(young, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused) as refusal:
        register_birth(young, kelurahan_id=PLAJU_ULU, told=told(sure=True, reason=" "), by=None)
    assert "reason" in refusal.value.problems
    child = register_birth(young, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None)
    assert child.father == home.joko


def test_details_outside_their_list_and_unknown_ones_are_refused(home: Household) -> None:
    with pytest.raises(Refused) as refusal:
        register_birth(
            baby(home),
            kelurahan_id=PLAJU_ULU,
            told=told(details={"place": "mars", "shoe": "1", "time": "x" * 9}),
            by=None,
        )
    assert set(refusal.value.problems) == {"place", "shoe", "time"}
    with pytest.raises(Refused) as refusal:
        register_death(home.ijah, kelurahan_id=PLAJU_ULU, told=told(details={"cause": "age"}), by=None)
    assert set(refusal.value.problems) == {"cause"}


def test_a_newborn_is_no_head_and_no_wife(home: Household) -> None:
    child = Newborn(home.card, person("BAYI", TODAY(), Sex.MALE, FamilyRelation.HEAD))
    with pytest.raises(Refused, match="Pilih Anak"):
        register_birth(child, kelurahan_id=PLAJU_ULU, told=told(), by=None)


def test_a_death_keeps_the_row_and_widows_the_spouse(home: Household) -> None:
    event = register_death(
        home.wati, kelurahan_id=PLAJU_ULU, told=told(details={"cause": "illness", "attested_by": "doctor"}), by=None
    )
    wati, amir = row(home.wati), row(home.amir)
    assert (wati.life_status, wati.is_counted, wati.family_card_id) == ("dead", False, home.card)
    assert (amir.marital_status, amir.family_relation) == ("widowed", "head")
    assert event.told["cause"] == "illness"
    assert flows("death") == [("female", -1, 0)]


def test_the_death_of_a_head_needs_a_new_one_who_then_leads(home: Household) -> None:
    with pytest.raises(Refused) as refusal:
        register_death(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert "Tunjuk kepala keluarga baru" in refusal.value.problems["new_head"]
    register_death(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.wati))
    relations = {who: row(getattr(home, who)).family_relation for who in ("amir", "wati", "rani", "joko", "ijah")}
    assert relations == {
        "amir": "head", "wati": "head", "rani": "child", "joko": "child", "ijah": "parent_in_law"
    }  # fmt: skip
    assert flows("death") == [("male", -1, -1)]
    assert flows("family") == [("female", 0, 1)]


@pytest.mark.parametrize("who", ["amir", "joko"])
def test_the_new_head_is_one_of_those_who_stay(home: Household, who: str) -> None:
    outsider = NewHead(home.amir)
    with pytest.raises(Refused) as refusal:
        register_death(getattr(home, who), kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=outsider)
    assert "new_head" in refusal.value.problems


def test_a_child_of_seven_leads_only_when_the_office_is_sure(home: Household) -> None:
    with pytest.raises(Doubtful, match="belum 17 tahun"):
        register_death(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.joko))
    register_death(home.amir, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None, new_head=NewHead(home.joko))
    assert row(home.joko).family_relation == "head"


def test_nobody_dies_twice_or_before_birth_or_in_the_future(home: Household) -> None:
    for day in (date(2019, 4, 3), TODAY() + timedelta(1)):
        with pytest.raises(Refused) as refusal:
            register_death(home.joko, kelurahan_id=PLAJU_ULU, told=told(happened_on=day), by=None)
        assert "happened_on" in refusal.value.problems
    with pytest.raises(Refused, match="masa depan"):
        register_death(home.joko, kelurahan_id=PLAJU_ULU, told=told(reported_on=TODAY() + timedelta(1)), by=None)
    register_death(home.joko, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="sudah tercatat meninggal"):
        register_death(home.joko, kelurahan_id=PLAJU_ULU, told=told(), by=None)


def test_the_missing_are_found_or_found_dead(home: Household) -> None:
    report_missing(home.rani, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    report_missing(home.ijah, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert row(home.rani).life_status == "lost"
    with pytest.raises(Refused, match="tercatat hilang"):
        report_missing(home.rani, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    report_found(home.rani, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    register_death(home.ijah, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert (row(home.rani).life_status, row(home.ijah).life_status) == ("alive", "dead")
    assert flows("missing") == [("female", -1, 0)]
    with pytest.raises(Refused, match="tidak tercatat hilang"):
        report_found(home.rani, kelurahan_id=PLAJU_ULU, told=told(), by=None)


def test_nobody_is_found_before_the_day_of_being_missing(home: Household) -> None:
    missing, before = TODAY() - timedelta(3), TODAY() - timedelta(4)
    report_missing(home.rani, kelurahan_id=PLAJU_ULU, told=told(happened_on=missing), by=None)
    with pytest.raises(Refused) as refusal:
        report_found(home.rani, kelurahan_id=PLAJU_ULU, told=told(happened_on=before), by=None)
    assert "hilang sejak" in refusal.value.problems["happened_on"]
    report_found(home.rani, kelurahan_id=PLAJU_ULU, told=told(happened_on=missing), by=None)
    assert row(home.rani).is_present


def test_a_head_who_is_found_again_takes_another_place(home: Household) -> None:
    report_missing(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.wati))
    with pytest.raises(Refused, match="satu kepala keluarga"):
        report_found(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    report_found(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, relation=FamilyRelation.HUSBAND)
    assert row(home.amir).family_relation == "husband"


def test_a_closed_month_and_a_changed_row_are_refused(home: Household) -> None:
    with pytest.raises(Refused, match="diubah orang lain"):
        register_death(home.joko, kelurahan_id=PLAJU_ULU, told=told(seen={home.joko: 7}), by=None)
    ClosedMonth.objects.create(kelurahan_id=PLAJU_ULU, month=TODAY().replace(day=1), figures={})
    with pytest.raises(Refused, match="sudah ditutup"):
        register_death(home.joko, kelurahan_id=PLAJU_ULU, told=told(), by=None)
