"""What waits and what was given up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ekelurahan.outbox.models import Promise


@dataclass(frozen=True)
class DeadPromise:
    """A line of the dead-letter list."""

    id: UUID
    kelurahan_id: int
    kind: str
    attempts: int
    last_error: str
    created_at: datetime
    dead_at: datetime | None


def dead_promises(limit: int = 100) -> list[DeadPromise]:
    """Work that was given up, newest first, within the current scope."""
    rows = Promise.objects.filter(dead_at__isnull=False).order_by("-dead_at")[:limit]
    return [DeadPromise(r.id, r.kelurahan_id, r.kind, r.attempts, r.last_error, r.created_at, r.dead_at) for r in rows]


def troubled_promises(limit: int = 100) -> list[DeadPromise]:
    """Work that failed at least once and will be tried again, within the current scope. Its first attempt, while it
    runs, is no trouble; a second one is, even if the first left no word because its worker died.
    """
    failed = ~Q(last_error="") | Q(attempts__gt=1)
    rows = Promise.objects.filter(failed, dead_at=None, done_at=None, attempts__gt=0).order_by("run_at")[:limit]
    return [DeadPromise(r.id, r.kelurahan_id, r.kind, r.attempts, r.last_error, r.created_at, None) for r in rows]
