"""Questions about what is staged, before it is merged: what contradicts itself, what is missing."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

NEEDED_FOR_NEW = ("no_kk", "name", "sex", "birth_date", "rt", "rw")


class Twins(NamedTuple):
    """Rows of a batch that carry the same NIK."""

    nik: str
    numbers: list[int]


def same_nik_twice() -> Iterator[Twins]:
    """NIK that more than one row carries."""
    yield from _twins(
        "SELECT nik, array_agg(row_number ORDER BY row_number) FROM incoming WHERE nik IS NOT NULL "
        "GROUP BY kelurahan_id, nik HAVING count(*) > 1 ORDER BY min(row_number)"
    )


def missing_of_new() -> Iterator[tuple[int, str]]:
    """Row number and field of what a new person must have and does not."""
    with connection.cursor() as cursor:
        for name in NEEDED_FOR_NEW:
            cursor.execute(
                f"SELECT row_number FROM incoming i WHERE {name} IS NULL "  # noqa: S608  # names of our own columns
                "AND NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number) ORDER BY 1"
            )
            yield from ((row[0], name) for row in cursor.fetchall())


def differing_addresses() -> Iterator[tuple[int, str, str, int]]:
    """Rows whose address, RT or RW is not that of the family's card: row number, field, value, row that counts."""
    with connection.cursor() as cursor:
        for name in ("address", "rt", "rw"):
            cursor.execute(
                f"""
                SELECT row_number, {name}, first_row FROM (
                    SELECT row_number, {name}, first_value({name}) OVER family AS first,
                        first_value(row_number) OVER family AS first_row
                    FROM incoming WHERE no_kk IS NOT NULL AND {name} IS NOT NULL
                    WINDOW family AS (PARTITION BY kelurahan_id, no_kk
                        ORDER BY family_relation IS DISTINCT FROM 'head', row_number)
                ) compared WHERE {name} <> first ORDER BY 1
                """  # noqa: S608  # names of our own columns
            )
            yield from ((row[0], name, row[1], row[2]) for row in cursor.fetchall())


def _twins(statement: str) -> Iterator[Twins]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        yield from (Twins(*row) for row in cursor.fetchall())
