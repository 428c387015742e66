"""Leaving rows out of a batch: those that cannot be read, and those that contradict each other or the registry.

Each goes into the table `refused` with the reason, in words of the caller; `{…}` in the words is filled in here.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from ekelurahan.residents.batch.rows import FIELDS

_COLUMNS = "row_number, field, value, words, is_conflict"
MOST_NAMED = (
    200  # numbers of other offices in one file: more than families that moved in, fewer than a list to search by
)
_SAME = f"md5(row({', '.join(FIELDS)})::text)"


class Refusal(NamedTuple):
    """Why one row stays out: number, column of ours, value, words; a conflict is for a person to decide."""

    number: int
    field: str
    value: str
    words: str
    is_conflict: bool = False


def refuse(refusals: Iterable[Refusal]) -> None:
    """Begin the table with rows that never came in."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DROP TABLE IF EXISTS refused;
            CREATE TEMPORARY TABLE refused (
                row_number int, field text, value text, words text, is_conflict boolean,
                turn int GENERATED ALWAYS AS IDENTITY
            ) ON COMMIT DROP
            """
        )
        with cursor.copy(f"COPY refused ({_COLUMNS}) FROM STDIN") as copy:
            for refusal in refusals:
                copy.write_row(refusal)


def drop_repeated() -> list[tuple[int, int]]:
    """Rows that say exactly what an earlier one says are left out: number, and number of the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH same AS (
                SELECT row_number, min(row_number) OVER (PARTITION BY kelurahan_id, {_SAME}) AS first FROM incoming
            ), gone AS (
                DELETE FROM incoming i USING same WHERE same.row_number = i.row_number AND same.first < i.row_number
                RETURNING i.row_number, same.first
            )
            SELECT * FROM gone ORDER BY 1
            """  # noqa: S608  # names of our own columns
        )
        return list(cursor.fetchall())


def refuse_same_nik(words: str) -> None:
    """Rows that carry one NIK and say different things: nobody knows which is right. `{rows}`: the others."""
    _refuse(
        """
        SELECT i.row_number, 'nik', i.nik, replace(%s, '{rows}', array_to_string((array_remove(t.all, i.row_number))[1:9], ', ')),
            true
        FROM incoming i JOIN (
            SELECT kelurahan_id, nik, array_agg(row_number ORDER BY row_number) AS all FROM incoming
            WHERE nik IS NOT NULL GROUP BY kelurahan_id, nik HAVING count(*) > 1
        ) t ON t.kelurahan_id = i.kelurahan_id AND t.nik = i.nik
        """,
        [words],
    )


def refuse_held_elsewhere(words: str, *, unnamed: str) -> int:
    """NIK that another office of the city holds; returns how many. `{office}`: its name.

    Of a file with more than MOST_NAMED of them no office is named: whoever asks for so many is searching the city.
    """
    question = f"""
        INSERT INTO refused ({_COLUMNS})
        WITH held AS MATERIALIZED (
            SELECT i.row_number, i.nik, h.kelurahan_id
            FROM nik_holders(ARRAY(SELECT nik FROM incoming WHERE nik IS NOT NULL)) h
            JOIN incoming i ON i.nik = h.nik AND i.kelurahan_id <> h.kelurahan_id
            WHERE coalesce(i.life_status, 'alive') NOT IN ('moved', 'invalid')
        )
        SELECT row_number, 'nik', nik, CASE WHEN (SELECT count(DISTINCT nik) FROM held) > %s THEN %s
            ELSE replace(%s, '{{office}}', coalesce(a.local_name, held.kelurahan_id::text)) END, true
        FROM held LEFT JOIN areas_area a ON a.lo = held.kelurahan_id AND a.level = 4
        RETURNING value
    """  # noqa: S608  # names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(question, [MOST_NAMED, unnamed, words])
        return len({row[0] for row in cursor})


def refuse_archived(words: Mapping[str, str]) -> None:
    """People whose story here is over, and who are somebody else's now or nobody's: an import brings nobody back.

    `words` by what the registry says of them (`life_status`).
    """
    _refuse(
        """
        SELECT i.row_number, CASE WHEN i.life_status IS NULL THEN 'nik' ELSE 'life_status' END, coalesce(i.nik, i.name),
            %s::jsonb ->> r.life_status, true
        FROM matched m JOIN incoming i ON i.row_number = m.row_number
        JOIN residents_resident r ON r.kelurahan_id = i.kelurahan_id AND r.id = m.id
        WHERE r.life_status NOT IN ('alive', '') AND coalesce(i.life_status, 'alive') <> r.life_status
        """,
        [json.dumps(dict(words))],
    )


def refuse_wrong_entries(words: str) -> None:
    """Rows that call a known person a wrong entry: that is an event of its own."""
    _refuse(
        """
        SELECT i.row_number, 'life_status', i.life_status, %s, true
        FROM matched m JOIN incoming i ON i.row_number = m.row_number WHERE i.life_status = 'invalid'
        """,
        [words],
    )


def refuse_unsure(words: str) -> None:
    """Rows that fit several people of that name, birth place and date."""
    _refuse(
        """
        SELECT i.row_number, 'nik', coalesce(i.nik, i.name), %s, true
        FROM matched m JOIN incoming i ON i.row_number = m.row_number WHERE m.is_unsure
        """,
        [words],
    )


def refuse_incomplete(words: str, needed: Iterable[str]) -> None:
    """Rows of new people in which one of the needed columns says nothing."""
    for name in needed:
        _refuse(
            f"""
            SELECT i.row_number, '{name}', '', %s, false FROM incoming i
            WHERE {name} IS NULL AND NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number)
            """,  # noqa: S608  # names of our own columns
            [words],
        )


def leave_out() -> None:
    """Take what is refused out of the batch."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            ANALYZE refused;
            DELETE FROM incoming i USING refused f WHERE f.row_number = i.row_number;
            DELETE FROM matched m USING refused f WHERE f.row_number = m.row_number
            """
        )


def drop_wrong_entries() -> list[int]:
    """Rows of unknown people that are called wrong entries have nothing to tell: left out, their numbers returned."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM incoming i WHERE life_status = 'invalid'
                AND NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number) RETURNING row_number
            """
        )
        return sorted(row[0] for row in cursor)


def _refuse(question: str, values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO refused ({_COLUMNS}) {question}", values)
