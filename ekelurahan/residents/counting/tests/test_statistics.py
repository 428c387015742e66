"""Who lives somewhere, by one answer at a time."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.areas.scope import area_scope, office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.counting.ages import age_at_end_of, group_of, group_words
from ekelurahan.residents.counting.months import last_day
from ekelurahan.residents.counting.statistics import Place, Share, neighbourhoods_of, statistics_of
from ekelurahan.residents.entry import Card, Person
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

NOVEMBER = date(2026, 11, 1)


def years_between(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@given(st.dates(date(1900, 1, 1), date(2026, 11, 30)), st.dates(date(2026, 11, 1), date(2030, 12, 31)))
def test_ages_out_of_months_are_the_ages_out_of_days(born: date, day: date) -> None:
    month = day.replace(day=1)
    if (born.month, born.day, month.month) == (2, 29, 2):
        return  # reaches the age with the last day of February
    assert age_at_end_of(month, f"{born:%Y-%m}") == years_between(born, last_day(month))


def test_ages_fall_into_groups_of_five_years() -> None:
    assert [group_of(age) for age in (-1, 0, 4, 5, 74, 75, 110)] == [0, 0, 0, 5, 70, 75, 75]
    assert (group_words(0), group_words(75)) == ("0–4", "75+")


def test_an_office_is_counted_in_one_statement(at_work: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = statistics_of(Place(PLAJU_ULU, PLAJU_ULU), NOVEMBER)
    assert len(asked) == 1
    assert found.everybody == Share("Penduduk", 1, 1, 2)
    assert found.heads == Share("Kepala keluarga", 1, 0, 1)
    ages = {share.label: share for share in found.ages.shares if share.total}
    assert ages == {"35–39": Share("35–39", 0, 1, 1), "40–44": Share("40–44", 1, 0, 1)}
    religion = {share.label: share.total for share in found.answers[0].shares}
    assert religion["Islam"] == 1
    assert religion["Hindu"] == 0
    assert religion["Belum diisi"] == 1
    assert [statistic.total.total for statistic in found.answers] == [2] * len(found.answers)


@pytest.mark.parametrize(("rw", "rt", "people"), [("002", "004", 2), ("002", "", 3), ("002", "005", 1), ("009", "", 0)])
def test_an_rt_and_an_rw_are_counted(at_work: Town, rw: str, rt: str, people: int) -> None:
    person = Person("TONO", date(2001, 1, 1), Sex.MALE, "9901010101010007", {})
    add_resident(Card("9901010101100077", "Jl. Lain", "005", "002"), person, kelurahan_id=PLAJU_ULU, by=None)
    assert statistics_of(Place(PLAJU_ULU, PLAJU_ULU, rw, rt), NOVEMBER).everybody.total == people
    assert neighbourhoods_of(PLAJU_ULU) == [("002", "004"), ("002", "005")]


def test_a_kecamatan_is_the_sum_of_its_offices(town: Town) -> None:
    with area_scope(town.camat.lo, town.camat.hi), CaptureQueriesContext(connection) as asked:
        found = statistics_of(Place(town.camat.lo, town.camat.hi), NOVEMBER)
    assert len(asked) == 1
    assert found.everybody == Share("Penduduk", 1, 2, 3)


def test_an_office_sees_none_of_its_neighbours_people(town: Town) -> None:
    with office_scope(PLAJU_ULU):
        assert statistics_of(Place(PLAJU_DARAT, PLAJU_DARAT), NOVEMBER).everybody.total == 0
        assert statistics_of(Place(town.camat.lo, town.camat.hi), NOVEMBER).everybody.total == 2
