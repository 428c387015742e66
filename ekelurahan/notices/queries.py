"""What was told about an object."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ekelurahan.notices.models import Notice


@dataclass(frozen=True)
class Told:
    """One notice, as the counter sees it."""

    kind: str
    created_at: datetime
    sent_at: datetime | None


def told_about(kelurahan_id: int, about: UUID) -> Sequence[Told]:
    """Notices about a request, oldest first."""
    rows = Notice.objects.filter(kelurahan_id=kelurahan_id, about=about).order_by("created_at")[:20]
    return [Told(row.kind, row.created_at, row.sent_at) for row in rows]
