"""Where is my letter? By number and PIN, or by the QR on the receipt."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ekelurahan.accounts.actions import count_attempt
from ekelurahan.applications.tracking import Tracked, tracked_by_handle, tracked_by_number
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import public
from ekelurahan.doors.visitor import address_of
from ekelurahan.lib.tokens import normalised

TRIES_PER_NUMBER = 20  # in the window: a PIN has a million values
TRIES_PER_ADDRESS = 60
WRONG_CODES = 30
WINDOW = timedelta(minutes=15)
NOT_FOUND, TOO_MANY, UNPROCESSABLE = 404, 429, 422


@public
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Number and PIN are posted, so that neither stands in an address or a log."""
    if request.method != "POST":
        return render(request, "portal/track.html", {"number": "", "wrong": False})
    number, pin = request.POST.get("number", "").strip()[:40], request.POST.get("pin", "").strip()[:12]
    if not _may_try(request, number):
        return failure(request, TOO_MANY)
    found = tracked_by_number(number, pin)
    if found is None:
        return render(request, "portal/track.html", {"number": number, "wrong": True}, status=UNPROCESSABLE)
    return _shown(request, found)


@public
@require_safe
def by_handle(request: HttpRequest, code: str) -> HttpResponse:
    """The same page from the receipt's QR."""
    found = tracked_by_handle(code)
    if found is not None:
        return _shown(request, found)
    if not count_attempt(f"track-code:{address_of(request)}", limit=WRONG_CODES, window=WINDOW):
        return failure(request, TOO_MANY)
    return failure(request, NOT_FOUND)


def _shown(request: HttpRequest, found: Tracked) -> HttpResponse:
    response = render(request, "portal/request.html", {"request_": found})
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_try(request: HttpRequest, number: str) -> bool:
    from_here = count_attempt(f"track:{address_of(request)}", limit=TRIES_PER_ADDRESS, window=WINDOW)
    return count_attempt(f"track:{normalised(number)}", limit=TRIES_PER_NUMBER, window=WINDOW) and from_here
