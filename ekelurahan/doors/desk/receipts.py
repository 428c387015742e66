"""The receipt: number, PIN and QR, printed at the counter or sent by e-mail."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from ekelurahan.applications import actions
from ekelurahan.applications.access import application_for, tracking_pin
from ekelurahan.applications.actions.telling import tracking_link
from ekelurahan.applications.errors import Refused
from ekelurahan.catalogue.registry import get_service
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.desk.office import COUNTER
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.letters.qr import qr_svg
from ekelurahan.notices.queries import told_about
from ekelurahan.offices.queries import get_office


@only(*COUNTER)
@require_safe
def receipt(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The page, made for paper too."""
    application = application_for(request.actor, application_id)
    link = tracking_link(application)
    sent = [told for told in told_about(application.kelurahan_id, application.id) if told.kind == "receipt"]
    words = {
        "application": application,
        "office": get_office(application.kelurahan_id),
        "target_minutes": get_service(application.service).target_minutes,
        "pin": tracking_pin(application.id),
        "link": link,
        "qr": Markup(qr_svg(link, title=_("Kode QR untuk melacak permohonan"))),  # noqa: S704  # an SVG of our own making
        "sent": sent,
    }
    return render(request, "desk/receipt.html", words)


@only(Role.OPERATOR)
@require_POST
def send(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Mail it to the address that was left."""
    application = application_for(request.actor, application_id)
    back = reverse("desk-receipt", args=[application.id])
    try:
        actions.send_receipt(application, by=request.actor)
    except Refused as refusal:
        return failure(request, 409, advice=str(refusal), back=back)
    return HttpResponseRedirect(back)
