"""Merging what is staged into the registry. Runs in the caller's transaction and scope.

An empty column of a staged row never clears anything.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.now import now
from ekelurahan.residents.batch.actions.staging import FEW_ROWS
from ekelurahan.residents.entry import CARD_FIELDS, DATE_FIELDS, PERSON_FIELDS
from ekelurahan.residents.events.kinds import Via
from ekelurahan.residents.searching.actions import hold_dictionary

ADDRESS_FIELDS = tuple(name for name in CARD_FIELDS if name != "no_kk")
_NULLABLE = (*DATE_FIELDS, "nik")
FEW = 500  # rows that change nothing of what the planner should know
GROWN = 0.1  # part of the city's people that does; autovacuum, which looks at the same, comes too late after an import
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


def merge(*, by: Actor | None = None, via: Via = Via.COMMAND) -> Merged:
    """Write what is staged: cards, new people, changed people, and the words of their names.

    Each office gets at most two events: one that enrols its new people, one that corrects known ones. Where nothing
    differs there is none.
    """
    compare()
    return write(by=by, via=via)


def compare() -> Merged:
    """What the merge will write: one card per number (of different addresses the head's counts, else the first that is
    filled), known people who differ, and the events that this takes. Returns how much that is.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COMPARE)
        cursor.execute(
            """
            SELECT (SELECT count(*) FROM incoming) - (SELECT count(*) FROM matched), (SELECT count(*) FROM corrected),
                count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE is_changed AND NOT is_new) FROM cards
            """
        )
        return Merged(*cursor.fetchone())


def write(*, by: Actor | None, via: Via) -> Merged:
    """Write what was compared."""
    with connection.cursor() as cursor:
        _write_events(cursor, by, via)
        new_cards, changed_cards = _merge_cards(cursor)
        new = _insert_people(cursor)
        changed = _update_people(cursor)
        _write_words(cursor)
        cursor.execute(f"DROP TABLE incoming, matched, cards, corrected, acts; {FEW_ROWS}")
        _refresh_statistics(cursor, new + changed)
    return Merged(new, changed, new_cards, changed_cards)


def _refresh_statistics(cursor: CursorWrapper, people: int) -> None:
    """So that the next search knows how much there is; see migration 0002 for servers older than 17."""
    if people <= FEW or connection.pg_version < SERVER_WITH_MAINTAIN:  # type: ignore[attr-defined]  # of the PostgreSQL backend
        return
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'residents_resident'::regclass")
    ((known,),) = cursor.fetchall()
    if people > known * GROWN:
        cursor.execute(f"ANALYZE {', '.join(GROWING)}")


_FIRSTS = ", ".join(
    f"coalesce((array_agg({name} ORDER BY family_relation IS DISTINCT FROM 'head', row_number)"
    f" FILTER (WHERE {name} IS NOT NULL))[1], '') AS {name}"
    for name in ADDRESS_FIELDS
)
_KEPT_ADDRESS = ", ".join(f"coalesce(nullif(s.{name}, ''), k.{name}, '') AS {name}" for name in ADDRESS_FIELDS)
_KEPT = ", ".join([*(f"coalesce(i.{name}, r.{name})" for name in PERSON_FIELDS), "coalesce(c.id, r.family_card_id)"])
_PERSON_COLUMNS = (*PERSON_FIELDS, "family_card_id")
_COMPARE = f"""
    CREATE TEMPORARY TABLE cards ON COMMIT DROP AS
    SELECT s.kelurahan_id, s.no_kk, coalesce(k.id, s.id) AS id, k.id IS NULL AS is_new, {_KEPT_ADDRESS},
        ({", ".join(f"coalesce(nullif(s.{name}, ''), k.{name})" for name in ADDRESS_FIELDS)})
            IS DISTINCT FROM ({", ".join(f"k.{name}" for name in ADDRESS_FIELDS)}) AS is_changed
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
"""  # noqa: S608  # names of our own columns


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
    names = ", ".join(ADDRESS_FIELDS)
    cursor.execute(
        f"""
        INSERT INTO residents_familycard (id, kelurahan_id, no_kk, {names}, event_id, version, created_at, updated_at)
        SELECT c.id, c.kelurahan_id, c.no_kk, {", ".join(f"c.{name}" for name in ADDRESS_FIELDS)}, a.id, 1, now(), now()
        FROM cards c JOIN acts a ON a.kelurahan_id = c.kelurahan_id AND a.kind = 'enrol' WHERE c.is_new
        """  # noqa: S608  # names of our own columns
    )
    new = int(cursor.rowcount)
    cursor.execute(
        f"""
        UPDATE residents_familycard k SET ({names}, event_id, version, updated_at) =
            ROW ({", ".join(f"c.{name}" for name in ADDRESS_FIELDS)}, a.id, k.version + 1, now())
        FROM cards c JOIN acts a ON a.kelurahan_id = c.kelurahan_id AND a.kind = 'correct'
        WHERE c.is_changed AND NOT c.is_new AND k.kelurahan_id = c.kelurahan_id AND k.id = c.id
        """  # noqa: S608  # names of our own columns
    )
    return new, int(cursor.rowcount)


def _insert_people(cursor: CursorWrapper) -> int:
    """New people; their parents are linked where the batch or the office's registry knows the NIK that they name."""
    values = ", ".join(
        f"i.{name}" if name in _NULLABLE else f"coalesce(i.{name}, '{_DEFAULTS.get(name, '')}')"
        for name in PERSON_FIELDS
    )
    cursor.execute(
        f"""
        WITH named AS MATERIALIZED (
            SELECT o.kelurahan_id, o.nik, coalesce(m.id, o.id) AS id
            FROM incoming o LEFT JOIN matched m ON m.row_number = o.row_number WHERE o.nik IS NOT NULL
            UNION
            SELECT kelurahan_id, nik, id FROM residents_resident
            WHERE nik IS NOT NULL AND life_status <> 'invalid' AND kelurahan_id IN (SELECT kelurahan_id FROM acts)
        )
        INSERT INTO residents_resident (id, kelurahan_id, family_card_id, {", ".join(PERSON_FIELDS)}, mother, father,
            event_id, version, created_at, updated_at)
        SELECT i.id, i.kelurahan_id, c.id, {values}, mother.id, father.id, a.id, 1, now(), now()
        FROM incoming i
        LEFT JOIN named mother ON mother.kelurahan_id = i.kelurahan_id AND mother.nik = i.mother_nik
        LEFT JOIN named father ON father.kelurahan_id = i.kelurahan_id AND father.nik = i.father_nik
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
        ON CONFLICT DO NOTHING
        """
    )
    hold_dictionary(cursor)
    cursor.execute(
        """
        INSERT INTO residents_nameword (word, people)
        SELECT word, count(*) FROM (SELECT unnest(words) AS word FROM incoming) every GROUP BY word ORDER BY word
        ON CONFLICT DO NOTHING
        """
    )
