"""The made-up city: the same for the same seed, believable, and nobody who lives."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from ekelurahan.lib.codes import Sex
from ekelurahan.lib.nik import check_nik
from ekelurahan.residents.demo.city.book import Book
from ekelurahan.residents.demo.city.naming import Crowd, city_cultures
from ekelurahan.residents.demo.city.neighbourhoods import terms_of
from ekelurahan.residents.demo.city.office import City, arrivals_of, book_of
from ekelurahan.residents.demo.city.sizes import office_sizes
from ekelurahan.residents.events.kinds import Component, Kind

OFFICES = (1671141001, 1671141002, 1671141003, 1671141004, 1671141005)
LAST = date(2026, 11, 24)
CITY = City(5000, 7, LAST, OFFICES)


@pytest.fixture(scope="module")
def books() -> list[Book]:
    return [book for office in OFFICES for book in (book_of(CITY, office), arrivals_of(CITY, office))]


def checksum(city: City) -> str:
    lines = []
    for office in city.offices:
        for book in (book_of(city, office), arrivals_of(city, office)):
            lines += [repr(act) for act in book.acts]
            lines += [repr((soul.id, soul.house.id, soul.facts, soul.steps)) for soul in book.souls]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_the_same_seed_makes_the_same_people_and_events_in_any_process() -> None:
    city = City(300, 7, LAST, OFFICES[:2])
    script = (
        "from ekelurahan.residents.demo.city.tests.test_city import *\n"
        "print(checksum(City(300, 7, LAST, OFFICES[:2])), end='')"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4", "DJANGO_SETTINGS_MODULE": "ekelurahan.config.settings"}
    script = "import django; django.setup()\n" + script
    answer = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment)
    assert answer.stdout == checksum(city) != checksum(City(300, 8, LAST, OFFICES[:2]))


def test_nobody_living_can_be_among_them_and_no_number_stands_twice(books: list[Book]) -> None:
    numbers: Counter[str] = Counter()
    for soul in [soul for book in books for soul in book.souls]:
        if nik := soul.member.nik:
            check = check_nik(nik, birth_date=soul.member.born, sex=Sex(soul.member.sex), today=LAST)
            assert check.is_demo
            assert check.errors == ()
            went_away = any(changes.get("life_status") == "moved" for _, changes in soul.steps)
            numbers[nik] += not went_away
    assert set(numbers.values()) <= {0, 1}
    assert len({(book.kelurahan_id, house.no_kk) for book in books for house in book.houses}) == sum(
        len(book.houses) for book in books
    )


def test_families_hang_together(books: list[Book]) -> None:
    by_id = {soul.id: soul for book in books for soul in book.souls}
    known_mothers = 0
    for soul in by_id.values():
        mother = by_id.get(str(soul.facts["mother"]))
        if mother is not None:
            known_mothers += 1
            assert 17 < (soul.member.born - mother.member.born).days / 365.25 < 47
        assert soul.facts["mother"] is None or soul.facts["mother"] in by_id
    assert known_mothers > len(by_id) / 4


def test_what_happens_happens_in_order(books: list[Book]) -> None:
    for book in books:
        for soul in book.souls:
            assert soul.house.act.moment <= soul.act.moment or soul.house.moved is None
            moments = [act.moment for act, _ in soul.steps]
            assert all(moment >= soul.act.moment for moment in moments)
            assert not soul.is_gone or max(moments) == max(
                act.moment for act, changes in soul.steps if "life_status" in changes
            )
        assert all(act.happened_on <= act.reported_on <= LAST for act in book.acts)
        assert all(CITY.span.first <= act.reported_on for act in book.acts)


def test_ten_years_hold_every_kind_of_event(books: list[Book]) -> None:
    kinds = Counter(act.kind for book in books for act in book.acts)
    assert {
        Kind.ENROL, Kind.BIRTH, Kind.DEATH, Kind.ARRIVE, Kind.DEPART, Kind.NEW_CARD, Kind.CHANGE_HEAD, Kind.CORRECT,
        Kind.RELOCATE,
    } <= set(kinds)  # fmt: skip
    people = sum(not soul.is_gone for book in books for soul in book.souls)
    deaths = sum(act.component is Component.DEATH for book in books for act in book.acts)
    assert 0.003 < deaths / people / 10 < 0.009  # a year


def test_some_have_no_nik_are_strangers_lodge_or_live_with_a_disability(books: list[Book]) -> None:
    facts = [soul.facts for book in books for soul in book.souls]
    for name, value in (("nik", ""), ("residence", "temporary"), ("disability", "physical")):
        assert any((one.get(name) or "") == value for one in facts), name
    many = book_of(City(9000, 7, LAST, OFFICES[:1]), OFFICES[0])
    assert any(soul.facts["citizenship"] == "WNA" and soul.facts["passport"] for soul in many.souls)


def test_every_rt_has_a_head_with_a_term(books: list[Book]) -> None:
    terms = list(terms_of(books[0]))
    assert {(term.rw, term.rt) for term in terms if term.until is None} >= {
        (soul.house.rw, soul.house.rt) for soul in books[0].souls if soul.facts["family_relation"] == "head" and not soul.is_gone
        and 30 <= soul.member.age(LAST) <= 68 and not soul.house.moved
    }  # fmt: skip


def test_there_are_words_for_a_city_most_of_them_rare() -> None:
    pools = [
        pool for culture, _ in city_cultures() if isinstance(culture, Crowd) for pool in (culture.mens, culture.womens)
    ]
    assert len({word for pool in pools if pool for word in pool.words}) > 60_000


def test_offices_are_of_different_sizes_and_plaju_ulu_has_sixteen_thousand() -> None:
    offices = range(1671141001, 1671141108)
    sizes = office_sizes(offices, 1_700_000)
    assert abs(sum(sizes.values()) - 1_700_000) < 107
    assert sizes[1671141001] == 16_000
    assert min(sizes.values()) < 4000
    assert max(sizes.values()) > 40_000
