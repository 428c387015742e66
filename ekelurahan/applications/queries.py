"""Reads over many requests: queues, the inbox, a resident's letters. Light rows, few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from ekelurahan.applications.models import Application, Attachment, Event
from ekelurahan.catalogue.registry import get_product
from ekelurahan.catalogue.workflow import OPEN, Act, Role, Status
from ekelurahan.lib.now import now

PAGE = 30
LATE_AFTER = timedelta(minutes=30)
WAITS_FOR_US = OPEN - {Status.RETURNED}  # a returned one waits for its applicant

_COLUMNS = (
    "id", "kelurahan_id", "number", "service", "product", "resident__name", "status", "submitted_at", "changed_at",
    "taken_name", "version", "working_seconds",
)  # fmt: skip


@dataclass(frozen=True)
class ApplicationRow:
    """One line of a list of requests."""

    id: UUID
    kelurahan_id: int
    number: str
    service: str
    product: str
    resident: str
    status: Status
    submitted_at: datetime
    changed_at: datetime
    taken_name: str
    version: int
    working_seconds: int | None

    @property
    def title(self) -> str:
        """What was asked for."""
        return get_product(self.service, self.product).title


class Queue:
    """The queues of the counter: a name in the address, and the statuses behind it."""

    STATUSES: dict[str, tuple[Status, ...]] = {
        "baru": (Status.SUBMITTED, Status.CHECKED),
        "di-lurah": (Status.AWAITING_LURAH,),
        "perbaikan": (Status.RETURNED,),
        "siap-cetak": (Status.APPROVED, Status.ISSUED),
        "selesai": (Status.HANDED_OVER, Status.REJECTED, Status.CANCELLED, Status.REVOKED),
    }


def open_in(kelurahan_id: int, statuses: Iterable[Status], limit: int = PAGE) -> list[ApplicationRow]:
    """Open requests of an office in these statuses, longest waiting first."""
    rows = Application.objects.filter(kelurahan_id=kelurahan_id, status__among=list(statuses)).order_by(
        "submitted_at", "id"
    )
    return _rows(rows.values_list(*_COLUMNS)[:limit])


def latest_in(
    kelurahan_id: int, statuses: Iterable[Status], *, before: datetime | None = None, limit: int = PAGE
) -> list[ApplicationRow]:
    """Requests of an office in these statuses, last changed first; `before` continues a list."""
    rows = Application.objects.filter(kelurahan_id=kelurahan_id).order_by("-changed_at")
    if before is not None:
        rows = rows.filter(changed_at__lt=before)
    return _latest(rows, statuses, limit)


def open_counts(kelurahan_id: int) -> dict[Status, int]:
    """How many open requests stand in each status: they are few, and an index holds just them."""
    rows = Application.objects.filter(kelurahan_id=kelurahan_id, status__among=OPEN).values_list("status")
    return {Status(status): count for status, count in rows.annotate(count=Count("id"))}


def waiting_for(role: Role, kelurahan_id: int, limit: int = PAGE) -> list[ApplicationRow]:
    """What waits for this role, oldest first."""
    statuses = {
        Role.SECTION_HEAD: (Status.SUBMITTED,),
        Role.SECRETARY: (Status.CHECKED,),
        Role.LURAH: (Status.AWAITING_LURAH,),
        Role.OPERATOR: (Status.ISSUED, Status.RETURNED),
    }
    return open_in(kelurahan_id, statuses.get(role, ()), limit)


def requests_of(
    resident_id: UUID, kelurahan_id: int, limit: int = 20, *, also: Sequence[UUID] = ()
) -> list[ApplicationRow]:  # fmt: skip
    """A resident's requests so far, newest first; `also` are rows that were merged into this one."""
    ids = [resident_id, *also]
    rows = Application.objects.filter(kelurahan_id=kelurahan_id, resident_id__in=ids).order_by("-submitted_at")
    return _rows(rows.values_list(*_COLUMNS)[:limit])


def find_by_number(kelurahan_id: int, text: str) -> ApplicationRow | None:
    """A request by its whole number, as typed or scanned at the counter."""
    rows = Application.objects.filter(kelurahan_id=kelurahan_id, number=text.strip().upper())
    return next(iter(_rows(rows.values_list(*_COLUMNS)[:1])), None)


def row_of(kelurahan_id: int, application_id: UUID) -> ApplicationRow | None:
    """One request as a line of a list."""
    rows = Application.objects.filter(kelurahan_id=kelurahan_id, id=application_id)
    return next(iter(_rows(rows.values_list(*_COLUMNS)[:1])), None)


def changed_since(
    kelurahan_id: int, statuses: Iterable[Status], since: datetime, limit: int = 5
) -> list[ApplicationRow]:
    """Requests that came into one of these statuses after a moment, the newest first: the news of an open page."""
    rows = Application.objects.filter(kelurahan_id=kelurahan_id, changed_at__gt=since).order_by("-changed_at")
    return _latest(rows, statuses, limit)


def _latest(rows: QuerySet[Application], statuses: Iterable[Status], limit: int) -> list[ApplicationRow]:
    """The end of the index for each status: asked for together, all that was ever finished would be read."""
    first, *others = [rows.filter(status__among=[status]).values_list(*_COLUMNS)[:limit] for status in statuses]
    return _rows(first.union(*others, all=True).order_by("-changed_at")[:limit] if others else first)


def late_in(kelurahan_id: int, *, after: datetime | None = None, limit: int = PAGE) -> list[ApplicationRow]:
    """Requests that wait for the office longer than LATE_AFTER, longest first; `after` continues a list."""
    rows = Application.objects.filter(
        kelurahan_id=kelurahan_id, status__among=WAITS_FOR_US, submitted_at__lt=now() - LATE_AFTER
    )
    if after is not None:
        rows = rows.filter(submitted_at__gt=after)
    return _rows(rows.order_by("submitted_at", "id").values_list(*_COLUMNS)[:limit])


def find_by_draft_key(kelurahan_id: int, draft_key: UUID) -> UUID | None:
    """The request that a form became, if it was sent already."""
    return (
        Application.objects.filter(kelurahan_id=kelurahan_id, draft_key=draft_key).values_list("id", flat=True).first()
    )


@dataclass(frozen=True)
class EventRow:
    """One line of a request's history."""

    act: Act
    after: Status
    at: datetime
    name: str
    role: Role
    note: str


def history_of(application: Application) -> list[EventRow]:
    """What happened to a request, oldest first."""
    rows = Event.objects.filter(kelurahan_id=application.kelurahan_id, application=application).order_by("at", "id")
    return [
        EventRow(Act(act), Status(after), at, name, Role(role), note)
        for act, after, at, name, role, note in rows.values_list("act", "after", "at", "name", "role", "note")
    ]


def attachments_of(application: Application) -> Sequence[Attachment]:
    """The files of a request that were not taken out again."""
    return list(
        Attachment.objects.filter(
            kelurahan_id=application.kelurahan_id, application=application, removed_at=None
        ).order_by("added_at")
    )


def drafted_attachments(kelurahan_id: int, draft_key: UUID) -> Sequence[Attachment]:
    """The files that were already sent with a form that is not submitted yet."""
    return list(
        Attachment.objects.filter(
            kelurahan_id=kelurahan_id, draft_key=draft_key, application=None, removed_at=None
        ).order_by("added_at")
    )


def is_late(row: ApplicationRow) -> bool:
    """Whether a request has been waiting for the office longer than half an hour (calendar time: a first sign, not the SOP)."""
    return row.status in WAITS_FOR_US and now() - row.submitted_at > LATE_AFTER


def _rows(values: Iterable[tuple[object, ...]]) -> list[ApplicationRow]:
    return [ApplicationRow(*row[:6], Status(str(row[6])), *row[7:]) for row in values]  # type: ignore[call-arg, arg-type]
