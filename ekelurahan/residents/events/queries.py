"""Reading what happened: the history of a person, the journal of an office, one event with all that it changed."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ekelurahan.lib.mask import masked_number
from ekelurahan.residents.models import Change, Event

MOST_ROWS = 60  # of one event, as pages show it: an import has thousands
_LINKS = ("family_card_id", "mother", "father", "merged_into")


@dataclass(frozen=True)
class Changed:
    """One column, as it was and as it is since, as the log of changes keeps it; `before` is None where the row began."""

    subject: UUID
    of_card: bool
    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Story:
    """An event with what it changed; not `is_whole` where it changed more rows than are told.

    `undone_by` is the event that took it back. `names` are those of the people and cards it is about, cards by their
    masked number.
    """

    event: Event
    changes: Sequence[Changed]
    undone_by: Event | None
    names: Mapping[UUID, str]
    is_whole: bool = True


@dataclass(frozen=True)
class Span:
    """A part of the journal: by dates of reporting, by kind."""

    since: date | None = None
    until: date | None = None
    kind: str = ""


def history_of(subject: UUID, *, kelurahan_id: int, merged: Collection[UUID] = ()) -> list[Story]:
    """What happened to one person or one family card, the latest first.

    To a person also what changed the card while they stood on it: the family moved house, its number changed; and that
    other rows, `merged`, were merged into this one.
    """
    changes = list(Change.objects.filter(kelurahan_id=kelurahan_id, subject=subject).order_by("version"))
    events = _events(kelurahan_id, {change.event_id for change in changes})
    shared = _changes_of_cards(kelurahan_id, changes, events)
    events |= _events(kelurahan_id, {change.event_id for change in shared} - events.keys())
    joined = _merges(kelurahan_id, merged)
    events |= _events(kelurahan_id, {change.event_id for change in joined} - events.keys())
    return _stories(kelurahan_id, sorted(events.values(), key=_latest, reverse=True), [*changes, *shared, *joined])


def journal(kelurahan_id: int, span: Span, *, limit: int = 50, before: UUID | None = None) -> list[Story]:
    """The office's events, the latest first; `before` is the last one of the page before."""
    rows = Event.objects.filter(kelurahan_id=kelurahan_id)
    if span.kind:
        rows = rows.filter(kind=span.kind)
    if span.since:
        rows = rows.filter(reported_on__gte=span.since)
    if span.until:
        rows = rows.filter(reported_on__lte=span.until)
    last = Event.objects.filter(kelurahan_id=kelurahan_id, id=before).first() if before else None
    if last is not None:
        rows = rows.filter(recorded_at__lte=last.recorded_at).exclude(recorded_at=last.recorded_at, id__gte=last.id)
    events = list(rows.order_by("-recorded_at", "-id")[:limit])
    return _stories(kelurahan_id, events, _changes_of(kelurahan_id, events))


def history_of_family(
    card_id: UUID, members: Collection[UUID], *, kelurahan_id: int, limit: int
) -> tuple[list[Story], bool]:  # fmt: skip
    """What happened to a card and to those who stand on it, while each stood there; and whether there is more.

    The latest first. Four queries, however many the family has.
    """
    rows = Change.objects.filter(kelurahan_id=kelurahan_id, subject__in=[card_id, *members]).order_by("version")
    changes = _while_there(card_id, list(rows))
    events = _events(kelurahan_id, {change.event_id for change in changes})
    latest = sorted(events.values(), key=_latest, reverse=True)
    shown = {event.id for event in latest[:limit]}
    kept = [change for change in changes if change.event_id in shown]
    return _stories(kelurahan_id, latest[:limit], kept), len(latest) > limit


def find_event(event_id: UUID, *, kelurahan_id: int) -> Event | None:
    """One event without what it changed."""
    return Event.objects.filter(kelurahan_id=kelurahan_id, id=event_id).first()


def event_page(event_id: UUID, *, kelurahan_id: int) -> Story | None:
    """One event with what it changed."""
    events = list(Event.objects.filter(kelurahan_id=kelurahan_id, id=event_id))
    stories = _stories(kelurahan_id, events, _changes_of(kelurahan_id, events))
    return stories[0] if stories else None


def _while_there(card_id: UUID, changes: Sequence[Change]) -> list[Change]:
    """Of each member only what happened while they stood on the card, and what put them there or took them away."""
    found, there = [], {card_id: True}
    for change in changes:
        was = there.get(change.subject, False)
        if not change.of_card and change.after.get("family_card_id"):
            there[change.subject] = change.after["family_card_id"] == str(card_id)
        if was or there.get(change.subject, False):
            found.append(change)
    return found


def _latest(event: Event) -> tuple[Any, UUID]:
    return event.recorded_at, event.id


def _events(kelurahan_id: int, event_ids: Collection[UUID]) -> dict[UUID, Event]:
    rows = Event.objects.filter(kelurahan_id=kelurahan_id, id__in=list(event_ids)) if event_ids else ()
    return {row.id: row for row in rows}


def _changes_of_cards(kelurahan_id: int, changes: Iterable[Change], events: Mapping[UUID, Event]) -> list[Change]:
    """What happened to the cards of a person, from the event that put the person there to the one that took them away."""
    stays: list[tuple[UUID, Event, Event | None]] = []
    for change in changes:
        card = None if change.of_card else change.after.get("family_card_id")
        if card:
            event = events[change.event_id]
            if stays:
                stays[-1] = (*stays[-1][:2], event)
            stays.append((UUID(card), event, None))
    if not stays:
        return []
    rows = Change.objects.filter(kelurahan_id=kelurahan_id, subject__in={card for card, _from, _to in stays})
    found = [row for row in rows.filter(before__isnull=False) if row.event_id not in events]
    others = _events(kelurahan_id, {row.event_id for row in found})
    return [
        row
        for row in found
        if any(card == row.subject and _within(others[row.event_id], first, last) for card, first, last in stays)
    ]


def _merges(kelurahan_id: int, merged: Collection[UUID]) -> list[Change]:
    """What made these rows ones that another stands for."""
    if not merged:
        return []
    rows = Change.objects.filter(kelurahan_id=kelurahan_id, subject__in=list(merged))
    return [row for row in rows if row.after.get("merged_into")]


def _within(event: Event, first: Event, last: Event | None) -> bool:
    return _latest(first) < _latest(event) and (last is None or _latest(event) < _latest(last))


def _changes_of(kelurahan_id: int, events: Sequence[Event]) -> list[Change]:
    """The changes of each event, of a big one only the first rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.subject, c.version, c.event_id, c.of_card, c.before, c.after
            FROM unnest(%s::uuid[]) e (id) CROSS JOIN LATERAL (
                SELECT * FROM residents_change c WHERE c.kelurahan_id = %s AND c.event_id = e.id LIMIT %s
            ) c
            """,
            [[event.id for event in events], kelurahan_id, MOST_ROWS + 1],
        )
        rows = cursor.fetchall()
    names = ("subject", "version", "event_id", "of_card")
    return [
        Change(**dict(zip(names, row[:4], strict=True)), before=row[4] and json.loads(row[4]), after=json.loads(row[5]))
        for row in rows
    ]


def _stories(kelurahan_id: int, events: Sequence[Event], changes: Sequence[Change]) -> list[Story]:
    by_event: dict[UUID, list[Change]] = {}
    for change in sorted(changes, key=lambda row: (row.of_card, row.subject, row.version)):
        by_event.setdefault(change.event_id, []).append(change)
    undoing = Event.objects.filter(kelurahan_id=kelurahan_id, undoes__in=[event.id for event in events])
    undone_by = {row.undoes: row for row in undoing} if events else {}
    names = _names(kelurahan_id, changes)
    return [
        Story(
            event, [part for row in rows[:MOST_ROWS] for part in _parts(row)], undone_by.get(event.id), names,
            len(rows) <= MOST_ROWS,
        )
        for event in events
        for rows in [by_event.get(event.id, [])]
    ]  # fmt: skip


def _parts(row: Change) -> list[Changed]:
    before = row.before or {}
    return [Changed(row.subject, row.of_card, name, before.get(name), value) for name, value in row.after.items()]


def _names(kelurahan_id: int, changes: Iterable[Change]) -> dict[UUID, str]:
    """Of everybody and every card that these changes are about or point at."""
    wanted = {row.subject for row in changes}
    for row in changes:
        values = [row.after.get(name) for name in _LINKS] + [(row.before or {}).get(name) for name in _LINKS]
        wanted |= {UUID(value) for value in values if value}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [list(wanted), kelurahan_id, kelurahan_id])
        return {subject: masked_number(text) if of_card else text for subject, text, of_card in cursor}


# Row by row through the primary keys, also where the planner would rather read the whole office.
_NAMES = """
    SELECT wanted.id, found.* FROM unnest(%s::uuid[]) wanted (id) CROSS JOIN LATERAL (
        (SELECT name, false FROM residents_resident r WHERE r.kelurahan_id = %s AND r.id = wanted.id LIMIT 1)
        UNION ALL (SELECT no_kk, true FROM residents_familycard c WHERE c.kelurahan_id = %s AND c.id = wanted.id LIMIT 1)
    ) found
"""
