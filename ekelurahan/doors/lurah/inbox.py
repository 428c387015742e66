"""What waits for the lurah, what he decided, and what was issued."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from ekelurahan.accounts.actions import count_attempt
from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.decisions import PAGE, decided_by
from ekelurahan.applications.queries import ApplicationRow, find_by_number, latest_in, open_counts, waiting_for
from ekelurahan.applications.timing import waited_seconds
from ekelurahan.catalogue.registry import get_service
from ekelurahan.catalogue.workflow import Role, Status
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.letters.queries import find_letter_numbered, numbers_of
from ekelurahan.offices.queries import HandleKind, find_handle, get_office

OUT = (Status.ISSUED, Status.HANDED_OVER, Status.REVOKED)
IN_WORK = (Status.SUBMITTED, Status.CHECKED, Status.RETURNED)
WRONG_CODES = 30  # in the window
WINDOW = timedelta(minutes=15)
TOO_MANY = 429

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WaitingRow:
    """A request that waits, with its clock."""

    row: ApplicationRow
    minutes: int  # working minutes since it was handed in

    @property
    def is_late(self) -> bool:
        """Whether it waits longer than its service promises."""
        return self.minutes > get_service(self.row.service).target_minutes


@only(Role.LURAH)
@require_safe
def waiting(request: ActorRequest) -> HttpResponse:
    """The inbox, oldest first; an open page asks for its changing part alone."""
    kelurahan_id = office_of(request.actor)
    counts = open_counts(kelurahan_id)
    glance = {
        "waiting": counts.get(Status.AWAITING_LURAH, 0),
        "in_work": sum(counts.get(status, 0) for status in IN_WORK),
        "ready": counts.get(Status.APPROVED, 0) + counts.get(Status.ISSUED, 0),
    }
    template = "lurah/_inbox.html" if "HX-Request" in request.headers else "lurah/inbox.html"
    return render(request, template, {"rows": _waiting_rows(kelurahan_id), "glance": glance})


@only(Role.LURAH)
@require_safe
def history(request: ActorRequest) -> HttpResponse:
    """What I decided, newest first."""
    before = moment(request)
    rows = decided_by(request.actor.user_id, office_of(request.actor), before=before)
    more = rows[-1].at.isoformat() if len(rows) == PAGE else ""
    return render(request, "lurah/history.html", {"rows": rows, "more": more, "first": before is None})


@only(Role.LURAH)
@require_safe
def archive(request: ActorRequest) -> HttpResponse:
    """The letters of the office, latest first, or the one that bears a number."""
    kelurahan_id, wanted = office_of(request.actor), request.GET.get("q", "").strip()[:120]
    if wanted:
        found = find_by_number(kelurahan_id, wanted)
        letter = None if found else find_letter_numbered(kelurahan_id, wanted)
        if found or letter:
            return redirect("lurah-letter", found.id if found else letter.application_id)  # type: ignore[union-attr]
    before = moment(request)
    rows = latest_in(kelurahan_id, OUT, before=before, limit=PAGE)
    words = {
        "rows": rows, "numbers": numbers_of(kelurahan_id, [row.id for row in rows]), "q": wanted,
        "more": rows[-1].changed_at.isoformat() if len(rows) == PAGE else "", "first": before is None,
    }  # fmt: skip
    return render(request, "lurah/archive.html", words)


@only(Role.LURAH)
@require_safe
def by_mail(request: ActorRequest, code: str) -> HttpResponse:
    """Where the link in the mail leads. It shows the way and changes nothing; another office's link does not exist."""
    found = find_handle(code, HandleKind.INBOX)
    if found is not None and found[0] in request.actor.area:
        response = redirect("lurah-letter", found[1])
        response.headers["Referrer-Policy"] = "no-referrer"  # the code goes nowhere, not even to our own pages
        return response
    who = request.actor.username
    log.warning("refused: %s followed %s link", who, "another office's" if found else "an unknown")
    if not count_attempt(f"inbox-code:{who}", limit=WRONG_CODES, window=WINDOW):
        return failure(request, TOO_MANY)
    raise Http404


def office_of(actor: Actor) -> int:
    """The office of a lurah. Raises Http404 for one who is posted to no single office."""
    if actor.kelurahan_id is None:
        raise Http404
    return actor.kelurahan_id


def moment(request: HttpRequest) -> datetime | None:
    """Where a list continues: `?sebelum=` as an ISO moment; anything else begins at the beginning."""
    try:
        found = parse_datetime(request.GET.get("sebelum", ""))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _waiting_rows(kelurahan_id: int) -> Sequence[WaitingRow]:
    rows = waiting_for(Role.LURAH, kelurahan_id)
    seconds = (
        waited_seconds({row.id: row.submitted_at for row in rows}, office=get_office(kelurahan_id)) if rows else {}
    )
    return [WaitingRow(row, seconds[row.id] // 60) for row in rows]
