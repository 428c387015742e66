"""Questions about what is staged: what is odd about it, what it would change, what is refused. They change nothing."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection

from ekelurahan.residents.batch.actions.merging import ADDRESS_FIELDS
from ekelurahan.residents.batch.actions.refusing import Refusal
from ekelurahan.residents.batch.actions.staging import MEMBERS_AFTERWARDS
from ekelurahan.residents.entry import PERSON_FIELDS

NEEDED_FOR_NEW = ("no_kk", "name", "sex", "birth_date", "rt", "rw")
_PAGE = 2000


class Difference(NamedTuple):
    """One column of one known person, or of a card, that the batch would change."""

    number: int
    field: str
    before: str
    after: str


def refusals() -> Iterator[Refusal]:
    """Every reason why a row stays out, in the order of the rows; read bit by bit."""
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT row_number, field, value, words, is_conflict FROM refused ORDER BY row_number, turn")
        while page := cursor.fetchmany(_PAGE):
            yield from (Refusal(*row) for row in page)


def count_refused() -> int:
    """How many rows stay out."""
    return int(_rows("SELECT count(DISTINCT row_number) FROM refused")[0][0])


def differing_addresses() -> Iterator[tuple[int, str, str, int]]:
    """Rows whose address, RT or RW is not that of the family's card: row number, field, value, row that counts."""
    for name in ("address", "rt", "rw"):
        found = _rows(
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
        yield from ((row[0], name, row[1], row[2]) for row in found)


def unknown_neighbourhoods() -> list[tuple[int, str, str, int]]:
    """RT that neither the office's list nor any card knows: the first row that names it, RT, RW, and how many rows do.

    An office that knows no RT yet is asked nothing.
    """
    return _rows(
        """
        WITH known AS (
            SELECT rt, rw FROM residents_familycard WHERE kelurahan_id IN (SELECT kelurahan_id FROM incoming)
            UNION SELECT rt, rw FROM residents_neighbourhood WHERE kelurahan_id IN (SELECT kelurahan_id FROM incoming)
        )
        SELECT min(row_number), i.rt, i.rw, count(*) FROM incoming i
        WHERE i.rt IS NOT NULL AND i.rw IS NOT NULL AND EXISTS (SELECT FROM known WHERE rt <> '')
            AND NOT EXISTS (SELECT FROM known k WHERE k.rt = i.rt AND k.rw = i.rw)
        GROUP BY i.rt, i.rw ORDER BY 1
        """
    )


def headless_cards() -> list[tuple[int, str]]:
    """Cards, new ones, old ones and those that somebody leaves, on which people will live and nobody is the head: the
    first row that is about the card, and its number.
    """
    return _rows(
        f"""
        WITH touched AS (
            SELECT kelurahan_id, no_kk, row_number FROM incoming
            UNION ALL
            SELECT k.kelurahan_id, k.no_kk, m.row_number FROM matched m
            JOIN incoming i ON i.row_number = m.row_number
            JOIN residents_resident r ON r.kelurahan_id = i.kelurahan_id AND r.id = m.id
            JOIN residents_familycard k ON k.kelurahan_id = r.kelurahan_id AND k.id = r.family_card_id
        ), headless AS (
            SELECT kelurahan_id, no_kk FROM ({MEMBERS_AFTERWARDS}) members
            GROUP BY kelurahan_id, no_kk HAVING NOT bool_or(coalesce(relation, '') = 'head')
        )
        SELECT min(t.row_number), h.no_kk FROM headless h JOIN touched t USING (kelurahan_id, no_kk)
        GROUP BY h.kelurahan_id, h.no_kk ORDER BY 1, 2
        """  # noqa: S608  # words of ours
    )


def impossible_parents() -> list[tuple[int, str]]:
    """Rows of people born before the mother or father whose NIK they name: row number and column."""
    question = " UNION ALL ".join(
        f"""
        SELECT i.row_number, '{parent}_nik' FROM incoming i
        LEFT JOIN incoming o ON o.kelurahan_id = i.kelurahan_id AND o.nik = i.{parent}_nik
        LEFT JOIN residents_resident r ON r.kelurahan_id = i.kelurahan_id AND r.nik = i.{parent}_nik
        WHERE i.{parent}_nik IS NOT NULL AND coalesce(o.birth_date, r.birth_date) >= i.birth_date
        """  # noqa: S608  # two words of ours
        for parent in ("mother", "father")
    )
    return _rows(f"{question} ORDER BY 1")


def likely_doubles(limit: int) -> list[tuple[int, int | None, str]]:
    """New people with the name and birth date of somebody else: their row, the other row (None: in the registry), the name."""
    return _rows(
        """
        WITH fresh AS (
            SELECT row_number, kelurahan_id, name, birth_date FROM incoming i
            WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number)
        )
        SELECT f.row_number, o.row_number, f.name FROM fresh f
            JOIN incoming o ON o.kelurahan_id = f.kelurahan_id AND o.birth_date = f.birth_date AND o.name = f.name
                AND o.row_number < f.row_number
        UNION ALL
        SELECT f.row_number, NULL, f.name FROM fresh f
            JOIN residents_resident r ON r.kelurahan_id = f.kelurahan_id AND r.birth_date = f.birth_date AND r.name = f.name
        WHERE r.life_status <> 'invalid' AND NOT EXISTS (SELECT FROM matched m WHERE m.id = r.id)
        ORDER BY 1, 2 LIMIT %s
        """,
        [limit],
    )


_OF_PEOPLE = f"""
    SELECT i.row_number, v.field, v.before, v.after
    FROM corrected d
    JOIN incoming i ON i.row_number = d.row_number
    JOIN residents_resident r ON r.kelurahan_id = d.kelurahan_id AND r.id = d.id
    JOIN residents_familycard k ON k.kelurahan_id = r.kelurahan_id AND k.id = r.family_card_id
    CROSS JOIN LATERAL (VALUES ('no_kk', k.no_kk, i.no_kk),
        {", ".join(f"('{name}', r.{name}::text, i.{name}::text)" for name in PERSON_FIELDS)}
    ) v (field, before, after)
    WHERE v.after IS NOT NULL AND v.after IS DISTINCT FROM v.before
"""  # noqa: S608  # names of our own columns
_OF_CARDS = f"""
    SELECT (SELECT min(row_number) FROM incoming i WHERE i.kelurahan_id = c.kelurahan_id AND i.no_kk = c.no_kk) AS row_number,
        v.field, v.before, v.after
    FROM cards c JOIN residents_familycard k ON k.kelurahan_id = c.kelurahan_id AND k.id = c.id
    CROSS JOIN LATERAL (VALUES {", ".join(f"('{name}', k.{name}, c.{name})" for name in ADDRESS_FIELDS)}
    ) v (field, before, after)
    WHERE c.is_changed AND NOT c.is_new AND v.after IS DISTINCT FROM v.before
"""  # noqa: S608  # the same


def differences(limit: int) -> list[Difference]:
    """The first columns that would change, by row."""
    question = f"SELECT * FROM ({_OF_PEOPLE} UNION ALL {_OF_CARDS}) every ORDER BY 1, 2 LIMIT %s"  # noqa: S608  # the same
    return [Difference(row[0], row[1], row[2] or "", row[3]) for row in _rows(question, [limit])]


def count_differences() -> dict[str, int]:
    """In how many people or cards each column would change."""
    question = f"SELECT field, count(*) FROM ({_OF_PEOPLE} UNION ALL {_OF_CARDS}) every GROUP BY 1 ORDER BY 2 DESC"  # noqa: S608  # the same
    return {row[0]: row[1] for row in _rows(question)}


def _rows(question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())
