"""A new request: what is not known yet on the left, the letter itself on the right."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ekelurahan.applications import actions
from ekelurahan.applications.access import attachment_for
from ekelurahan.applications.contacts import contact_problems
from ekelurahan.applications.errors import AnswersNotRight, LikelyDuplicate, Refused
from ekelurahan.applications.queries import drafted_attachments, find_by_draft_key
from ekelurahan.applications.shown import draft_pdf, shown_draft
from ekelurahan.catalogue.service import Product
from ekelurahan.catalogue.workflow import NotAllowed, Role
from ekelurahan.doors.desk.office import UNPROCESSABLE, office_of
from ekelurahan.doors.desk.request_form import RequestForm, blank_form, file_error, key_of, read_form, uploads_of
from ekelurahan.doors.documents import pdf_answer
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.files.errors import FileRefused
from ekelurahan.offices.queries import Handling, handling_of
from ekelurahan.residents.access import resident_for
from ekelurahan.residents.models import Resident


@dataclass(frozen=True)
class Intake:
    """For whom, and for which letter."""

    resident: Resident
    service: str
    handling: Handling

    @property
    def product(self) -> Product:
        """The letter."""
        return self.handling.product


@only(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest, resident_id: UUID, service: str, product: str) -> HttpResponse:
    """The form, and what is done with it. Sent twice it leads to the same receipt."""
    intake = _intake(request, resident_id, service, product)
    if request.method != "POST":
        return _page(request, intake, blank_form(intake.product))
    form = read_form(request, intake.product)
    known = find_by_draft_key(office_of(request.actor), form.draft_key)
    if known is not None:
        return _to_receipt(known)
    form = _with_files(request, form)
    if form.errors or "simpan-berkas" in request.POST or "hapus" in request.POST:
        return _page(request, intake, form)
    return _handed_in(request, intake, form)


@only(Role.OPERATOR)
@require_POST
def preview(request: ActorRequest, resident_id: UUID, service: str, product: str) -> HttpResponse:
    """The letter as it would be, while the form is being filled in. Posted, so that no answer stands in an address."""
    intake = _intake(request, resident_id, service, product)
    answers = read_form(request, intake.product).usable_answers()
    letter = shown_draft(intake.product, resident=intake.resident, answers=answers)
    return render(request, "desk/_letter.html", {"letter": letter})


@only(Role.OPERATOR)
@require_POST
def draft(request: ActorRequest, resident_id: UUID, service: str, product: str) -> HttpResponse:
    """The same as a PDF, marked KONSEP."""
    intake = _intake(request, resident_id, service, product)
    answers = read_form(request, intake.product).usable_answers()
    return pdf_answer(draft_pdf(intake.product, resident=intake.resident, answers=answers), "konsep.pdf")


def _intake(request: ActorRequest, resident_id: UUID, service: str, product: str) -> Intake:
    try:
        handling = handling_of(office_of(request.actor), service, product)
    except KeyError:
        raise Http404 from None
    return Intake(resident_for(request.actor, resident_id), service, handling)


def _with_files(request: ActorRequest, form: RequestForm) -> RequestForm:
    """Keep the good files with the form, take out the one that was asked to go, and name the bad ones."""
    if removed := request.POST.get("hapus"):
        attachment = attachment_for(request.actor, key_of(removed))
        if attachment.draft_key == form.draft_key:
            actions.remove_attachment(attachment, by=request.actor)
    errors = {}
    for upload in uploads_of(request.FILES, form.product):
        try:
            actions.attach(upload, draft_key=form.draft_key, kelurahan_id=office_of(request.actor), by=request.actor)
        except FileRefused as refusal:
            errors[upload.requirement] = file_error(upload, str(refusal))
    return form.with_errors(errors)


def _handed_in(request: ActorRequest, intake: Intake, form: RequestForm) -> HttpResponse:
    errors = contact_problems(email=form.contact_email, phone=form.contact_phone)
    try:
        if not errors:
            return _to_receipt(actions.submit(form.as_request(intake.service, intake.resident.id), by=request.actor).id)
    except AnswersNotRight as refusal:
        errors = dict(refusal.errors)
    except LikelyDuplicate as refusal:
        return _page(request, intake, form.with_errors({"tetap": str(refusal)}), twin=refusal.application_id)
    except (Refused, NotAllowed) as refusal:
        errors = {"": str(refusal)}
    return _page(request, intake, form.with_errors(errors))


def _page(request: ActorRequest, intake: Intake, form: RequestForm, *, twin: UUID | None = None) -> HttpResponse:
    resident, product = intake.resident, intake.product
    words = {
        "resident": resident,
        "service": intake.service,
        "product": product,
        "handling": intake.handling,
        "form": form,
        "attachments": drafted_attachments(office_of(request.actor), form.draft_key)
        if request.method == "POST"
        else [],
        "twin": twin,
        "letter": shown_draft(product, resident=resident, answers=form.usable_answers()),
    }
    return render(request, "desk/new.html", words, status=UNPROCESSABLE if form.errors else 200)


def _to_receipt(application_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk-receipt", args=[application_id]))
