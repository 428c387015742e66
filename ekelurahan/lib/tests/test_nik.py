"""The NIK: what blocks, what only warns, for every date and both sexes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal import parse_nik

from ekelurahan.lib.codes import Sex
from ekelurahan.lib.nik import Problem, check_nik, digits_of

TODAY = date(2026, 11, 24)
dates = st.dates(date(1927, 1, 1), TODAY)


def made_nik(born: date, sex: Sex, serial: int = 1, region: str = "167114") -> str:
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    return f"{region}{day:02d}{born:%m%y}{serial:04d}"


@given(dates, st.sampled_from(Sex), st.integers(1, 9999))
def test_every_birth_date_and_sex_can_be_read_back(born: date, sex: Sex, serial: int) -> None:
    check = check_nik(made_nik(born, sex, serial), birth_date=born, sex=sex, today=TODAY)
    assert (check.errors, check.warnings, check.birth_date, check.sex) == ((), (), born, sex)


@given(dates, dates, st.sampled_from(Sex))
def test_another_birth_date_or_sex_only_warns(born: date, entered: date, sex: Sex) -> None:
    other = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
    check = check_nik(made_nik(born, sex), birth_date=entered, sex=other, today=TODAY)
    assert check.errors == ()
    assert Problem.OTHER_SEX in check.warnings
    same_in_two_digits = (born.day, born.month, born.year % 100) == (entered.day, entered.month, entered.year % 100)
    assert (Problem.OTHER_BIRTH_DATE in check.warnings) != same_in_two_digits


@given(st.text(st.characters(categories=["Nd", "L", "Zs"])))
def test_what_is_not_16_digits_is_refused(text: str) -> None:
    check = check_nik(text, today=TODAY)
    assert (check.errors == (Problem.NOT_16_DIGITS,)) == (not (len(text) == 16 and text.isascii() and text.isdigit()))


@given(st.from_regex(r"(16|31|32|91)[0-9]{14}", fullmatch=True))
def test_the_second_opinion_of_lokal_agrees(nik: str) -> None:
    opinion = parse_nik(nik, reference_date=TODAY)
    errors = {issue.code for issue in opinion.errors} - {"wilayah"}  # 00 as a region only warns here
    ours = check_nik(nik, today=TODAY).errors
    if "birth_date" in errors and Problem.IMPOSSIBLE_DATE not in ours:
        assert nik[6:10] in {"2902", "6902"}  # lokal knows one century: 29 February 1900 is none, of 2000 it is one
    else:
        assert (Problem.IMPOSSIBLE_DATE in ours, Problem.NO_SERIAL in ours) == (
            "birth_date" in errors,
            "serial" in errors,
        )


@pytest.mark.parametrize("day", ["00", "32", "40", "72", "80", "81", "99"])
def test_a_day_that_no_month_has_is_refused(day: str) -> None:
    assert check_nik(f"167114{day}01900001", today=TODAY).errors == (Problem.IMPOSSIBLE_DATE,)


@pytest.mark.parametrize(("ddmm", "possible"), [("3102", False), ("7102", False), ("2902", True), ("3013", False)])
def test_a_date_must_be_in_the_calendar(ddmm: str, possible: bool) -> None:
    assert (not check_nik(f"167114{ddmm}040001", today=TODAY).errors) == possible


def test_serial_0000_is_refused() -> None:
    assert check_nik("1671140101900000", today=TODAY).errors == (Problem.NO_SERIAL,)


def test_the_century_is_the_one_that_gives_an_age_up_to_120_or_the_entered_one() -> None:
    nik = "1671140112260001"  # 1 December 26: not yet born in November 2026
    assert check_nik(nik, today=TODAY).birth_date == date(1926, 12, 1)
    assert check_nik("1671140101250001", today=TODAY).birth_date == date(2025, 1, 1)
    assert check_nik("1671140101250001", birth_date=date(1925, 1, 1), today=TODAY).birth_date == date(1925, 1, 1)


def test_an_old_or_foreign_region_only_warns() -> None:
    assert check_nik("9999140101900001", today=TODAY).warnings == (Problem.UNKNOWN_REGION,)
    assert check_nik("9999140101900001", today=TODAY).is_demo
    assert check_nik("1671140101900001", today=TODAY).warnings == ()


@pytest.mark.parametrize("born", [date(2026, 12, 1), date(1900, 1, 1)])
def test_an_age_that_nobody_has_warns(born: date) -> None:
    check = check_nik(made_nik(born, Sex.MALE), birth_date=born, today=TODAY)
    assert Problem.IMPLAUSIBLE_AGE in check.warnings
    assert check.errors == ()


def test_what_people_type_between_the_digits_is_dropped() -> None:
    assert digits_of("'1671.1401-0190 0001") == "1671140101900001"


def test_the_code_of_an_ended_kecamatan_is_no_surprise() -> None:
    assert check_nik("1671880101900001", today=TODAY).warnings == (Problem.UNKNOWN_REGION,)
    assert check_nik("1671880101900001", today=TODAY, old={"16.71.88"}).warnings == ()
