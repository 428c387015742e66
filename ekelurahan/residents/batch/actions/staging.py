"""Staging many people by COPY. Runs in the caller's transaction and scope.

Row security forbids COPY into its tables, so rows are copied into a temporary table first.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.backends.utils import CursorWrapper

from ekelurahan.lib.ids import new_id
from ekelurahan.lib.spelling import words_of_name
from ekelurahan.residents.batch.rows import FIELDS, PLACES, StagedRow
from ekelurahan.residents.entry import DATE_FIELDS

_NAME = PLACES["name"]
_COLUMNS = ", ".join(FIELDS)
# Thousands of rows meet tables whose size is not known yet, here and in the triggers: only hashing is safe then.
MANY_ROWS = "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL work_mem = '64MB'"
FEW_ROWS = "SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on; SET LOCAL work_mem = DEFAULT"
# Who will be alive on the cards that the batch touches. `stands`: as the head of that card
# already. `said`: the relation that a row tells; NULL where none does, or where there is no row (nor row_number).
MEMBERS_AFTERWARDS = """
    SELECT i.kelurahan_id, i.no_kk, i.row_number, i.family_relation AS said,
        coalesce(i.family_relation, r.family_relation) AS relation,
        coalesce(k.no_kk = i.no_kk AND r.family_relation = 'head' AND r.life_status IN ('alive', ''), false) AS stands
    FROM incoming i
    LEFT JOIN matched m ON m.row_number = i.row_number
    LEFT JOIN residents_resident r ON r.kelurahan_id = i.kelurahan_id AND r.id = m.id
    LEFT JOIN residents_familycard k ON k.kelurahan_id = r.kelurahan_id AND k.id = r.family_card_id
    WHERE coalesce(i.life_status, r.life_status, 'alive') IN ('alive', '')
    UNION ALL
    SELECT k.kelurahan_id, k.no_kk, NULL, NULL, r.family_relation, r.family_relation = 'head'
    FROM residents_resident r
    JOIN residents_familycard k ON k.kelurahan_id = r.kelurahan_id AND k.id = r.family_card_id
    WHERE r.kelurahan_id IN (SELECT kelurahan_id FROM incoming) AND r.life_status IN ('alive', '')
        AND NOT EXISTS (SELECT FROM matched m WHERE m.id = r.id)
"""


def stage(rows: Iterable[StagedRow], *, kelurahan_id: int) -> int:
    """Copy the rows into a fresh staging table of this transaction and match them; returns how many there were."""
    count = load(rows, kelurahan_id=kelurahan_id)
    match(hold=True)
    return count


def load(rows: Iterable[StagedRow], *, kelurahan_id: int) -> int:
    """Copy the rows into a fresh staging table of this transaction; returns how many there were."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(MANY_ROWS)
        _make_tables(cursor)
        with cursor.copy(
            f"COPY incoming (row_number, kelurahan_id, id, card_id, words, {_COLUMNS}) FROM STDIN"
        ) as copy:
            for row in rows:
                words = list(words_of_name(str(row.values[_NAME] or "")))
                copy.write_row((row.number, row.kelurahan_id or kelurahan_id, new_id(), new_id(), words, *row.values))
                count += 1
        cursor.execute("CREATE INDEX ON incoming (kelurahan_id, nik); ANALYZE incoming")
    return count


def match(*, hold: bool) -> None:
    """Who stands in the registry already: by NIK, else, while one has no NIK yet, by name, birth place and date.

    `is_unsure` marks those who could as well be somebody else of that name. Rows of known people that name no card are
    about the card they stand on. Where it is held, nobody else changes these offices' registry before the end.
    """
    with connection.cursor() as cursor:
        if hold:
            cursor.execute(
                "SELECT hold_registry(k) FROM (SELECT DISTINCT kelurahan_id AS k FROM incoming ORDER BY 1) o"
            )
        cursor.execute(_MATCH)


def make_second_heads_others() -> list[int]:
    """A family has one head: of those whom a card would have after the batch one stays it, who is it already or else
    the first, and the others become "other". Returns their row numbers.

    A row that does not tell the relation leaves the one in the registry, and takes it along to another card. People
    who stay the head of their card, unasked, are left as they are.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH heads AS (
                SELECT row_number, stands, said, row_number() OVER (
                    PARTITION BY kelurahan_id, no_kk ORDER BY NOT stands, said IS NOT NULL, row_number) AS place
                FROM ({MEMBERS_AFTERWARDS}) members WHERE relation = 'head'
            )
            UPDATE incoming i SET family_relation = 'other' FROM heads h
            WHERE h.place > 1 AND h.row_number = i.row_number AND NOT (h.stands AND h.said IS NULL)
            RETURNING i.row_number
            """  # noqa: S608  # words of ours
        )
        return sorted(row[0] for row in cursor)


def _make_tables(cursor: CursorWrapper) -> None:
    columns = ", ".join(f"{name} {_type(name)}" for name in FIELDS)
    cursor.execute(
        f"""
        DROP TABLE IF EXISTS incoming, matched;
        CREATE TEMPORARY TABLE incoming (
            row_number int, kelurahan_id bigint, id uuid, card_id uuid, words text[] COLLATE "C", {columns}
        ) ON COMMIT DROP
        """
    )


def _type(name: str) -> str:
    """The column type: the same, with its collation, as in the tables it is compared with."""
    if name in DATE_FIELDS:
        return "date"
    return 'text COLLATE "C"' if name in {"nik", "no_kk"} else "text"


_MATCH = """
    CREATE TEMPORARY TABLE matched ON COMMIT DROP AS
    SELECT i.row_number, r.id, r.name AS old_name, false AS is_unsure
    FROM incoming i JOIN residents_resident r ON r.kelurahan_id = i.kelurahan_id AND r.nik = i.nik
        AND r.life_status <> 'invalid';
    WITH unknown AS (
        SELECT row_number AS number, kelurahan_id, name, coalesce(birth_place, '') AS place, birth_date, nik,
            row_number() OVER (PARTITION BY kelurahan_id, name, coalesce(birth_place, ''), birth_date
                ORDER BY nik NULLS FIRST, row_number) AS turn,
            count(*) OVER (PARTITION BY kelurahan_id, name, coalesce(birth_place, ''), birth_date) AS seekers
        FROM incoming i WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number)
    ), namesakes AS (
        SELECT r.id, r.kelurahan_id, r.name, r.birth_place AS place, r.birth_date, r.nik,
            row_number() OVER (PARTITION BY r.kelurahan_id, r.name, r.birth_place, r.birth_date
                ORDER BY r.nik NULLS FIRST, r.id) AS turn,
            count(*) OVER (PARTITION BY r.kelurahan_id, r.name, r.birth_place, r.birth_date, r.nik IS NULL) AS rivals
        FROM residents_resident r
        WHERE r.life_status <> 'invalid' AND NOT EXISTS (SELECT FROM matched m WHERE m.id = r.id) AND EXISTS (
            SELECT FROM unknown u WHERE u.kelurahan_id = r.kelurahan_id AND u.birth_date = r.birth_date
                AND u.name = r.name AND u.place = r.birth_place)
    )
    INSERT INTO matched
    SELECT u.number, n.id, n.name, n.rivals > u.seekers
    FROM unknown u JOIN namesakes n USING (kelurahan_id, name, place, birth_date, turn)
    WHERE u.nik IS NULL OR n.nik IS NULL;
    CREATE UNIQUE INDEX ON matched (row_number);
    ANALYZE matched;
    UPDATE incoming i SET no_kk = c.no_kk
    FROM matched m, residents_resident r, residents_familycard c
    WHERE i.no_kk IS NULL AND m.row_number = i.row_number AND r.kelurahan_id = i.kelurahan_id AND r.id = m.id
        AND c.kelurahan_id = r.kelurahan_id AND c.id = r.family_card_id
"""
