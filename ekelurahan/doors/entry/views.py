"""Coming in, going out, and choosing a language."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ekelurahan.accounts import actions, queries
from ekelurahan.accounts.sessions import actor_for_token
from ekelurahan.doors.entry.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import EVERY_ROLE, ActorRequest, actor_of, only, public
from ekelurahan.doors.language import COOKIE, YEAR
from ekelurahan.doors.navigation import menu_for
from ekelurahan.doors.visitor import device_name, device_of

UNPROCESSABLE = 422


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The form, and what is done with it."""
    if request.method == "POST":
        return _let_in(request)
    actor = actor_of(request)
    if actor is not None:
        return HttpResponseRedirect(_next(request, menu_for(actor.role).home))
    return _form(request)


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End this session. Also when it has ended already."""
    actions.log_out(request.COOKIES.get(settings.SESSION_COOKIE, ""))
    response = HttpResponseRedirect(reverse("entry-login"))
    response.delete_cookie(settings.SESSION_COOKIE, samesite="Lax")
    return response


@only(*EVERY_ROLE)
@require_safe
def sessions(request: ActorRequest) -> HttpResponse:
    """Where I am logged in."""
    rows = [(row, device_name(row.user_agent)) for row in queries.sessions_of(request.actor)]
    return render(request, "entry/sessions.html", {"rows": rows})


@only(*EVERY_ROLE)
@require_POST
def revoke(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """End another session of mine, on a phone that was lost or lent."""
    actions.revoke_session(session_id, by=request.actor)
    return HttpResponseRedirect(reverse("entry-sessions"))


@public
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language. Without a token, so that public pages need no cookie; other sites are refused all the same."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return failure(request, 403)
    response = HttpResponseRedirect(_next(request, "/"))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(COOKIE, wanted, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    return response


def _let_in(request: HttpRequest) -> HttpResponse:
    username, password = request.POST.get("username", ""), request.POST.get("password", "")
    try:
        token = actions.log_in(username, password, device=device_of(request))
    except actions.LoginRefused as refusal:
        return _form(request, username=username, error=str(refusal))
    actor = actor_for_token(token)
    if actor is None:
        actions.log_out(token)
        return _form(
            request, username=username, error=_("Akun ini belum atau tidak lagi bertugas. Hubungi admin kota.")
        )
    rotate_token(request)
    response = HttpResponseRedirect(_next(request, menu_for(actor.role).home))
    response.set_cookie(
        settings.SESSION_COOKIE,
        token,
        max_age=settings.SESSION_HOURS * 3600,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _form(request: HttpRequest, *, username: str = "", error: str = "") -> HttpResponse:
    words = {
        "username": username,
        "errors": {"username": error} if error else {},
        "next": request.POST.get("next", request.GET.get("next", "")),
        "accounts": DEMO_ACCOUNTS if settings.DEMO else (),
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "entry/login.html", words, status=UNPROCESSABLE if error else 200)


def _next(request: HttpRequest, otherwise: str) -> str:
    """Where the visitor wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted != "/" else otherwise
