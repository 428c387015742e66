"""What a resident sees of a request, by number and PIN or by the receipt's QR. No NIK, no officer's name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ekelurahan.applications.access import pin_fits
from ekelurahan.applications.models import Application
from ekelurahan.applications.queries import EventRow, history_of
from ekelurahan.applications.timing import working_seconds_of
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.registry import get_service
from ekelurahan.catalogue.workflow import Act, Status
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.queries import find_letter
from ekelurahan.lib.mask import masked_name
from ekelurahan.lib.now import now
from ekelurahan.offices.queries import HandleKind, find_handle, get_office


@dataclass(frozen=True)
class TrackedStep:
    """One point of the timeline, in plain words."""

    at: datetime
    words: str
    note: str


@dataclass(frozen=True)
class Tracked:
    """A request as its applicant follows it."""

    number: str
    title: str
    status: Status
    holder: str  # masked
    office: str
    office_address: str
    next_step: str
    steps: tuple[TrackedStep, ...]
    remarks: tuple[str, ...]
    submitted_at: datetime
    finished_at: datetime | None
    minutes: int  # working minutes so far
    target_minutes: int
    letter_number: str
    verification_code: str  # of the issued letter, or ""


def tracked_by_number(number: str, pin: str) -> Tracked | None:
    """The request of that number, if the PIN fits. A wrong number and a wrong PIN look the same."""
    return _tracked(find_handle(number, HandleKind.NUMBER), pin=pin)


def tracked_by_handle(handle: str) -> Tracked | None:
    """The request that a receipt's QR leads to."""
    return _tracked(find_handle(handle, HandleKind.TRACK))


def _tracked(found: tuple[int, UUID] | None, *, pin: str | None = None) -> Tracked | None:
    if found is None:
        return None
    kelurahan_id, application_id = found
    if pin is not None and not pin_fits(application_id, pin):
        return None
    with office_scope(kelurahan_id):
        return _told(Application.objects.select_related("resident").get(id=application_id))


def _told(application: Application) -> Tracked:
    office = get_office(application.kelurahan_id)
    letter = find_letter(application.kelurahan_id, application.id)
    out = application.state in {Status.ISSUED, Status.HANDED_OVER, Status.REVOKED} and letter is not None
    seconds = application.working_seconds
    if seconds is None:
        until = application.finished_at or now()
        seconds = working_seconds_of(application, office=office, until=until)
    return Tracked(
        number=application.number, title=application.kind.title, status=application.state,
        holder=masked_name(application.resident.name), office=office.name, office_address=office.address,
        next_step=next_step(application.state), steps=_steps(history_of(application)),
        remarks=tuple(remark["text"] for remark in application.remarks) if application.state is Status.RETURNED else (),
        submitted_at=application.submitted_at, finished_at=application.finished_at, minutes=round(seconds / 60),
        target_minutes=get_service(application.service).target_minutes,
        letter_number=letter.number if out and letter else "",
        verification_code=verification_handle(letter.id) if out and letter else "",
    )  # fmt: skip


def next_step(status: Status) -> str:
    """What happens now, and what the applicant has to do, if anything."""
    return {
        Status.DRAFT: _("Permohonan belum diajukan."),
        Status.SUBMITTED: _("Kepala seksi sedang memeriksa berkas. Anda tidak perlu melakukan apa-apa."),
        Status.CHECKED: _("Sekretaris lurah sedang memeriksa. Anda tidak perlu melakukan apa-apa."),
        Status.RETURNED: _("Ada yang harus diperbaiki. Datang atau hubungi loket; tempat Anda di antrean tetap."),
        Status.AWAITING_LURAH: _("Surat menunggu keputusan lurah. Anda tidak perlu melakukan apa-apa."),
        Status.APPROVED: _("Lurah sudah menyetujui; surat sedang dibuat."),
        Status.REJECTED: _("Permohonan ditolak. Baca alasannya; Anda boleh mengajukan lagi."),
        Status.ISSUED: _("Surat sudah terbit. Ambil di loket kelurahan pada jam kerja."),
        Status.HANDED_OVER: _("Surat sudah diserahkan. Selesai."),
        Status.CANCELLED: _("Permohonan dibatalkan."),
        Status.REVOKED: _("Surat dicabut dan tidak berlaku lagi. Hubungi kelurahan."),
    }[status]


def _steps(events: list[EventRow]) -> tuple[TrackedStep, ...]:
    told = {
        Act.SUBMIT: _("Permohonan diterima di loket"),
        Act.VERIFY: _("Berkas diperiksa dan diparaf kepala seksi"),
        Act.ENDORSE: _("Diparaf sekretaris dan diteruskan kepada lurah"),
        Act.RETURN: _("Dikembalikan untuk diperbaiki"),
        Act.RESUBMIT: _("Diperbaiki dan diajukan lagi"),
        Act.APPROVE: _("Disetujui lurah"),
        Act.REJECT: _("Ditolak lurah"),
        Act.ISSUE: _("Surat terbit, bernomor dan bersegel"),
        Act.HAND_OVER: _("Surat diserahkan"),
        Act.CANCEL: _("Permohonan dibatalkan"),
        Act.REVOKE: _("Surat dicabut"),
    }
    public_notes = {Act.RETURN, Act.REJECT, Act.REVOKE, Act.CANCEL}
    return tuple(
        TrackedStep(event.at, told[event.act], event.note if event.act in public_notes else "")
        for event in events
        if event.act in told
    )
