"""Keeping the list of pairs: what was found, what has settled itself, what is to be looked at again."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from ekelurahan.areas.scope import Area, all_offices, area_scope
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.now import now
from ekelurahan.offices.models import Office
from ekelurahan.outbox.registry import nightly
from ekelurahan.residents.doubles.blocking import Row
from ekelurahan.residents.doubles.finding import Found, counted_words, find_pairs, likely, rows_by_id
from ekelurahan.residents.models import Pair

BEGINNING = datetime(1945, 8, 17, tzinfo=UTC)  # since when everybody is new
STILL = ("open", "asked")  # states of pairs that nobody has decided
_KEEP = """
    INSERT INTO residents_pair (id, kelurahan_id, "left", "right", other_kelurahan_id, score, reasons, stranger, state,
        found_at, officer, reason)
    VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb, 'open', %s, '', '')
    ON CONFLICT (kelurahan_id, "left", "right") DO UPDATE SET
        score = excluded.score, reasons = excluded.reasons, stranger = excluded.stranger,
        state = CASE residents_pair.state WHEN 'gone' THEN 'open' ELSE residents_pair.state END
    WHERE residents_pair.state IN ('open', 'asked', 'gone')
"""


@nightly("find-doubles")
def every_night() -> None:
    """Look through the whole city for pairs."""
    look_everywhere()


def look_everywhere(since: datetime | None = None, progress: Callable[[int], None] | None = None) -> int:
    """`look_through` all offices."""
    with all_offices() as everywhere:
        return look_through(everywhere, since, progress)


def look_through(area: Area, since: datetime | None = None, progress: Callable[[int], None] | None = None) -> int:
    """Find the pairs of an area and keep them; returns how many there are. Running it again changes nothing.

    With `since` only pairs of which one row changed after that are looked for. Pairs across offices give each office a
    row of its own; they are found only where the area holds both. What was decided stays decided.
    """
    began = since or BEGINNING
    with area_scope(area.lo, area.hi):
        found = {_key(pair): pair for pair in find_pairs(began, progress)}
        undecided = Pair.objects.filter(state__in=STILL, other_kelurahan_id__range=(area.lo, area.hi))
        found |= {_key(pair): pair for pair in _standing_still(undecided)}
        _keep(found.values())
        _let_go(undecided, found)
    return len(found)


def _key(pair: Found) -> tuple[UUID, UUID]:
    return min(pair.left.id, pair.right.id), max(pair.left.id, pair.right.id)


def _standing_still(undecided: QuerySet[Pair]) -> Iterator[Found]:
    """Those that are still likely, as their rows are now."""
    known = list(undecided.values_list("left", "right"))
    rows = rows_by_id({row for pair in known for row in pair}, BEGINNING)
    both = ((rows[left], rows[right]) for left, right in known if left in rows and right in rows)
    return likely(both, counted_words()) if known else iter(())


def _keep(found: Iterable[Found]) -> None:
    offices = dict(Office.objects.values_list("kelurahan_id", "name"))
    moment = now()
    lines = [line for pair in found for line in _lines(pair, offices, moment)]
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, lines)


def _lines(pair: Found, offices: dict[int, str], moment: datetime) -> Iterator[list[Any]]:
    """One row of the list inside an office, the older person on the left; across offices one for each."""
    left, right = sorted((pair.left, pair.right), key=lambda row: row.id)
    apart = left.kelurahan_id != right.kelurahan_id
    for mine, other in ((left, right), (right, left)) if apart else ((left, right),):
        stranger = json.dumps(_limited(other, offices)) if apart else None
        yield [
            mine.kelurahan_id, mine.id, other.id, other.kelurahan_id, round(pair.verdict.score, 4),
            json.dumps(pair.verdict.reasons), stranger, moment,
        ]  # fmt: skip


def _limited(other: Row, offices: dict[int, str]) -> dict[str, str]:
    """What an office may know of another office's resident."""
    return {
        "name": other.name,
        "birth_date": other.birth_date.isoformat(),
        "masked_nik": masked_number(other.nik),
        "office": offices.get(other.kelurahan_id, ""),
    }


def _let_go(undecided: QuerySet[Pair], found: Mapping[tuple[UUID, UUID], Found]) -> None:
    """Those that are none any more: a row moved away or became invalid, or was corrected."""
    over = [
        pk for pk, left, right in undecided.values_list("id", "left", "right")
        if (min(left, right), max(left, right)) not in found
    ]  # fmt: skip
    Pair.objects.filter(id__in=over, state__in=STILL).update(state="gone", decided_at=now())


def settle(resident_ids: Iterable[UUID], *, kelurahan_id: int) -> None:
    """The undecided pairs of rows that stand no longer are none any more."""
    mine = list(resident_ids)
    pairs = Pair.objects.filter(Q(left__in=mine) | Q(right__in=mine), kelurahan_id=kelurahan_id, state__in=STILL)
    pairs.update(state="gone", decided_at=now())


def reopen(event_id: UUID, *, kelurahan_id: int) -> None:
    """A merge was undone: its pair is to be looked at again. Called by whoever undoes events."""
    pairs = Pair.objects.filter(kelurahan_id=kelurahan_id, event_id=event_id)
    pairs.update(state="open", event_id=None, decided_at=None, decided_by=None, officer="", reason="")
