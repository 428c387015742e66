"""Importing residents from OpenSID's Excel format: upload, look at the trial, confirm, watch it being done."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.desk.office import CONFLICT, UNPROCESSABLE, office_of
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.residents.importing.jobs import actions
from ekelurahan.residents.importing.jobs.storage import Job, find_job

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
@require_POST
def confirm(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """The trial was good: import for good."""
    found = _job(request, job_id)
    try:
        actions.confirm(found, by=request.actor)
    except actions.NotTaken as refusal:
        return render(request, "desk/import_job.html", {"job": found, "error": str(refusal)}, status=CONFLICT)
    return _to_job(job_id)


def _job(request: ActorRequest, job_id: UUID) -> Job:
    found = find_job(office_of(request.actor), job_id)
    if found is None:
        raise Http404
    return found


def _to_job(job_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk-import-job", args=[job_id]))
