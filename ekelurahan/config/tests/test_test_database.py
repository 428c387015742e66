"""The tests' own database fixtures, because everything else leans on them."""

import os

import psycopg
import pytest
from django.db import connection, connections

from ekelurahan.config.embedded import Urls


@pytest.mark.django_db
def test_tests_work_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == ("ekelurahan_app", f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")


def test_a_fresh_database_is_djangos_and_commits(fresh_database: Urls) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with psycopg.connect(fresh_database.owner) as other:
        assert other.execute("SELECT number FROM kept").fetchone() == (7,)


@pytest.mark.django_db
def test_afterwards_the_usual_database_is_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].startswith("test_")


def test_without_asking_for_it_there_is_no_database() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()
