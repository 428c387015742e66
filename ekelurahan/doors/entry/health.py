"""For whoever watches the machine: is the program alive, and can it do its work."""

import shutil

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ekelurahan.doors.guard import public

LEAST_FREE_BYTES = 200 * 1024 * 1024
UNAVAILABLE = 503


@public
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 "ok" once the database answers, 503 before."""
    del request
    return _answer({"database": _database_answers()}, short=True)


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """One line for each thing that letters need; 503 when one is missing."""
    del request
    free = shutil.disk_usage(settings.HOME).free if settings.HOME.exists() else 0
    return _answer({"database": _database_answers(), "disk": free > LEAST_FREE_BYTES})


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _answer(checks: dict[str, bool], *, short: bool = False) -> HttpResponse:
    fine = all(checks.values())
    lines = [f"{name}: {'ok' if good else 'failed'}" for name, good in checks.items()]
    text = "ok" if fine and short else "\n".join(lines)
    status = 200 if fine else UNAVAILABLE
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})
