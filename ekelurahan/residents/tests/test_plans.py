"""Beneath row security, with 15,000 people in the office, every search is answered by indexes and quickly."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection

from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.residents.batch.actions import merge, stage
from ekelurahan.residents.demo.people import Numbers, people_of
from ekelurahan.residents.queries import search

PLAJU_ULU = 1671141001
TEXTS = ("siti", "s", "kemas mu", "rahma siti", "9971144", "997114")


@pytest.fixture
def full_office(fresh_database: object) -> Iterator[None]:
    with all_offices():
        stage(people_of(PLAJU_ULU, 15_000, numbers=Numbers()), kelurahan_id=PLAJU_ULU)
        merge()
    with office_scope(PLAJU_ULU):
        yield


class _Explained:
    """Notes the plan of every statement that passes."""

    def __init__(self) -> None:
        self.plans: list[str] = []

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204  # Django's signature
        with connection.connection.cursor() as cursor:
            self.plans.append("\n".join(row[0] for row in cursor.execute(f"EXPLAIN {sql}", params)))
        return execute(sql, params, many, context)


def test_every_search_is_answered_by_indexes_and_within_milliseconds(full_office: None) -> None:
    for text in TEXTS:
        explained = _Explained()
        with connection.execute_wrapper(explained):
            assert search(text), text
        assert len(explained.plans) == 1
        assert "Seq Scan" not in explained.plans[0], explained.plans[0]
        times = []
        for _ in range(15):
            began = time.perf_counter()
            search(text)
            times.append(time.perf_counter() - began)
        assert min(times) < 0.02, (text, times)  # the aim is 5 ms; a shared machine gets room


def test_a_number_that_starts_nothing_and_a_word_that_nobody_has_find_nobody(full_office: None) -> None:
    assert search("1671") == search("zzz") == search("siti zzz") == []
