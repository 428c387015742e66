"""The first page of the registry: what can be done, and the people of the office by RT, RW and status."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.columns import words_of
from ekelurahan.doors.registry.office import READERS, office_of
from ekelurahan.residents.doubles.reviewing import count_open
from ekelurahan.residents.listing import Wanted, listed, places_of
from ekelurahan.residents.queries import search
from ekelurahan.residents.transfers.queries import waiting_in

MOST_FOUND = 20  # lines of one search
STATUSES: dict[str, Promise] = {
    "": lazy("Penduduk sekarang"),
    "nonpermanen": lazy("Penduduk nonpermanen"),
    "meninggal": lazy("Meninggal"),
    "pindah": lazy("Pindah"),
    "hilang": lazy("Hilang"),
    "salah-catat": lazy("Salah catat atau digabung"),
}


@only(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """The page. Nothing is counted: a next page begins after the last person of this one.

    A search is posted, so that no name and no NIK stands in an address or a log; whoever alone is found is opened.
    """
    kelurahan_id = office_of(request.actor)
    sought = request.POST.get("q", "").strip()[:200]
    found = search(sought, MOST_FOUND) if sought else []
    if len(found) == 1:
        return HttpResponseRedirect(reverse("registry-resident", args=[found[0].id]))
    wanted = _wanted(request)
    rows, has_more = listed(kelurahan_id, wanted, after=_after(request))
    words = {
        "q": sought,
        "found": found,
        "rows": rows,
        "next": rows[-1].id if has_more else None,
        "is_first": "setelah" not in request.GET,
        "place": request.GET.get("wilayah", ""),
        "status": wanted.status,
        "statuses": list(STATUSES.items()),
        "places": _places(places_of(kelurahan_id)),
        "waiting": len(waiting_in(kelurahan_id)),
        "doubles": count_open(kelurahan_id),
        "words_of": words_of,
    }
    return render(request, "registry/home.html", words)


def _wanted(request: HttpRequest) -> Wanted:
    """RW and RT stand in one choice: 002 or 002-004. What is no choice of ours is as if nothing were chosen."""
    rw, _bar, rt = request.GET.get("wilayah", "").partition("-")
    status = request.GET.get("status", "")
    return Wanted(rw[:3], rt[:3], status if status in STATUSES else "")


def _after(request: HttpRequest) -> UUID | None:
    text = request.GET.get("setelah", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _places(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each RW, and beneath it its RT."""
    options: list[tuple[str, str]] = []
    for rw, rt in found:
        if rw and (not options or options[-1][0].split("-")[0] != rw):
            options.append((rw, _("RW %(rw)s, semua RT") % {"rw": rw}))
        if rw and rt:
            options.append((f"{rw}-{rt}", _("RW %(rw)s RT %(rt)s") % {"rw": rw, "rt": rt}))
    return options
