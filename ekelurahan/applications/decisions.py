"""What was decided: on one request, and by one lurah over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ekelurahan.applications.models import Application, Decision, Event
from ekelurahan.catalogue.registry import get_product
from ekelurahan.catalogue.workflow import Act, Status

PAGE = 30
DECIDING = (Act.APPROVE, Act.REJECT, Act.RETURN, Act.REVOKE)


@dataclass(frozen=True)
class Decided:
    """One line of a lurah's history: the act, and where the request stands since."""

    application_id: UUID
    act: Act
    at: datetime
    note: str
    number: str
    title: str
    resident: str
    status: Status


def decided_by(user_id: UUID, kelurahan_id: int, *, before: datetime | None = None) -> Sequence[Decided]:
    """What somebody decided in an office, newest first, a page of 30; `before` continues the list. One query."""
    events = Event.objects.filter(kelurahan_id=kelurahan_id, user_id=user_id, act__in=DECIDING)
    if before is not None:
        events = events.filter(at__lt=before)
    rows = events.order_by("-at").values_list(
        "application_id", "act", "at", "note", "application__number", "application__service", "application__product",
        "application__resident__name", "application__status",
    )[:PAGE]  # fmt: skip
    return [
        Decided(key, Act(act), at, note, number, get_product(service, product).title, resident, Status(status))
        for key, act, at, note, number, service, product, resident, status in rows
    ]


def find_decision(application: Application) -> Decision | None:
    """The decision on a request, with the content it was bound to; None while it is open."""
    return Decision.objects.filter(kelurahan_id=application.kelurahan_id, application=application).first()
