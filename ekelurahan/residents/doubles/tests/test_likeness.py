"""Which rows are one person, and which are only alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.lib.spelling import words_of_name
from ekelurahan.residents.doubles.likeness import REFUSED, SHOWN, Facts, compare_dates, compare_niks, judge
from ekelurahan.residents.doubles.naming import Names, compare_names
from ekelurahan.residents.doubles.near_dates import near_dates

BORN = date(2015, 3, 5)
MOTHER = "SITI ROHANA"


def facts(name: str, born: date = BORN, sex: str = "male", **more: str) -> Facts:
    mother, father = more.pop("mother", ""), more.pop("father", "")
    return Facts(words_of_name(name), born, sex, mother=words_of_name(mother), father=words_of_name(father), **more)


def score(left: Facts, right: Facts) -> float:
    return judge(left, right).score


ONE_PERSON = [
    (facts("MUHAMMAD RIZKI PRATAMA"), facts("Moh. Rizky Pratama")),
    (facts("AHMAD FAUZAN", mother=MOTHER), facts("AHMAD FAUZN", mother=MOTHER)),
    (facts("AHMAD FAUZAN", mother=MOTHER), facts("AHMAD FAUZAN", date(2015, 5, 3), mother=MOTHER)),
    (facts("AHMAD FAUZAN", mother=MOTHER), facts("AHMAD FAUZAN", date(2015, 3, 15), mother=MOTHER)),
    (facts("AHMAD FAUZAN", mother=MOTHER, nik="1671040503150001"), facts("AHMAD FAUZAN", mother=MOTHER)),
    (
        facts("AHMAD FAUZAN", mother=MOTHER, nik="1671040503150001"),
        facts("AHMAD FAUZAN", mother=MOTHER, nik="1671060503150107"),
    ),
    (
        facts("BAYI NY SITI", mother=MOTHER, father="BUDI SANTOSO"),
        facts("AHMAD FAUZAN", mother=MOTHER, father="BUDI SANTOSO"),
    ),
    (facts("NUR AINI", sex="female", mother=MOTHER), facts("NURAINI", sex="female", mother=MOTHER)),
]
TWO_PEOPLE = [
    (facts("HASAN", mother=MOTHER), facts("HUSEIN", mother=MOTHER)),
    (facts("RANI AMELIA", mother=MOTHER), facts("RINA AMELIA", mother=MOTHER)),
    (
        facts("AISYAH PUTRI", mother=MOTHER, nik="1671044503150001"),
        facts("AISYAH PUTRA", mother=MOTHER, nik="1671040503150002", sex="female"),
    ),
    (facts("AHMAD FAUZAN", mother=MOTHER), facts("AHMAD FAUZI", date(2017, 9, 28), mother=MOTHER)),
    (
        facts("SITI AMINAH", mother="KARTINI", nik="1671044503150001"),
        facts("SITI AMINAH", mother="ROHANA", nik="1671044503150002"),
    ),
    (facts("MUHAMMAD RIZKI"), facts("MUHAMMAD RIZKI", date(1999, 12, 31))),
    (facts("AHMAD FAUZAN"), facts("BUDI SANTOSO")),
]


@pytest.mark.parametrize(("left", "right"), ONE_PERSON)
def test_one_person_written_twice_is_found(left: Facts, right: Facts) -> None:
    assert score(left, right) >= SHOWN


@pytest.mark.parametrize(("left", "right"), TWO_PEOPLE)
def test_twins_siblings_and_namesakes_are_not_called_one_person(left: Facts, right: Facts) -> None:
    assert score(left, right) < SHOWN


def test_the_same_entry_twice_is_refused() -> None:
    baby = facts("AHMAD FAUZAN", mother=MOTHER, father="BUDI")
    assert score(baby, baby) > REFUSED


def test_a_common_name_says_less_than_a_rare_one() -> None:
    rare = {"KONITA": 10.0, "MALAHAYATI": 10.0, "SITI": 3.0, "AMINA": 5.0}.__getitem__
    common_pair = judge(facts("SITI AMINAH"), facts("SITI AMINAH"), rare)
    rare_pair = judge(facts("QONITA MALAHAYATI"), facts("QONITA MALAHAYATI"), rare)
    assert common_pair.score < SHOWN < rare_pair.score


def test_the_reasons_say_what_was_compared() -> None:
    left = facts("AHMAD FAUZAN", mother=MOTHER, nik="1671040503150001", no_kk="1")
    right = facts("AHMAD FAUZN", date(2015, 5, 3), mother="KARTINI", no_kk="1")
    assert judge(left, right).reasons == ("name_near", "date_swapped", "mother_other", "sex_equal", "card_equal")


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (date(2015, 3, 5), "date_equal"),
        (date(2015, 5, 3), "date_swapped"),
        (date(2015, 3, 4), "date_near"),
        (date(2015, 3, 15), "date_near"),
        (date(2051, 3, 5), "date_near"),
        (date(2016, 5, 3), "date_other"),
    ],
)
def test_dates_are_compared(other: date, says: str) -> None:
    assert compare_dates(BORN, other) == compare_dates(other, BORN) == says


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ("1671040503150001", "nik_equal"),
        ("1671040503150002", "nik_next"),
        ("1671040503150107", "nik_other"),
        ("1671050503150001", "nik_near"),
        ("1671401503150001", "nik_other"),
        ("", ""),
    ],
)
def test_niks_are_compared(other: str, says: str) -> None:
    assert compare_niks("1671040503150001", other) == says


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("MUHAMMAD YUSUF", "YUSUF MUHAMMAD", Names.EQUAL),
        ("NUR HAYATI", "NURHAYATI", Names.EQUAL),
        ("A. FAUZAN", "AHMAD FAUZAN", Names.NEAR),
        ("SULAIMAN HAKIM", "SULIAMAN HAKIM", Names.NEAR),
        ("AHMAD", "AHMAD FAUZAN", Names.PART),
        ("BY NY SITI", "AHMAD FAUZAN", Names.UNNAMED),
        ("AHMAD FAUZAN", "AHMAD SUKARNO", Names.SOME),
        ("AHMAD FAUZAN", "BUDI SUKARNO", Names.NONE),
    ],
)
def test_names_are_compared(left: str, right: str, level: Names) -> None:
    assert compare_names(words_of_name(left), words_of_name(right)).level == level


dates = st.dates(date(1930, 1, 1), date(2026, 11, 24))
people = st.builds(
    facts,
    st.sampled_from(["AHMAD FAUZAN", "BAYI NY SITI", "SITI", "RANI AMELIA", "RINA AMELIA"]),
    dates,
    mother=st.sampled_from(["", MOTHER, "KARTINI"]),
    nik=st.sampled_from(["", "1671040503150001", "1671040503150002"]),
)


@given(people, people)
def test_it_does_not_matter_which_row_comes_first(left: Facts, right: Facts) -> None:
    assert score(left, right) == pytest.approx(score(right, left))
    assert 0 <= score(left, right) <= 1


@given(dates)
def test_every_near_date_is_near(born: date) -> None:
    first, *others = near_dates(born)
    assert first == born
    assert others
    assert {compare_dates(born, other) for other in others} <= {"date_near", "date_swapped"}
