"""Work that was given up or keeps failing: mail that nobody took, letters that could not be made."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.areas.queries import names_of_kelurahan
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.outbox.actions import revive
from ekelurahan.outbox.queries import dead_promises, troubled_promises

KINDS = {"issue_letter": _("Membuat surat"), "carry_notice": _("Mengirim pemberitahuan")}
PERSONAL = re.compile(r"\S+@\S+|\d{8,}")  # addresses and long numbers in what a mail server answered


@only(Role.CITY)
@require_safe
def deliveries(request: ActorRequest) -> HttpResponse:
    """Both lists, within the reader's area and without personal data."""
    dead, troubled = dead_promises(), troubled_promises()
    words = {
        "dead": dead, "troubled": troubled, "kinds": KINDS,
        "offices": names_of_kelurahan([row.kelurahan_id for row in (*dead, *troubled)]),
        "errors": {row.id: PERSONAL.sub("…", row.last_error)[:200] for row in (*dead, *troubled)},
        "again": request.GET.get("diulang", "") == "1",
    }  # fmt: skip
    return render(request, "monitoring/deliveries.html", words)


@only(Role.CITY)
@require_POST
def repetition(request: ActorRequest, promise_id: UUID) -> HttpResponse:
    """Try it once more, from the beginning."""
    if not revive(promise_id, by=request.actor):
        raise Http404
    return HttpResponseRedirect(f"{reverse('monitoring-deliveries')}?diulang=1", status=303)
