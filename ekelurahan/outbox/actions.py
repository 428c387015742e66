"""Promising work, keeping it, and giving up loudly; the rounds of the night."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import Q

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.audit import actions as audit
from ekelurahan.lib.now import now
from ekelurahan.outbox import registry
from ekelurahan.outbox.models import Promise, Round
from ekelurahan.outbox.registry import Lane, kind_named

MAX_ATTEMPTS = 100  # with the pauses below about a day: a mail server may be away for a night
LONGEST_PAUSE = timedelta(minutes=15)
LONGEST_ROUND = timedelta(hours=3)

log = structlog.get_logger(__name__)


def promise(kind: str, *, kelurahan_id: int, payload: dict[str, Any]) -> UUID:
    """Promise work in the caller's transaction: it is done if and only if the transaction commits."""
    lane = kind_named(kind).lane
    row = Promise.objects.create(kelurahan_id=kelurahan_id, kind=kind, lane=lane, payload=payload)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('outbox', %s)", [lane])
    return row.id


def keep_next(lane: Lane) -> bool:
    """Try the oldest due work of a lane; False when there is none.

    The attempt is counted and committed first, so that work which kills its worker comes again later and later and
    at last stands among the dead, instead of first for ever. Then the row is locked while the work is done and marked in
    the same transaction: a worker that is killed leaves the promise as it was. The lock is waited for: a worker that looks
    for due work holds for a moment the rows it passes over. An attempt that somebody else has followed up is left to him.
    """
    begun = _begin(lane)
    if begun is None:
        return False
    mine = Promise.objects.filter(id=begun.id, attempts=begun.attempts, done_at=None, dead_at=None)
    with all_offices():
        row = mine.select_for_update().first()
        if row is not None:
            _keep(row)
    return True


def _begin(lane: Lane) -> Promise | None:
    """Count an attempt at the oldest due promise; until `run_at` nobody else takes it up."""
    with all_offices():
        due = Promise.objects.filter(lane=lane, done_at=None, dead_at=None, run_at__lte=now())
        row = due.select_for_update(skip_locked=True).order_by("run_at").first()
        if row is None:
            return None
        if row.attempts >= MAX_ATTEMPTS:  # never said why it failed: each time its worker died
            row.dead_at, row.last_error = now(), row.last_error or "WorkerDied"
        else:
            row.attempts += 1
            row.run_at = now() + pause_after(row.attempts)
        row.save(update_fields=["attempts", "run_at", "dead_at", "last_error"])
        return row


def _keep(row: Promise) -> None:
    try:
        with office_scope(row.kelurahan_id):  # what fails in it is taken back to here
            kind_named(row.kind).keep(kelurahan_id=row.kelurahan_id, **row.payload)
    except Exception as error:  # noqa: BLE001  # whatever went wrong, the promise must survive it
        _try_later(row, error)
    else:
        row.done_at = now()
        row.save(update_fields=["done_at"])


def keep_all(lane: Lane) -> int:
    """Do all due work of a lane (tests, commands); returns how many were tried."""
    count = 0
    while keep_next(lane):
        count += 1
    return count


@transaction.atomic
def revive(promise_id: UUID, *, by: Actor) -> bool:
    """Take a dead promise up again. False when there is none of that id in the current scope."""
    row = Promise.objects.select_for_update().filter(id=promise_id, dead_at__isnull=False).first()
    if row is None:
        return False
    row.dead_at, row.attempts, row.run_at = None, 0, now()
    row.save(update_fields=["dead_at", "attempts", "run_at"])
    audit.record(row.kelurahan_id, "revive", f"promise:{row.id}", by=by, details={"kind": row.kind})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('outbox', %s)", [row.lane])
    return True


def _try_later(row: Promise, error: Exception) -> None:
    row.last_error = f"{type(error).__name__}: {error}"[:500]
    row.run_at = now() + pause_after(row.attempts)
    if row.attempts >= MAX_ATTEMPTS:
        row.dead_at = now()
    row.save(update_fields=["last_error", "run_at", "dead_at"])
    log.warning("promise not kept", kind=row.kind, id=str(row.id), attempts=row.attempts, error=type(error).__name__)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 1 s, 2 s, 4 s … at most 15 minutes."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 20)), LONGEST_PAUSE)


def begin_round(name: str, night: date) -> bool:
    """Take the work of that night on. False when somebody has done it, or is at it."""
    never = date.min
    Round.objects.get_or_create(name=name, defaults={"night": never})
    free = Q(busy_until=None) | Q(busy_until__lt=now())
    mine = Round.objects.filter(free, name=name, night__lt=night)
    return mine.update(busy_until=now() + LONGEST_ROUND) == 1


def end_round(name: str, night: date, work: registry.Round) -> bool:
    """Do the work taken on. True when it is done; else it is tried again in a while."""
    try:
        work()
    except Exception as error:  # noqa: BLE001  # whatever went wrong, the other rounds are due too
        log.warning("round not done", name=name, error=type(error).__name__, text=str(error)[:200])
        Round.objects.filter(name=name).update(busy_until=now() + LONGEST_PAUSE)
        return False
    Round.objects.filter(name=name).update(night=night, busy_until=None)
    return True
