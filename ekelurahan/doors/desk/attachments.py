"""Files of requirements: shown, added, taken out again."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.applications import actions
from ekelurahan.applications.access import application_for, attachment_for
from ekelurahan.applications.errors import Refused
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.desk.office import COUNTER, UNPROCESSABLE
from ekelurahan.doors.desk.request_form import FILE, file_error, uploads_of
from ekelurahan.doors.desk.requests import Typed, page
from ekelurahan.doors.documents import file_answer
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.files.errors import FileRefused
from ekelurahan.files.storage import read_file
from ekelurahan.lib.sealed_box import BoxBroken


@only(*COUNTER)
@require_safe
def show(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """One file: pictures in place, everything else to be saved."""
    attachment = attachment_for(request.actor, attachment_id)
    try:
        content = read_file(attachment.id)
    except (FileNotFoundError, BoxBroken):
        return failure(
            request, 404, advice=_("Berkas ini tidak dapat dibaca lagi. Minta pemohon menyerahkannya sekali lagi.")
        )
    is_image = attachment.content_type.startswith("image/")
    return file_answer(content, content_type=attachment.content_type, name=attachment.name, inline=is_image)


@only(Role.OPERATOR)
@require_POST
def add(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """More files for a request that is not decided yet. Good ones are kept, bad ones are named."""
    application = application_for(request.actor, application_id)
    errors = {}
    for upload in uploads_of(request.FILES, application.kind):
        try:
            actions.attach_to(upload, application_id=application.id, by=request.actor)
        except FileRefused as refusal:
            errors[FILE + upload.requirement] = file_error(upload, str(refusal))
        except Refused as refusal:
            errors[""] = str(refusal)
    if not errors:
        return HttpResponseRedirect(reverse("desk-request", args=[application.id]))
    fresh = application_for(request.actor, application_id)
    return page(request, fresh, Typed(errors=errors), status=UNPROCESSABLE)


@only(Role.OPERATOR)
@require_POST
def remove(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """Take a file of a request out again."""
    attachment = attachment_for(request.actor, attachment_id)
    try:
        actions.remove_attachment(attachment, by=request.actor)
    except Refused as refusal:
        return failure(request, 409, advice=str(refusal))
    if attachment.application_id is None:
        return HttpResponseRedirect(reverse("desk-home"))
    return HttpResponseRedirect(reverse("desk-request", args=[attachment.application_id]))
