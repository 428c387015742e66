"""Setujui, Tolak, Kembalikan, Cabut: each a form, the act behind it, and what is said when it cannot be done."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ekelurahan.accounts.actions import LoginRefused, PasswordWrong
from ekelurahan.applications import actions
from ekelurahan.applications.access import application_for
from ekelurahan.applications.actions import Remark
from ekelurahan.applications.errors import ChangedMeanwhile, ConfirmationNeeded, Refused, RightEnded
from ekelurahan.applications.models import Application
from ekelurahan.applications.queries import EventRow, history_of, waiting_for
from ekelurahan.catalogue.workflow import Act, NotAllowed, Role
from ekelurahan.doors.answers import typed
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.lurah.reading import page_of, short_form
from ekelurahan.doors.lurah.reasons import REFUSALS, REMARKS, REVOCATIONS
from ekelurahan.doors.lurah.seen import Seen, confirmed, seen_in
from ekelurahan.letters.queries import find_letter

FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422
WHOLE = "-whole"  # stands for the empty target in a field's name
REFUSALS_OF_A_FORM = (Refused, PasswordWrong, LoginRefused)
ABOUT_PASSWORD = (ConfirmationNeeded, PasswordWrong, LoginRefused)
DECIDING = {Act.APPROVE, Act.REJECT, Act.RETURN, Act.CANCEL, Act.REVOKE}
both = require_http_methods(["GET", "HEAD", "POST"])


@only(Role.LURAH)
@both
def approval(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The last look: what exactly is approved. Then the approval itself."""

    def approve(seen: Seen) -> HttpResponse:
        actions.approve(application_id, confirmation=seen.confirmation, by=confirmed(request))
        return _to_decision(application_id)

    return _bound(request, application_id, approve, template="lurah/approval.html", act=Act.APPROVE)


@only(Role.LURAH)
@both
def rejection(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Why not, in words that the applicant will read."""

    def reject(seen: Seen) -> HttpResponse:
        reason = typed(request.POST).get("reason", "")
        actions.reject(application_id, confirmation=seen.confirmation, reason=reason, by=confirmed(request))
        return _to_decision(application_id)

    return _bound(request, application_id, reject, template="lurah/rejection.html", act=Act.REJECT)


@only(Role.LURAH)
@both
def correction(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """What has to be mended, each remark tied to its field or paper."""

    def send_back(seen: Seen) -> HttpResponse:
        remarks = [
            Remark("" if name == WHOLE else name, text) for name, text in _remarks(request).items() if text.strip()
        ]
        actions.return_for_correction(application_id, version=seen.version, remarks=remarks, by=request.actor)
        return _to_decision(application_id)

    return _bound(request, application_id, send_back, template="lurah/correction.html", act=Act.RETURN)


@only(Role.LURAH)
@both
def revocation(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Take an issued letter back."""
    application = application_for(request.actor, application_id)

    def go() -> HttpResponse:
        if request.method == "POST":
            actions.revoke(application_id, reason=typed(request.POST).get("reason", ""), by=confirmed(request))
            return _to_decision(application_id)
        application.flow.step(Act.REVOKE, status=application.state, role=request.actor.role)
        return _form(request, application, "lurah/revocation.html")

    return _answered(request, application, go, template="lurah/revocation.html")


@only(Role.LURAH)
@require_safe
def decision(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """What was decided, how far the letter is, and what waits next. An open page asks for its changing part alone."""
    application = application_for(request.actor, application_id)
    last = _last_decision(application)
    if last is None:
        return redirect("lurah-letter", application_id)
    words = {
        "application": application, "last": last,
        "letter": find_letter(application.kelurahan_id, application.id),
        "next": next(iter(waiting_for(Role.LURAH, application.kelurahan_id, limit=1)), None),
    }  # fmt: skip
    template = "lurah/_decision.html" if "HX-Request" in request.headers else "lurah/decision.html"
    return render(request, template, words)


def _bound(
    request: ActorRequest, application_id: UUID, do: Callable[[Seen], HttpResponse], *, template: str, act: Act
) -> HttpResponse:
    """A form bound to what was read on the letter's page; without that it leads back there."""
    application = application_for(request.actor, application_id)
    seen = seen_in(request)
    if seen is None:
        return redirect("lurah-letter", application_id)

    def go() -> HttpResponse:
        if request.method == "POST":
            return do(seen)
        application.flow.step(act, status=application.state, role=request.actor.role)
        seen.require_unchanged(application)
        return _form(request, application, template)

    return _answered(request, application, go, template=template)


def _answered(
    request: ActorRequest, application: Application, go: Callable[[], HttpResponse], *, template: str
) -> HttpResponse:
    """The page of a form, and what is answered when its act is refused."""
    try:
        return go()
    except NotAllowed as refusal:
        return _decided_already(request, application, str(refusal))
    except ChangedMeanwhile as refusal:
        return _look_again(request, application, str(refusal))
    except RightEnded as refusal:
        return failure(request, FORBIDDEN, advice=str(refusal))
    except REFUSALS_OF_A_FORM as refusal:
        return _form(request, application, template, error=refusal)


def _form(
    request: ActorRequest, application: Application, template: str, *, error: Exception | None = None
) -> HttpResponse:
    seen = seen_in(request)
    words = {
        "application": application, "seen": seen, "short_sha256": short_form(seen.content_sha256 if seen else ""),
        "answers": typed(request.POST), "remarks": _remarks(request), "whole": WHOLE,
        "refusals": REFUSALS, "revocations": REVOCATIONS, "suggestions": REMARKS,
        "ask_password": not actions.is_freshly_confirmed(request.actor),
        "error": str(error or ""), "field": "password" if isinstance(error, ABOUT_PASSWORD) else "reason",
    }  # fmt: skip
    return render(request, template, words, status=UNPROCESSABLE if error else 200)


def _look_again(request: ActorRequest, application: Application, why: str) -> HttpResponse:
    """409: the letter as it is now, with a word on top that it changed."""
    words = page_of(application_for(request.actor, application.id), by=request.actor)
    return render(request, "lurah/letter.html", {**words, "changed": why}, status=CONFLICT)


def _decided_already(request: ActorRequest, application: Application, why: str) -> HttpResponse:
    """409: who decided what, and when."""
    application.refresh_from_db(fields=["status"])
    words = {"application": application, "why": why, "last": _last_decision(application)}
    return render(request, "lurah/decided.html", words, status=CONFLICT)


def _last_decision(application: Application) -> EventRow | None:
    return next((event for event in reversed(history_of(application)) if event.act in DECIDING), None)


def _remarks(request: ActorRequest) -> dict[str, str]:
    """Remarks by field or paper as they were typed."""
    start = "remark-"
    return {key.removeprefix(start): str(text) for key, text in request.POST.items() if key.startswith(start)}


def _to_decision(application_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("lurah-decision", args=[application_id]), status=303)
