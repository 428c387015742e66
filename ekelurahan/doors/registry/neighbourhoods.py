"""Who leads which RT and RW, and since when."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.doors.registry.office import KEEPERS, READERS, UNPROCESSABLE, office_of
from ekelurahan.lib.dates_id import short_date
from ekelurahan.lib.now import now
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.neighbourhoods.actions import Term, begin_term, end_term
from ekelurahan.residents.neighbourhoods.queries import terms


@only(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def leaders(request: ActorRequest) -> HttpResponse:
    """The list, and the form for a new term: the term before it ends the day before."""
    if request.method != "POST" or request.actor.role not in KEEPERS:
        return _page(request, Typed(), {})
    typed = Typed(request.POST)
    since = typed.day("since")
    typed.require({"since": _("Isi tanggal mulai menjabat.")})
    try:
        typed.require_read()
        assert since is not None
        term = Term(typed.text("rw"), typed.text("rt"), typed.text("head_name"), since, typed.text("phone"))
        begin_term(term, kelurahan_id=office_of(request.actor), by=request.actor)
    except Refused as refusal:
        return _page(request, typed, refusal.problems)
    return _to_list()


@only(*KEEPERS)
@require_POST
def end(request: ActorRequest, term_id: UUID) -> HttpResponse:
    """A term ends."""
    typed = Typed(request.POST)
    until = typed.day("until")
    typed.require({"until": _("Isi tanggal berakhir.")})
    try:
        typed.require_read()
        assert until is not None
        end_term(term_id, until, kelurahan_id=office_of(request.actor), by=request.actor)
    except Refused as refusal:
        return _page(request, Typed(), {"": " ".join(refusal.problems.values())})
    return _to_list()


def _page(request: ActorRequest, typed: Typed, errors: Mapping[str, str]) -> HttpResponse:
    today = timezone.localdate(now())
    rows = terms(office_of(request.actor))
    words = {
        "current": [row for row in rows if row.since <= today and (row.until is None or row.until >= today)],
        "others": [row for row in rows if row.since > today or (row.until is not None and row.until < today)],
        "may_write": request.actor.role in KEEPERS,
        "typed": typed or None,
        "errors": errors,
        "today": short_date(today),
    }
    return render(request, "registry/neighbourhoods.html", words, status=UNPROCESSABLE if errors else 200)


def _to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("registry-neighbourhoods"))
