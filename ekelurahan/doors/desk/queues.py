"""The queues: everything in one state, page by page."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ekelurahan.applications.queries import PAGE, ApplicationRow, Queue, is_late, late_in, latest_in, open_counts
from ekelurahan.doors.desk.office import COUNTER, office_of
from ekelurahan.doors.guard import ActorRequest, only

LABELS = {
    "baru": _("Baru"),
    "di-lurah": _("Di lurah"),
    "perbaikan": _("Perlu perbaikan"),
    "siap-cetak": _("Siap cetak"),
    "selesai": _("Selesai"),
    "terlambat": _("Terlambat"),
}


@only(*COUNTER)
@require_safe
def first(request: ActorRequest) -> HttpResponse:
    """The queue that most people want."""
    del request
    return HttpResponseRedirect(reverse("desk-queue", args=["baru"]))


@only(*COUNTER)
@require_safe
def queue(request: ActorRequest, name: str) -> HttpResponse:
    """One queue, last changed first."""
    if name not in Queue.STATUSES:
        raise Http404
    rows = latest_in(office_of(request.actor), Queue.STATUSES[name], before=_moment(request), limit=PAGE + 1)
    return _page(request, name, rows, [row.changed_at for row in rows])


@only(*COUNTER)
@require_safe
def late(request: ActorRequest) -> HttpResponse:
    """What waits too long, longest first."""
    rows = late_in(office_of(request.actor), after=_moment(request), limit=PAGE + 1)
    return _page(request, "terlambat", rows, [row.submitted_at for row in rows])


def _page(request: ActorRequest, name: str, rows: list[ApplicationRow], moments: list[datetime]) -> HttpResponse:
    counts = open_counts(office_of(request.actor))
    words = {
        "name": name,
        "labels": LABELS,
        "counts": {
            queue: sum(counts.get(status, 0) for status in statuses)
            for queue, statuses in Queue.STATUSES.items()
            if queue != "selesai"
        },
        "rows": rows[:PAGE],
        "next": moments[PAGE - 1].isoformat() if len(rows) > PAGE else "",
        "continued": "dari" in request.GET,
        "is_late": is_late,
    }
    return render(request, "desk/queue.html", words)


def _moment(request: HttpRequest) -> datetime | None:
    """Where the list goes on. What cannot be read begins at the beginning."""
    try:
        moment = datetime.fromisoformat(request.GET.get("dari", ""))
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None
