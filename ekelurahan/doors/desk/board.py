"""The first page of the counter: one search box, and beneath it what waits."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.finding import find
from ekelurahan.applications.queries import (
    ApplicationRow,
    Queue,
    changed_since,
    is_late,
    open_counts,
    open_in,
    waiting_for,
)
from ekelurahan.catalogue.workflow import Role, Status
from ekelurahan.doors.desk.office import COUNTER, office_of
from ekelurahan.doors.desk.queues import LABELS as QUEUES
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.lib.now import now
from ekelurahan.residents.queries import ResidentRow

SHOWN = 8  # lines of a list on the first page; the queue has the rest
TILES = ("baru", "di-lurah", "perbaikan", "siap-cetak")
OVERLAP = timedelta(seconds=2)  # what was written before the page was drawn and seen only after it
NEWS = {  # what others do, and this role wants to hear
    Role.OPERATOR: (Status.APPROVED, Status.ISSUED, Status.REJECTED, Status.RETURNED, Status.REVOKED),
    Role.SECTION_HEAD: (Status.SUBMITTED,),
    Role.SECRETARY: (Status.CHECKED,),
}


@only(*COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """The page. A search is posted, so that no name and no NIK stands in an address or a log."""
    text = request.POST.get("q", "").strip()[:200]
    found = find(text, kelurahan_id=office_of(request.actor)) if text else None
    if found and found.first and ("buka" in request.POST or found.is_single):
        return HttpResponseRedirect(_address_of(found.first))
    since = now() - OVERLAP
    return render(request, "desk/home.html", {"q": text, "found": found, **_board(request.actor, since)})


@only(*COUNTER)
@require_POST
def finder(request: ActorRequest) -> HttpResponse:
    """The answer while somebody types: short, without the page around it."""
    text = request.POST.get("q", "").strip()[:200]
    found = find(text, kelurahan_id=office_of(request.actor)) if text else None
    return render(request, "desk/_found.html", {"q": text, "found": found})


@only(*COUNTER)
@require_safe
def board(request: ActorRequest) -> HttpResponse:
    """What waits now, and what happened since the page was opened."""
    return render(request, "desk/_board.html", _board(request.actor, _since(request)))


def _board(actor: Actor, since: datetime) -> dict[str, object]:
    kelurahan_id = office_of(actor)
    counts = open_counts(kelurahan_id)
    return {
        "tiles": [
            (name, QUEUES[name], sum(counts.get(status, 0) for status in Queue.STATUSES[name])) for name in TILES
        ],
        "work": _work(actor.role, kelurahan_id),
        "since": since.isoformat(),
        "news": changed_since(kelurahan_id, NEWS[actor.role], since),
        "is_late": is_late,
    }


def _work(role: Role, kelurahan_id: int) -> list[tuple[str, str, list[ApplicationRow]]]:
    """Lists with their headings, and what is said when one is empty."""
    if role is not Role.OPERATOR:
        return [(_("Menunggu Anda"), _("Tidak ada yang menunggu Anda."), waiting_for(role, kelurahan_id, SHOWN))]
    ready, returned = open_in(kelurahan_id, [Status.ISSUED], SHOWN), open_in(kelurahan_id, [Status.RETURNED], SHOWN)
    return [
        (_("Siap dicetak dan diserahkan"), _("Tidak ada surat yang siap dicetak."), ready),
        (_("Perlu diperbaiki"), _("Tidak ada yang dikembalikan."), returned),
    ]


def _since(request: HttpRequest) -> datetime:
    try:
        since = datetime.fromisoformat(request.GET.get("sejak", ""))
    except ValueError:
        return now()
    return since if timezone.is_aware(since) else now()


def _address_of(first: ApplicationRow | ResidentRow) -> str:
    name = "desk-request" if isinstance(first, ApplicationRow) else "desk-resident"
    return reverse(name, args=[first.id])
