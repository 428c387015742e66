"""An office with as many people as the largest have."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

PLAJU_ULU, PEOPLE, WORDS = 1671141001, 15_000, 20_000


@pytest.fixture(scope="session")
def standing_office(standing_database: Callable[[str], AbstractContextManager[None]]) -> None:
    """Committed once in a database of its own, with as many words as a city has."""
    from django.db import connections  # Django's models exist only now

    from ekelurahan.areas.scope import all_offices
    from ekelurahan.residents.batch.actions import merge, stage
    from ekelurahan.residents.demo.people import Numbers, people_of
    from ekelurahan.residents.searching.actions import count_name_words

    with standing_database("office"):
        with all_offices():
            stage(people_of(PLAJU_ULU, PEOPLE, numbers=Numbers()), kelurahan_id=PLAJU_ULU)
            merge()
        count_name_words()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "INSERT INTO residents_nameword SELECT 'W' || md5(g::text), 1 FROM generate_series(1, %s) g", [WORDS]
            )
            cursor.execute("ANALYZE")


@pytest.fixture
def full_office(standing_office: None, db: None) -> None:
    """That office; what a test does in it is rolled back."""
