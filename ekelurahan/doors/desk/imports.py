"""Importing residents from a file: upload, look at the trial, choose the columns where need be, confirm, watch it being done."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.desk.office import CONFLICT, UNPROCESSABLE, office_of
from ekelurahan.doors.documents import file_answer
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.residents.importing.choosing import Mapping, Offer
from ekelurahan.residents.importing.fields import LABELS
from ekelurahan.residents.importing.jobs import actions
from ekelurahan.residents.importing.jobs.downloads import refused_file
from ekelurahan.residents.importing.jobs.storage import Job, find_job
from ekelurahan.residents.importing.layouts import NEEDED
from ekelurahan.residents.tables import KINDS

NO_CONTENT = 204


@only(Role.OPERATOR, Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Choose a file; it is tried out first."""
    if request.method != "POST":
        return render(request, "desk/import.html", {"error": ""})
    file = request.FILES.get("berkas")
    content, name = (file.read(actions.MAX_BYTES + 1), file.name or "") if isinstance(file, UploadedFile) else (b"", "")
    try:
        job = actions.try_out(content, name, kelurahan_id=office_of(request.actor), by=request.actor)
    except actions.NotTaken as refusal:
        return render(request, "desk/import.html", {"error": str(refusal)}, status=UNPROCESSABLE)
    return _to_job(job.id)


@only(Role.OPERATOR, Role.SECRETARY)
@require_safe
def job(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """How far it is, and in the end the report. An open page asks again with what it shows."""
    found = _job(request, job_id)
    if request.GET.get("sampai") == f"{found.state}-{found.done}":
        return HttpResponse(status=NO_CONTENT)
    return render(request, "desk/import_job.html", {"job": found, "error": ""})


@only(Role.OPERATOR, Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """What each column of the file means: our guess, or what was chosen; another choice is tried out at once."""
    found = _job(request, job_id)
    offer = _offer(found, str(request.GET.get("lembar", "")))
    if request.method != "POST":
        return render(request, "desk/import_columns.html", _shown(found, offer, _known(found, offer), ""))
    chosen = {place: name for place in range(len(offer.headings)) if (name := request.POST.get(f"k{place}")) in LABELS}
    try:
        actions.choose(found, Mapping(offer.sheet, chosen), by=request.actor)
    except actions.NotTaken as refusal:
        shown = _shown(found, offer, chosen, str(refusal))
        return render(request, "desk/import_columns.html", shown, status=UNPROCESSABLE)
    return _to_job(job_id)


@only(Role.OPERATOR, Role.SECRETARY)
@require_POST
def confirm(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """The trial was good: import for good."""
    found = _job(request, job_id)
    try:
        actions.confirm(found, by=request.actor, whole=request.POST.get("utuh") == "1")
    except actions.NotTaken as refusal:
        return render(request, "desk/import_job.html", {"job": found, "error": str(refusal)}, status=CONFLICT)
    return _to_job(job_id)


@only(Role.OPERATOR, Role.SECRETARY)
@require_safe
def refused(request: ActorRequest, job_id: UUID, kind: str) -> HttpResponse:
    """The refused rows with the reasons, to be mended and imported again."""
    content = refused_file(_job(request, job_id), kind)
    if content is None or kind not in KINDS:
        raise Http404
    return file_answer(content, content_type=KINDS[kind], name=f"ditolak.{kind}", inline=False)


def _offer(found: Job, sheet: str) -> Offer:
    wanted = sheet or (found.mapping.sheet if found.mapping else "")
    offer = next((one for one in found.offers if one.sheet == wanted), None) or next(iter(found.offers), None)
    if offer is None or not found.may_be_mapped:
        raise Http404
    return offer


def _known(found: Job, offer: Offer) -> dict[int, str]:
    if found.mapping and found.mapping.sheet == offer.sheet:
        return found.mapping.fields
    return {place: name for place, name in enumerate(offer.fields) if name}


def _shown(found: Job, offer: Offer, chosen: dict[int, str], error: str) -> dict[str, object]:
    needed = [_(LABELS[name]) for name in NEEDED]
    return {"job": found, "offer": offer, "chosen": chosen, "labels": LABELS, "needed": needed, "error": error}


def _job(request: ActorRequest, job_id: UUID) -> Job:
    found = find_job(office_of(request.actor), job_id)
    if found is None:
        raise Http404
    return found


def _to_job(job_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk-import-job", args=[job_id]))
