"""Looking for a person in the whole kecamatan or city. Who looked is written down; whom they found is not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ekelurahan.areas.queries import area_of, names_of_kelurahan
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.residents.actions import search_area
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.queries import FIRST_DIGITS

SHOWN = 50


@only(Role.CAMAT, Role.CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: ActorRequest) -> HttpResponse:
    """The search. It is posted, so that no name and no NIK stands in an address or a log."""
    text = request.POST.get("q", "").strip()[:200]
    found, problem = [], ""
    try:
        found = search_area(text, by=request.actor, limit=SHOWN + 1) if text else []
    except Refused as refused:
        problem = str(refused)
    words = {
        "q": text, "found": found[:SHOWN], "is_more": len(found) > SHOWN, "shown": SHOWN, "problem": problem,
        "place": area_of(request.actor.area_code), "digits": FIRST_DIGITS,
        "offices": names_of_kelurahan([row.kelurahan_id for row in found]),
    }  # fmt: skip
    return render(request, "monitoring/people.html", words, status=429 if problem else 200)
