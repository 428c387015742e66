"""The demo's mailbox: everybody's mail on one page, because in the demo nobody has a mailbox of their own."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ekelurahan.doors.demo.letterbox import find_mail, newest
from ekelurahan.doors.guard import public


@public
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The last messages, newest first."""
    return render(request, "demo/mailbox.html", {"mails": newest(settings.HOME / "mailbox")})


@public
@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    """One message with its links."""
    mail = find_mail(settings.HOME / "mailbox", name)
    if mail is None:
        raise Http404
    return render(request, "demo/message.html", {"mail": mail})
