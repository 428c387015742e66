"""Staging many people by COPY and merging them into the registry. Runs in the caller's transaction and scope.

Row security forbids COPY into its tables, so rows are copied into a temporary table first. An empty column of a staged
row never clears anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.names import search_words
from ekelurahan.lib.now import now
from ekelurahan.residents.batch.rows import FIELDS, PLACES, StagedRow
from ekelurahan.residents.entry import CARD_FIELDS, DATE_FIELDS, PERSON_FIELDS
from ekelurahan.residents.events.kinds import Via

_NAME = PLACES["name"]
_COLUMNS = ", ".join(FIELDS)
_ADDRESS_FIELDS = tuple(name for name in CARD_FIELDS if name != "no_kk")
_NULLABLE = (*DATE_FIELDS, "nik")
MANY = 500  # rows that change what the planner should know
SERVER_WITH_MAINTAIN = 170_000
_DEFAULTS = {"citizenship": "WNI", "life_status": "alive", "residence": "permanent"}
GROWING = tuple(
    f"residents_{table}" for table in ("familycard", "resident", "residentword", "event", "change", "tally", "flow")
)


@dataclass(frozen=True)
class Merged:
    """How many people and cards a merge touched."""

    new: int
    changed: int
    new_cards: int
    changed_cards: int


def stage(rows: Iterable[StagedRow], *, kelurahan_id: int) -> int:
    """Copy the rows into a fresh staging table of this transaction; returns how many there were."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")  # thousands of rows meet tables whose size is not known yet
        _make_tables(cursor)
        with cursor.copy(
            f"COPY incoming (row_number, kelurahan_id, id, card_id, words, {_COLUMNS}) FROM STDIN"
        ) as copy:
            for row in rows:
                words = list(search_words(str(row.values[_NAME] or "")))
                copy.write_row((row.number, row.kelurahan_id or kelurahan_id, new_id(), new_id(), words, *row.values))
                count += 1
        cursor.execute("CREATE INDEX ON incoming (kelurahan_id, nik); ANALYZE incoming")
        _match(cursor)
    return count


def make_second_heads_others() -> list[int]:
    """A family has one head: later ones in the batch become "other". Returns their row numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE incoming SET family_relation = 'other' WHERE row_number IN (
                SELECT row_number FROM (
                    SELECT row_number, row_number() OVER (PARTITION BY kelurahan_id, no_kk ORDER BY row_number) AS place
                    FROM incoming WHERE family_relation = 'head'
                ) heads WHERE place > 1
            ) RETURNING row_number
            """
        )
        return sorted(row[0] for row in cursor)


def merge(*, by: Actor | None = None, via: Via = Via.COMMAND) -> Merged:
    """Write what is staged: cards, new people, changed people, and the words of their names.

    Each office gets at most two events: one that enrols its new people, one that corrects known ones. Where nothing
    differs there is none.
    """
    with connection.cursor() as cursor:
        _compare(cursor)
        _write_events(cursor, by, via)
        new_cards, changed_cards = _merge_cards(cursor)
        new = _insert_people(cursor)
        changed = _update_people(cursor)
        _write_words(cursor)
        cursor.execute("DROP TABLE incoming, matched, cards, corrected, acts; SET LOCAL enable_nestloop = on")
        if new + changed > MANY:
            _refresh_statistics(cursor)
    return Merged(new, changed, new_cards, changed_cards)


def _refresh_statistics(cursor: CursorWrapper) -> None:
    """So that the next search knows how much there is; see migration 0002 for servers older than 17."""
    if connection.pg_version >= SERVER_WITH_MAINTAIN:  # type: ignore[attr-defined]  # of the PostgreSQL backend
        cursor.execute(f"ANALYZE {', '.join(GROWING)}")


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
    SELECT i.row_number, r.id, r.name AS old_name
    FROM incoming i JOIN residents_resident r ON r.kelurahan_id = i.kelurahan_id AND r.nik = i.nik
        AND r.life_status <> 'invalid';
    WITH unknown AS (
        SELECT row_number AS number, kelurahan_id, name, coalesce(birth_place, '') AS place, birth_date, nik,
            row_number() OVER (PARTITION BY kelurahan_id, name, coalesce(birth_place, ''), birth_date
                ORDER BY nik NULLS FIRST, row_number) AS turn
        FROM incoming i WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number)
    ), namesakes AS (
        SELECT r.id, r.kelurahan_id, r.name, r.birth_place AS place, r.birth_date, r.nik,
            row_number() OVER (PARTITION BY r.kelurahan_id, r.name, r.birth_place, r.birth_date
                ORDER BY r.nik NULLS FIRST, r.id) AS turn
        FROM residents_resident r
        WHERE r.life_status <> 'invalid' AND NOT EXISTS (SELECT FROM matched m WHERE m.id = r.id) AND EXISTS (
            SELECT FROM unknown u WHERE u.kelurahan_id = r.kelurahan_id AND u.birth_date = r.birth_date
                AND u.name = r.name AND u.place = r.birth_place)
    )
    INSERT INTO matched
    SELECT u.number, n.id, n.name
    FROM unknown u JOIN namesakes n USING (kelurahan_id, name, place, birth_date, turn)
    WHERE u.nik IS NULL OR n.nik IS NULL;
    CREATE UNIQUE INDEX ON matched (row_number);
    ANALYZE matched;
    UPDATE incoming i SET no_kk = c.no_kk
    FROM matched m, residents_resident r, residents_familycard c
    WHERE i.no_kk IS NULL AND m.row_number = i.row_number AND r.kelurahan_id = i.kelurahan_id AND r.id = m.id
        AND c.kelurahan_id = r.kelurahan_id AND c.id = r.family_card_id
"""


def _match(cursor: CursorWrapper) -> None:
    """Who stands in the registry already: by NIK, else, while one has no NIK yet, by name, birth place and date.

    Rows of known people that name no card are about the card they stand on.
    """
    cursor.execute(_MATCH)


_FIRSTS = ", ".join(
    f"coalesce((array_agg({name} ORDER BY family_relation IS DISTINCT FROM 'head', row_number)"
    f" FILTER (WHERE {name} IS NOT NULL))[1], '') AS {name}"
    for name in _ADDRESS_FIELDS
)
_KEPT_ADDRESS = ", ".join(f"coalesce(nullif(s.{name}, ''), k.{name}, '') AS {name}" for name in _ADDRESS_FIELDS)
_KEPT = ", ".join([*(f"coalesce(i.{name}, r.{name})" for name in PERSON_FIELDS), "coalesce(c.id, r.family_card_id)"])
_PERSON_COLUMNS = (*PERSON_FIELDS, "family_card_id")
_COMPARE = f"""
    CREATE TEMPORARY TABLE cards ON COMMIT DROP AS
    SELECT s.kelurahan_id, s.no_kk, coalesce(k.id, s.id) AS id, k.id IS NULL AS is_new, {_KEPT_ADDRESS},
        ({", ".join(f"coalesce(nullif(s.{name}, ''), k.{name})" for name in _ADDRESS_FIELDS)})
            IS DISTINCT FROM ({", ".join(f"k.{name}" for name in _ADDRESS_FIELDS)}) AS is_changed
    FROM (
        SELECT (array_agg(card_id ORDER BY row_number))[1] AS id, kelurahan_id, no_kk, {_FIRSTS}
        FROM incoming WHERE no_kk IS NOT NULL GROUP BY kelurahan_id, no_kk
    ) s LEFT JOIN residents_familycard k ON k.kelurahan_id = s.kelurahan_id AND k.no_kk = s.no_kk;
    CREATE UNIQUE INDEX ON cards (kelurahan_id, no_kk);
    ANALYZE cards;
    CREATE TEMPORARY TABLE corrected ON COMMIT DROP AS
    SELECT m.row_number, r.kelurahan_id, r.id
    FROM matched m
    JOIN incoming i ON i.row_number = m.row_number
    JOIN residents_resident r ON r.kelurahan_id = i.kelurahan_id AND r.id = m.id
    LEFT JOIN cards c ON c.kelurahan_id = i.kelurahan_id AND c.no_kk = i.no_kk
    WHERE ({", ".join(f"r.{name}" for name in _PERSON_COLUMNS)}) IS DISTINCT FROM ({_KEPT});
    CREATE TEMPORARY TABLE acts ON COMMIT DROP AS
    SELECT kelurahan_id, kind, gen_random_uuid() AS id FROM (
        SELECT kelurahan_id, 'enrol' AS kind FROM cards WHERE is_new
        UNION SELECT kelurahan_id, 'enrol' FROM incoming i
            WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number)
        UNION SELECT kelurahan_id, 'correct' FROM cards WHERE is_changed AND NOT is_new
        UNION SELECT kelurahan_id, 'correct' FROM corrected
    ) needed;
    ANALYZE corrected;
    ANALYZE acts
"""


def _compare(cursor: CursorWrapper) -> None:
    """What the merge will write: one card per number (of different addresses the head's counts, else the first that is
    filled), known people who differ, and the events that this takes.
    """
    cursor.execute(_COMPARE)


def _write_events(cursor: CursorWrapper, by: Actor | None, via: Via) -> None:
    today = timezone.localdate(now())
    cursor.execute(
        """
        INSERT INTO residents_event (id, kelurahan_id, kind, component, detail, happened_on, reported_on, recorded_at,
            user_id, officer, via, reason, told)
        SELECT id, kelurahan_id, kind, CASE kind WHEN 'enrol' THEN 'enrolment' ELSE 'correction' END, '', %s, %s, %s,
            %s, %s, %s, '', '{}'
        FROM acts ORDER BY kelurahan_id, kind DESC
        """,
        [today, today, now(), by.user_id if by else None, by.name if by else "", via],
    )


def _merge_cards(cursor: CursorWrapper) -> tuple[int, int]:
    names = ", ".join(_ADDRESS_FIELDS)
    cursor.execute(
        f"""
        INSERT INTO residents_familycard (id, kelurahan_id, no_kk, {names}, event_id, version, created_at, updated_at)
        SELECT c.id, c.kelurahan_id, c.no_kk, {", ".join(f"c.{name}" for name in _ADDRESS_FIELDS)}, a.id, 1, now(), now()
        FROM cards c JOIN acts a ON a.kelurahan_id = c.kelurahan_id AND a.kind = 'enrol' WHERE c.is_new
        """  # noqa: S608  # names of our own columns
    )
    new = int(cursor.rowcount)
    cursor.execute(
        f"""
        UPDATE residents_familycard k SET ({names}, event_id, version, updated_at) =
            ROW ({", ".join(f"c.{name}" for name in _ADDRESS_FIELDS)}, a.id, k.version + 1, now())
        FROM cards c JOIN acts a ON a.kelurahan_id = c.kelurahan_id AND a.kind = 'correct'
        WHERE c.is_changed AND NOT c.is_new AND k.kelurahan_id = c.kelurahan_id AND k.id = c.id
        """  # noqa: S608  # names of our own columns
    )
    return new, int(cursor.rowcount)


def _insert_people(cursor: CursorWrapper) -> int:
    values = ", ".join(
        f"i.{name}" if name in _NULLABLE else f"coalesce(i.{name}, '{_DEFAULTS.get(name, '')}')"
        for name in PERSON_FIELDS
    )
    cursor.execute(
        f"""
        INSERT INTO residents_resident
            (id, kelurahan_id, family_card_id, {", ".join(PERSON_FIELDS)}, event_id, version, created_at, updated_at)
        SELECT i.id, i.kelurahan_id, c.id, {values}, a.id, 1, now(), now()
        FROM incoming i
        JOIN cards c ON c.kelurahan_id = i.kelurahan_id AND c.no_kk = i.no_kk
        JOIN acts a ON a.kelurahan_id = i.kelurahan_id AND a.kind = 'enrol'
        WHERE NOT EXISTS (SELECT FROM matched m WHERE m.row_number = i.row_number)
        """  # noqa: S608  # names of our own columns
    )
    return int(cursor.rowcount)


def _update_people(cursor: CursorWrapper) -> int:
    cursor.execute(
        f"""
        UPDATE residents_resident r SET ({", ".join(_PERSON_COLUMNS)}, event_id, version, updated_at) =
            ROW ({_KEPT}, a.id, r.version + 1, now())
        FROM corrected d
        JOIN incoming i ON i.row_number = d.row_number
        JOIN acts a ON a.kelurahan_id = d.kelurahan_id AND a.kind = 'correct'
        LEFT JOIN cards c ON c.kelurahan_id = i.kelurahan_id AND c.no_kk = i.no_kk
        WHERE r.kelurahan_id = d.kelurahan_id AND r.id = d.id
        """  # noqa: S608  # names of our own columns
    )
    return int(cursor.rowcount)


def _write_words(cursor: CursorWrapper) -> None:
    cursor.execute(
        """
        DELETE FROM residents_residentword w USING matched m, incoming i
        WHERE i.row_number = m.row_number AND i.name <> m.old_name
            AND w.kelurahan_id = i.kelurahan_id AND w.resident_id = m.id AND NOT w.word = ANY (i.words);
        INSERT INTO residents_residentword (kelurahan_id, word, resident_id)
        SELECT i.kelurahan_id, unnest(i.words), coalesce(m.id, i.id)
        FROM incoming i LEFT JOIN matched m ON m.row_number = i.row_number
        WHERE m.id IS NULL OR i.name <> m.old_name
        ON CONFLICT DO NOTHING;
        INSERT INTO residents_nameword (word, people)
        SELECT word, count(*) FROM (SELECT unnest(words) AS word FROM incoming) every GROUP BY word ORDER BY word
        ON CONFLICT DO NOTHING
        """
    )
