"""Taking back an event of thousands of rows, such as an import, in a handful of statements. Row by row: `undoing`."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.errors import ChangedLater
from ekelurahan.residents.events.actions.merged import require_stand_alone
from ekelurahan.residents.events.actions.recording import Told, record, unique_numbers
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Event, FamilyCard, Resident
from ekelurahan.residents.searching.actions import rewrite_words

_NOT_TOLD = {"id", "kelurahan_id", "event_id", "version", "created_at", "updated_at", "is_counted"}
# Thousands of rows meet tables whose size the planner does not know yet, as in an import: only hashing is safe then.
_MANY_ROWS = "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL work_mem = '64MB'"
_FEW_ROWS = "SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on; SET LOCAL work_mem = DEFAULT"


def restore_many(event: Event, told: Told, *, by: Actor | None) -> Event:
    """Restore all that an event changed, by an undoing event: refused and written as row by row. The registry is held.

    Raises ChangedLater, which says how many rows something that stands changed since, and where to begin.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MANY_ROWS)
        _stage(cursor, event)
        _require_last(cursor, event)
        require_stand_alone(_going(cursor), kelurahan_id=event.kelurahan_id, since=event.recorded_at)
        undoing = record(Kind.UNDO, told, kelurahan_id=event.kelurahan_id, by=by, undoes=event)
        with unique_numbers():
            # In the order of `undoing`: cards last, and whoever comes back after those whose NIK has to be free for it.
            _write(cursor, undoing, Resident, "NOT t.of_card AND NOT t.before ? 'life_status'")
            _write(cursor, undoing, Resident, "NOT t.of_card AND t.before ? 'life_status'")
            _write(cursor, undoing, FamilyCard, "t.of_card")
        _write_words(cursor, event.kelurahan_id)
        cursor.execute(f"DROP TABLE taken_back; {_FEW_ROWS}")
    return undoing


def any_was_led(card_ids: Collection[UUID], event: Event) -> bool:
    """Whether one of these families had a head, or nobody was on its card, when the event came: from the log of changes."""
    if not card_ids:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            _WAS_LED, {"office": event.kelurahan_id, "cards": list(card_ids), "recorded_at": event.recorded_at}
        )
        return bool(cursor.fetchone()[0])


def _stage(cursor: CursorWrapper, event: Event) -> None:
    """What has to be written back, by row: people who began become invalid, cards that began stay."""
    cursor.execute("DROP TABLE IF EXISTS taken_back")
    cursor.execute(_STAGE, {"office": event.kelurahan_id, "event": event.id, "invalid": LifeStatus.INVALID.value})
    cursor.execute("ANALYZE taken_back")


def _require_last(cursor: CursorWrapper, event: Event) -> None:
    cursor.execute(_LATER, {"office": event.kelurahan_id, "event": event.id})
    rows, events, last_id = cursor.fetchone()
    if not rows:
        return
    last = Event.objects.get(kelurahan_id=event.kelurahan_id, id=last_id)
    words = _(
        "%(rows)s data dari peristiwa ini sudah diubah sesudahnya oleh %(events)s peristiwa lain. Batalkan dulu "
        "peristiwa-peristiwa itu, mulai dari yang terbaru: %(kind)s tanggal %(day)s. Lalu batalkan peristiwa ini."
    ) % {"rows": rows, "events": events, "kind": Kind(last.kind).label, "day": long_date(last.reported_on)}
    raise ChangedLater({"": words}, last.id)


def _going(cursor: CursorWrapper) -> list[UUID]:
    """People whom the undoing leaves nobody here."""
    nobody = [LifeStatus.INVALID.value, LifeStatus.MOVED.value]
    cursor.execute("SELECT subject FROM taken_back WHERE NOT of_card AND before ->> 'life_status' = ANY (%s)", [nobody])
    return [subject for (subject,) in cursor]


def _write(cursor: CursorWrapper, undoing: Event, model: type[Resident | FamilyCard], which: str) -> None:
    """Write back what differs, as one more version of each row; the triggers log and count it."""
    meta = model._meta  # noqa: SLF001  # Django's documented API
    names = [field.attname for field in meta.concrete_fields if field.attname not in _NOT_TOLD]
    cursor.execute(
        f"""
        UPDATE {meta.db_table} r SET ({", ".join(names)}, event_id, version, updated_at) =
            (SELECT {", ".join(f"p.{name}" for name in names)}, %s::uuid, r.version + 1, now()
             FROM jsonb_populate_record(r, t.before) p)
        FROM taken_back t
        WHERE r.kelurahan_id = %s AND r.id = t.subject AND {which} AND NOT to_jsonb(r) @> t.before
        """,  # noqa: S608  # names of our own columns
        [undoing.id, undoing.kelurahan_id],
    )


def _write_words(cursor: CursorWrapper, kelurahan_id: int) -> None:
    cursor.execute("SELECT EXISTS (SELECT FROM taken_back WHERE before ? 'name')")
    if cursor.fetchone()[0]:
        rewrite_words(cursor, kelurahan_id)


_STAGE = """
    CREATE TEMPORARY TABLE taken_back ON COMMIT DROP AS
    SELECT * FROM (
        SELECT c.subject, c.of_card, max(c.version) AS version,
            CASE WHEN NOT bool_or(c.before IS NULL)
                    THEN jsonb_object_agg(d.key, d.value ORDER BY c.version DESC) FILTER (WHERE d.key IS NOT NULL)
                WHEN NOT c.of_card THEN jsonb_build_object('life_status', %(invalid)s::text) END AS before
        FROM residents_change c LEFT JOIN LATERAL jsonb_each(c.before) d ON true
        WHERE c.kelurahan_id = %(office)s AND c.event_id = %(event)s
        GROUP BY c.subject, c.of_card
    ) touched WHERE before IS NOT NULL
"""
_LATER = """
    SELECT count(DISTINCT c.subject), count(DISTINCT e.id), (array_agg(e.id ORDER BY e.recorded_at DESC, e.id DESC))[1]
    FROM taken_back t
    JOIN residents_change c ON c.kelurahan_id = %(office)s AND c.subject = t.subject AND c.version > t.version
    JOIN residents_event e ON e.kelurahan_id = %(office)s AND e.id = c.event_id
    WHERE c.event_id <> %(event)s AND e.kind <> 'undo' AND t.before ?| ARRAY(SELECT jsonb_object_keys(c.after))
        AND NOT EXISTS (SELECT FROM residents_event u WHERE u.kelurahan_id = %(office)s AND u.undoes = e.id)
"""
_WAS_LED = """
    WITH there AS (
        SELECT DISTINCT subject FROM residents_change
        WHERE kelurahan_id = %(office)s AND NOT of_card AND (after ->> 'family_card_id')::uuid = ANY (%(cards)s::uuid[])
    ), known AS (
        SELECT DISTINCT ON (c.subject, d.key) c.subject, d.key, d.value #>> '{}' AS value
        FROM residents_change c
        JOIN there USING (subject)
        JOIN residents_event e ON e.kelurahan_id = %(office)s AND e.id = c.event_id AND e.recorded_at < %(recorded_at)s
        CROSS JOIN LATERAL jsonb_each(c.after) d
        WHERE c.kelurahan_id = %(office)s AND d.key IN ('family_card_id', 'family_relation', 'life_status')
        ORDER BY c.subject, d.key, c.version DESC
    ), people AS (
        SELECT subject, max(value) FILTER (WHERE key = 'family_card_id') AS card,
            max(value) FILTER (WHERE key = 'family_relation') AS relation,
            coalesce(max(value) FILTER (WHERE key = 'life_status'), '') AS status
        FROM known GROUP BY subject
    )
    SELECT EXISTS (
        SELECT FROM unnest(%(cards)s::uuid[]) k (card)
        LEFT JOIN people p ON p.card = k.card::text AND p.status IN ('alive', '')
        GROUP BY k.card HAVING count(p.subject) = 0 OR bool_or(p.relation = 'head')
    )
"""
