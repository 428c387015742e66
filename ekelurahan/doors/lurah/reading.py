"""The letter as it will be issued, and the evidence beside it. Nothing here changes anything."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.access import application_for, attachment_for
from ekelurahan.applications.actions import signer_block
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.decisions import find_decision
from ekelurahan.applications.models import Application
from ekelurahan.applications.timing import working_seconds_of
from ekelurahan.catalogue.letter import content_from_dict
from ekelurahan.catalogue.workflow import Act, Role, Status
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.lurah.evidence import evidence_of
from ekelurahan.files.storage import read_file
from ekelurahan.letters.composition import draft_sheet, sheet_of
from ekelurahan.letters.queries import find_file, find_letter
from ekelurahan.letters.sheet import Sheet
from ekelurahan.letters.typesetting import CannotBePrintedError, typeset
from ekelurahan.lib.now import now
from ekelurahan.lib.sealed_box import BoxBroken
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import get_office

CONFLICT = 409
DECISIONS = {Act.APPROVE, Act.REJECT}


@only(Role.LURAH)
@require_safe
def letter(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The letter first, then what speaks for and against it, then the three buttons."""
    application = application_for(request.actor, application_id)
    return render(request, "lurah/letter.html", page_of(application, by=request.actor))


@only(Role.LURAH)
@require_safe
def state(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """For an open page: has the request changed since it was shown?"""
    application = application_for(request.actor, application_id)
    changed = str(application.version) != request.GET.get("versi", "")
    return render(request, "lurah/_changed.html", {"application": application, "changed": changed})


@only(Role.LURAH)
@require_safe
def draft(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The very page that would be printed, marked KONSEP."""
    application = application_for(request.actor, application_id)
    office = get_office(application.kelurahan_id)
    try:
        pdf = typeset(_draft(application, office, by=request.actor))
    except CannotBePrintedError as error:
        return failure(request, CONFLICT, advice=str(error))
    return _file(pdf, "application/pdf", f"konsep-{application.number}.pdf", inline=True)


@only(Role.LURAH)
@require_safe
def issued(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The sealed letter, byte for byte."""
    application = application_for(request.actor, application_id)
    found = find_letter(application.kelurahan_id, application.id)
    file = found and find_file(application.kelurahan_id, found.id)
    if not file:
        raise Http404
    return _file(bytes(file.pdf), "application/pdf", f"surat-{application.number}.pdf", inline=True)


@only(Role.LURAH)
@require_safe
def attachment(request: ActorRequest, attachment_id: UUID) -> HttpResponse:
    """A picture or PDF of a requirement; the browser shows it in the page, and never opens it by itself."""
    found = attachment_for(request.actor, attachment_id)
    try:
        content = read_file(found.id)
    except (FileNotFoundError, BoxBroken):
        raise Http404 from None
    return _file(content, found.content_type, found.name, inline=False)


def page_of(application: Application, *, by: Actor) -> dict[str, object]:
    """Everything that the page of a letter shows."""
    office = get_office(application.kelurahan_id)
    sheet = _sheet(application, office, by=by)
    evidence = evidence_of(application)
    until = application.finished_at or now()
    return {
        "application": application,
        "acts": {act.value for act in application.flow.acts(status=application.state, role=by.role)},
        "sheet": sheet,
        "content_sha256": sheet.content.sha256(),
        "short_sha256": short_form(sheet.content.sha256()),
        "evidence": evidence,
        "decided": next((event for event in reversed(evidence.history) if event.act in DECISIONS), None),
        "minutes": working_seconds_of(application, office=office, until=until) // 60,
    }


def _sheet(application: Application, office: Office, *, by: Actor) -> Sheet:
    """As it was decided on, or as it would be decided on now."""
    if application.state in {Status.APPROVED, Status.ISSUED, Status.HANDED_OVER, Status.REVOKED}:
        found = find_letter(application.kelurahan_id, application.id)
        if found is not None:
            return sheet_of(found, scan_png=b"")
    return _draft(application, office, by=by)


def _draft(application: Application, office: Office, *, by: Actor) -> Sheet:
    decision = find_decision(application) if application.state is Status.REJECTED else None
    content = content_from_dict(decision.content) if decision else content_of(application, office=office)
    return draft_sheet(content, office=office, signer=signer_block(by, office), on=_today())


def _today() -> date:
    return timezone.localdate(now())


def _file(content: bytes, content_type: str, name: str, *, inline: bool) -> HttpResponse:
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": content_disposition_header(as_attachment=not inline, filename=name) or "inline",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)


def short_form(sha256: str) -> str:
    """The beginning of a fingerprint in groups that two people can compare: 3f2a 91c0 77de 0b15."""
    return " ".join(sha256[start : start + 4] for start in range(0, 16, 4))
