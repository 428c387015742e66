"""Is this letter real? By the code on it, or by the file itself."""

from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.accounts.actions import count_attempt
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import public
from ekelurahan.doors.visitor import address_of
from ekelurahan.letters.inspection import State, inspect
from ekelurahan.letters.keys import KeyUnusableError, ca_certificate
from ekelurahan.letters.queries import verified_by_code, verified_by_file
from ekelurahan.lib.tokens import normalised

WRONG_CODES = 30  # from one address in the window
FILES = 20
WINDOW = timedelta(minutes=10)
NOT_FOUND, TOO_LARGE, TOO_MANY, UNPROCESSABLE = 404, 413, 429, 422


@public
@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """Two ways to check a letter. A code typed here leads to the address that the QR holds."""
    code = normalised(request.GET.get("kode", ""))
    if code:
        return HttpResponseRedirect(reverse("portal-letter", args=[code]))
    return render(request, "portal/verify.html", {"error": ""})


@public
@require_safe
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """What anybody may know who holds the letter. Only wrong codes are counted: right ones cost as little as they can."""
    found = verified_by_code(code)
    if found is not None:
        return render(request, "portal/letter.html", {"letter": found, "file": None})
    if not count_attempt(f"verify:{address_of(request)}", limit=WRONG_CODES, window=WINDOW):
        return failure(request, TOO_MANY)
    return render(request, "portal/unknown_letter.html", status=NOT_FOUND)


@public
@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """The file as it was received: exactly ours, ours but changed, or not ours."""
    if not count_attempt(f"verify-file:{address_of(request)}", limit=FILES, window=WINDOW):
        return failure(request, TOO_MANY)
    sent = request.FILES.get("berkas")
    if not isinstance(sent, UploadedFile):
        return render(request, "portal/verify.html", {"error": "missing"}, status=UNPROCESSABLE)
    if (sent.size or 0) > settings.UPLOAD_MAX_BYTES:
        return failure(request, TOO_LARGE, back=reverse("portal-verify"))
    return _judged(request, sent.read())


def _judged(request: HttpRequest, pdf: bytes) -> HttpResponse:
    found = verified_by_file(pdf)
    if found is not None:
        return render(request, "portal/letter.html", {"letter": found, "file": State.INTACT})
    return render(request, "portal/file.html", {"state": _state_of(pdf)})


def _state_of(pdf: bytes) -> State:
    """What a file is that is not among those we keep. Sealed by us all the same: not the letter that was issued."""
    try:
        state = inspect(pdf, ca_certificate(settings.HOME / "keys")).state
    except KeyUnusableError:  # nothing was ever sealed here
        state = State.UNSIGNED if pdf.startswith(b"%PDF-") else State.NOT_A_PDF
    return State.CHANGED if state is State.INTACT else state
