"""Folding the log of changes of one office, in the order of versions, and comparing the outcome with the rows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from ekelurahan.residents.models import FamilyCard, Resident

NOT_TOLD = ("id", "kelurahan_id", "event_id", "version", "created_at", "updated_at", "is_counted")
MOST = 200  # differences of one kind in one office: whoever finds more looks at the first

_OUT_OF_ORDER = """
    SELECT subject, version, event_id FROM (
        SELECT subject, version, event_id, before,
            row_number() OVER (PARTITION BY subject ORDER BY version) AS place
        FROM residents_change WHERE kelurahan_id = %(office)s
    ) c WHERE place <> version OR (place = 1) <> (before IS NULL) LIMIT %(most)s
"""
# One row for each column that a change names, and one without a column for a change that names none.
_STEPS = """
    several AS (
        SELECT DISTINCT subject FROM residents_change WHERE kelurahan_id = %(office)s AND version > 1
    ), steps AS (
        SELECT c.subject, c.version, c.event_id, c.of_card, c.before IS NULL AS begins, d.key,
            c.before -> d.key AS before, d.value AS after
        FROM residents_change c JOIN several USING (subject) LEFT JOIN LATERAL jsonb_each(c.after) d ON true
        WHERE c.kelurahan_id = %(office)s
    )
"""
_BROKEN = f"""
    WITH {_STEPS}
    SELECT subject, version, event_id, array_agg(key ORDER BY key) FROM (
        SELECT *, lag(after) OVER (PARTITION BY subject, key ORDER BY version) AS known FROM steps
    ) s
    WHERE NOT begins
        AND nullif(nullif(before, '""'), 'null') IS DISTINCT FROM nullif(nullif(known, '""'), 'null')
    GROUP BY 1, 2, 3 LIMIT %(most)s
"""  # noqa: S608  # nothing of anybody else's is in it
_OTHERWISE = """
    WITH {steps}, folded AS (
        SELECT subject, max(version) AS version, jsonb_object_agg(key, after) FILTER (WHERE key IS NOT NULL) AS doc
        FROM (
            SELECT DISTINCT ON (subject, key) subject, key, after, max(version) OVER (PARTITION BY subject) AS version
            FROM steps WHERE of_card = %(of_card)s ORDER BY subject, key, steps.version DESC
        ) latest GROUP BY subject
        UNION ALL
        SELECT c.subject, c.version, c.after FROM residents_change c
        WHERE c.kelurahan_id = %(office)s AND c.of_card = %(of_card)s AND c.version = 1
            AND NOT EXISTS (SELECT FROM several s WHERE s.subject = c.subject)
    )
    SELECT coalesce(f.subject, r.id), %(empty)s::jsonb || f.doc, f.version, to_jsonb(r) - %(not_told)s::text[], r.version
    FROM folded f FULL JOIN (SELECT * FROM {table} WHERE kelurahan_id = %(office)s) r ON r.id = f.subject
    WHERE f.version IS DISTINCT FROM r.version
        OR %(empty)s::jsonb || f.doc IS DISTINCT FROM to_jsonb(r) - %(not_told)s::text[]
    LIMIT %(most)s
"""


@dataclass(frozen=True)
class Difference:
    """What is otherwise than the events say: of which row, and how. No values: this is printed."""

    subject: UUID
    what: str
    columns: tuple[str, ...] = ()
    event_id: UUID | None = None

    def __str__(self) -> str:
        columns = f": {', '.join(self.columns)}" if self.columns else ""
        event = f" (peristiwa {self.event_id})" if self.event_id else ""
        return f"{self.subject} {self.what}{columns}{event}"


def differences(kelurahan_id: int) -> list[Difference]:
    """Everything in an office that does not follow from its events. Empty: the registry is proven. Needs its scope."""
    told = {"office": kelurahan_id, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_OUT_OF_ORDER, told)
        found = [
            Difference(subject, f"perubahan ke-{version} tidak pada urutannya", (), event)
            for subject, version, event in cursor
        ]
        cursor.execute(_BROKEN, told)
        found += [
            Difference(subject, f"perubahan ke-{version} tidak menyambung dari yang sebelumnya", tuple(columns), event)
            for subject, version, event, columns in cursor
        ]
    return [*found, *_otherwise(kelurahan_id, FamilyCard), *_otherwise(kelurahan_id, Resident)]


def changes_in(kelurahan_id: int) -> int:
    """How many changes the log of an office holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM residents_change WHERE kelurahan_id = %s", [kelurahan_id])
        count: int = cursor.fetchone()[0]
    return count


def _otherwise(kelurahan_id: int, model: type[FamilyCard | Resident]) -> Iterator[Difference]:
    """Rows that are not what their changes make of them."""
    statement = _OTHERWISE.format(steps=_STEPS, table=model._meta.db_table)  # noqa: SLF001  # Django's documented API
    told: dict[str, Any] = {
        "office": kelurahan_id, "of_card": model is FamilyCard, "not_told": list(NOT_TOLD), "most": MOST,
        "empty": json.dumps(_empty(model)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        for subject, made, made_version, row, version in cursor:
            yield _difference(subject, (made, made_version), (row, version))


def _difference(subject: UUID, made: tuple[Any, int | None], row: tuple[Any, int | None]) -> Difference:
    if row[1] is None:
        return Difference(subject, "ada di riwayat, tetapi datanya tidak ada")
    if made[1] is None:
        return Difference(subject, "ada datanya, tetapi tidak ada riwayatnya")
    folded, known = json.loads(made[0]), json.loads(row[0])
    columns = tuple(sorted(name for name in known.keys() | folded.keys() if known.get(name) != folded.get(name)))
    if not columns:
        return Difference(subject, f"versinya {row[1]}, menurut riwayatnya {made[1]}")
    return Difference(subject, "berbeda dari riwayatnya", columns)


def _empty(model: type[FamilyCard | Resident]) -> dict[str, str | None]:
    """A row of which nothing is known: what the log leaves out where a row begins."""
    fields = model._meta.concrete_fields  # noqa: SLF001  # the same
    return {field.attname: None if field.null else "" for field in fields if field.attname not in NOT_TOLD}
