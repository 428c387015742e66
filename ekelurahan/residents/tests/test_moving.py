"""People who come, and people who go."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ekelurahan.areas.models import Area
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.lib.registry_codes import CardStatus, MoveReason
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.errors import Doubtful, Refused
from ekelurahan.residents.events.actions.moving import register_arrival, register_departure
from ekelurahan.residents.events.actions.vital import register_death
from ekelurahan.residents.events.entries import Arrival, Leaving, NewHead, Place
from ekelurahan.residents.models import Event, Flow, Resident, Transfer
from ekelurahan.residents.tests.household import CARD, NEW_CARD, Household, household, person, row, told
from ekelurahan.tests.people import PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
Kin = FamilyRelation
ELSEWHERE = Place("32.73.01.1001", "Jl. Dago 3", "001", "002")


@pytest.fixture
def home(at_work: Town) -> Household:
    return household()


def go(home: Household, *who: str, to: Place = ELSEWHERE, new_head: str = "", **more: object) -> Event:
    leaving = Leaving(
        [getattr(home, name) for name in who], to, MoveReason.WORK,
        NewHead(getattr(home, new_head)) if new_head else None, CardStatus.NEW,
    )  # fmt: skip
    return register_departure(leaving, kelurahan_id=PLAJU_ULU, told=told(**more), by=None)


def departures() -> dict[tuple[str, str], tuple[int, int]]:
    rows = Flow.objects.filter(component="departure")
    return {(row.detail, row.sex): (row.people, row.heads) for row in rows}


def test_a_whole_family_goes_to_another_province(home: Household) -> None:
    event = go(home, "amir", "wati", "rani", "joko", "ijah")
    assert event.detail == event.told["move_class"] == "province"
    assert event.told["move_kind"] == "whole_family"
    assert (event.told["code"], event.told["move_reason"], event.told["movers_card"]) == ("3273011001", "work", "new")
    assert departures() == {("province", "female"): (-3, 0), ("province", "male"): (-2, -1)}
    assert not Transfer.objects.exists()


@pytest.mark.parametrize(
    ("place", "move_class"),
    [
        (Place("16.71.14.1003"), "kelurahan"),
        (Place("16.71.01.1001"), "kecamatan"),
        (Place("1602022001"), "city"),
        (Place("32.73.01.1001"), "province"),
        (Place(country="Malaysia", address="Kuala Lumpur"), "abroad"),
    ],
)
def test_the_class_of_a_move_follows_from_the_codes(home: Household, place: Place, move_class: str) -> None:
    event = go(home, "rani", to=place)
    assert (event.detail, event.told["move_kind"]) == (move_class, "members")


@pytest.mark.parametrize(
    ("place", "field", "words"),
    [
        (Place("16.71.14.1999"), "code", "tidak ada"),
        (Place("16.71.14"), "code", "tidak ada"),
        (Place("apa saja"), "code", "tidak ada"),
        (Place(), "code", "luar negeri"),
        (Place("32.73.01.1001", country="Malaysia"), "country", "jangan keduanya"),
        (Place("16.71.14.1001"), "code", "Pindah alamat"),
    ],
)
def test_nobody_moves_to_a_place_that_is_not_there(home: Household, place: Place, field: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        go(home, "rani", to=place)
    assert words in refusal.value.problems[field]


def test_the_head_goes_and_another_one_leads(home: Household) -> None:
    with pytest.raises(Refused) as refusal:
        go(home, "amir", "joko")
    assert "new_head" in refusal.value.problems
    with pytest.raises(Refused) as refusal:
        go(home, "amir", "joko", new_head="joko")
    assert "new_head" in refusal.value.problems
    event = go(home, "amir", "joko", new_head="wati")
    assert event.told["move_kind"] == "head_and_some"
    assert [row(getattr(home, who)).family_relation for who in ("wati", "rani", "ijah")] == [
        "head", "child", "parent_in_law",
    ]  # fmt: skip


def test_movers_are_present_members_of_one_family(home: Household, at_work: Town) -> None:
    with pytest.raises(Refused, match="satu KK"):
        register_departure(Leaving([home.rani, at_work.siti], ELSEWHERE), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="sedikitnya satu"):
        go(home)
    go(home, "rani")
    with pytest.raises(Refused, match="sudah tercatat pindah"):
        go(home, "rani")
    with pytest.raises(Refused, match="tidak ada di kelurahan ini"):
        register_departure(Leaving([home.card], ELSEWHERE), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="tidak dikenal"):
        go(home, "joko", details={"shoe": "42"})
    with pytest.raises(Refused, match="terlalu panjang"):
        go(home, "joko", to=Place("32.73.01.1001", "x" * 300))


def newcomers() -> list[Person]:
    return [
        person("DEWI LESTARI", date(1990, 7, 7), Sex.FEMALE, Kin.HEAD, nik="3273014707900001"),
        person("PUTRA LESTARI", date(2015, 8, 8), Sex.MALE, Kin.CHILD, mother_nik="3273014707900001"),
    ]


def arrive(*people: Person, card: Card = NEW_CARD, origin: Place | None = ELSEWHERE, **more: object) -> list[Resident]:
    arrival = Arrival(card, people, origin)
    return register_arrival(arrival, kelurahan_id=PLAJU_ULU, told=told(**more), by=None)


def test_a_family_comes_on_a_new_card(home: Household) -> None:
    dewi, putra = arrive(*reversed(newcomers()))[::-1]
    assert putra.mother == dewi.id
    assert Event.objects.get(kind="arrive").told["area"] == Area.objects.get(code="32.73.01.1001").local_name
    rows = Flow.objects.filter(component="arrival")
    assert {flow.sex: (flow.people, flow.heads) for flow in rows} == {"female": (1, 1), "male": (1, 0)}


def test_somebody_lodges_on_a_card_that_stands(home: Household) -> None:
    lodger = person("DEWI LESTARI", date(1990, 7, 7), Sex.FEMALE, Kin.OTHER)
    [dewi] = arrive(lodger, card=Card(CARD.no_kk), origin=None)
    assert dewi.family_card_id == home.card


def test_arrivals_that_cannot_be_are_refused(home: Household) -> None:
    dewi = person("DEWI LESTARI", date(1990, 7, 7), Sex.FEMALE, Kin.HEAD)
    second = person("DEWA LESTARI", date(1991, 7, 7), Sex.MALE, Kin.HEAD)
    for people, field in (
        ([dewi, second], "family_relation"),
        ([person("DEWA", date(1991, 7, 7), Sex.MALE, Kin.CHILD)], "new_head"),
        ([], "people"),
        ([dewi, person("", date(1991, 7, 7), Sex.MALE, Kin.CHILD)], "people-1-name"),
        ([Person("DEWI LESTARI", date(1990, 7, 7), Sex.FEMALE)], "people-0-family_relation"),
    ):
        with pytest.raises(Refused) as refusal:
            arrive(*people)
        assert field in refusal.value.problems
    with pytest.raises(Refused) as refusal:
        arrive(dewi, origin=Place("99.99.99.9999"))
    assert "code" in refusal.value.problems
    with pytest.raises(Refused) as refusal:
        arrive(dewi, card=Card("9901010101100099"))
    assert {"address", "rt", "rw"} <= set(refusal.value.problems)


def test_nobody_arrives_before_birth_or_while_another_office_has_them(home: Household) -> None:
    baby = person("BAYI LESTARI", timezone.localdate(), Sex.FEMALE, Kin.OTHER)
    with pytest.raises(Refused) as refusal:
        arrive(baby, card=CARD, happened_on=timezone.localdate() - timedelta(1))
    assert "people-0-birth_date" in refusal.value.problems
    zubaidah = person("SITI ZUBAIDAH", date(1980, 8, 5), Sex.FEMALE, Kin.OTHER, nik="9901024508800001")
    with pytest.raises(Doubtful):
        arrive(zubaidah, card=CARD)
    with pytest.raises(Refused) as refusal:
        arrive(zubaidah, card=CARD, sure=True)
    assert "terdaftar di kelurahan lain" in refusal.value.problems["people-0-nik"]


def test_who_comes_back_gets_the_old_row_back(home: Household) -> None:
    [dewi, _putra] = arrive(*newcomers())
    register_departure(
        Leaving([dewi.id, _putra.id], ELSEWHERE), kelurahan_id=PLAJU_ULU, told=told(), by=None
    )  # fmt: skip
    back = person("DEWI LESTARI", date(1990, 7, 7), Sex.FEMALE, Kin.OTHER, nik="3273014707900001")
    [again] = arrive(back, card=CARD)
    assert again.id == dewi.id
    assert row(again.id).family_card_id == home.card
    with pytest.raises(Refused) as refusal:
        arrive(back, card=CARD, sure=True)
    assert "sudah terdaftar" in refusal.value.problems["people-0-nik"]
    register_death(again.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused) as refusal:
        arrive(back, card=CARD, sure=True)
    assert "meninggal" in refusal.value.problems["people-0-nik"]
