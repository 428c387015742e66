"""What can be done to a request at the counter. Each act is one call; a refusal shows the page as it stands now."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ekelurahan.applications import actions
from ekelurahan.applications.access import application_for
from ekelurahan.applications.actions import Remark
from ekelurahan.applications.errors import AnswersNotRight, ChangedMeanwhile, Refused
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.workflow import NotAllowed, Role
from ekelurahan.doors.desk.office import CONFLICT, UNPROCESSABLE
from ekelurahan.doors.desk.request_form import RequestForm, file_error, form_of, read_form, uploads_of
from ekelurahan.doors.desk.requests import NO_CONTENT, Typed, labels_of, page
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.files.errors import FileRefused

REASON = "alasan-"


@only(Role.SECTION_HEAD, Role.SECRETARY)
@require_POST
def take(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """I am at it."""
    return _done(request, application_id, lambda: actions.take(application_id, by=request.actor))


@only(Role.SECTION_HEAD, Role.SECRETARY)
@require_POST
def pass_on(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Checked and initialled: by the kasi to the sekretaris, by the sekretaris to the lurah."""
    act = actions.verify if request.actor.role is Role.SECTION_HEAD else actions.endorse
    return _done(request, application_id, lambda: act(application_id, version=_version(request), by=request.actor))


@only(Role.SECTION_HEAD, Role.SECRETARY)
@require_POST
def send_back(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Something has to be mended, and this is what."""
    application = application_for(request.actor, application_id)
    remarks = [
        Remark(target, request.POST.get(REASON + (target or "umum"), "").strip()[:200])
        for target in ("", *labels_of(application))
    ]
    return _done(
        request, application_id, field=REASON + "umum",
        act=lambda: actions.return_for_correction(
            application_id, version=_version(request), remarks=remarks, by=request.actor
        ),
    )  # fmt: skip


@only(Role.OPERATOR)
@require_POST
def resubmit(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Mended: new answers, new files. What was typed is never lost, also when somebody else was faster."""
    application = application_for(request.actor, application_id)
    version = _version(request)
    form = read_form(request, application.kind, application.draft_key)
    try:
        with_files, added = _with_files(request, application, form)
        if with_files.errors:
            return _again(request, application_id, with_files, UNPROCESSABLE)
        actions.resubmit(
            application_id, version=version + added, answers=form.answers, shown=form.shown, by=request.actor
        )
    except AnswersNotRight as refusal:
        return _again(request, application_id, form.with_errors(refusal.errors), UNPROCESSABLE)
    except (ChangedMeanwhile, NotAllowed) as refusal:
        return _again(request, application_id, _beside_the_newer(application, form, str(refusal)), CONFLICT)
    except Refused as refusal:
        return _again(request, application_id, form.with_errors({"": str(refusal)}), UNPROCESSABLE)
    return _to_request(application_id)


@only(Role.OPERATOR)
@require_POST
def cancel(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Withdrawn by the applicant, or a mistake."""
    reason = request.POST.get("reason", "").strip()[:300]
    return _done(
        request,
        application_id,
        field="reason",
        act=lambda: actions.cancel(application_id, reason=reason, by=request.actor),
    )


@only(Role.OPERATOR)
@require_POST
def print_letter(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Note the print, then show the file. A page that prints by itself only wants it noted."""
    answer = _done(request, application_id, lambda: actions.note_print(application_id, by=request.actor))
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    if "HX-Request" in request.headers:
        return HttpResponse(status=NO_CONTENT)
    return HttpResponseRedirect(reverse("desk-letter", args=[application_id]))


@only(Role.OPERATOR)
@require_POST
def hand_over(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The letter is in somebody's hands; the clock stops."""
    recipient = request.POST.get("recipient", "")
    return _done(
        request, application_id, field="recipient",
        act=lambda: actions.hand_over(application_id, recipient=recipient, by=request.actor),
    )  # fmt: skip


def _done(request: ActorRequest, application_id: UUID, act: Callable[[], object], field: str = "") -> HttpResponse:
    """Do it and show the request; or show it as it stands, with the reason and with what was typed."""
    try:
        act()
    except (ChangedMeanwhile, NotAllowed) as refusal:
        errors, status = {"": str(refusal)}, CONFLICT
    except Refused as refusal:
        errors, status = {field: str(refusal)}, UNPROCESSABLE
    else:
        return _to_request(application_id)
    texts = {name: str(value) for name, value in request.POST.items() if not name.startswith("csrf")}
    return page(request, application_for(request.actor, application_id), Typed(None, texts, errors), status=status)


def _again(request: ActorRequest, application_id: UUID, form: RequestForm, status: int) -> HttpResponse:
    application = application_for(request.actor, application_id)
    return page(request, application, Typed(form, {}, form.errors), status=status)


def _with_files(request: ActorRequest, application: Application, form: RequestForm) -> tuple[RequestForm, int]:
    """Keep the good files, name the bad ones. Each one kept is a new version of the request, made by ourselves."""
    errors, added = {}, 0
    for upload in uploads_of(request.FILES, application.kind):
        try:
            actions.attach_to(upload, application_id=application.id, by=request.actor)
        except FileRefused as refusal:
            errors[upload.requirement] = file_error(upload, str(refusal))
        else:
            added += 1
    return form.with_errors(errors), added


def _beside_the_newer(application: Application, form: RequestForm, message: str) -> RequestForm:
    """Where somebody else's answer differs from what was typed, it is told beside the field."""
    newer = form_of(application).answers
    differing = {
        name: _("Isi yang tersimpan sekarang: «%(value)s»") % {"value": newer[name]}
        for name, value in form.answers.items()
        if newer.get(name, "") != value
    }
    return form.with_errors({"": message, **differing})


def _version(request: ActorRequest) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise BadRequest from None


def _to_request(application_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk-request", args=[application_id]))
