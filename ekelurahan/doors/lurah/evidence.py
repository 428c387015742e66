"""What a lurah can look at before he decides: papers, facts, who checked, and what this person asked for before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.applications.models import Application, Attachment
from ekelurahan.applications.queries import ApplicationRow, EventRow, attachments_of, history_of, requests_of
from ekelurahan.catalogue.workflow import Act, Status
from ekelurahan.doors.formats import date_id
from ekelurahan.lib.codes import Sex
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.nik import Problem, check_nik
from ekelurahan.lib.now import now
from ekelurahan.residents.facts import facts_of
from ekelurahan.residents.models import Resident

VOID = {Status.REJECTED, Status.CANCELLED, Status.REVOKED}
CHECKING = {Act.SUBMIT, Act.RESUBMIT, Act.VERIFY, Act.ENDORSE}
CODES = ("sex", "family_relation", "marital_status", "occupation")


@dataclass(frozen=True)
class Paper:
    """One requirement, and how it was met."""

    label: str
    shown: bool  # the original was shown at the counter
    files: tuple[Attachment, ...]

    @property
    def is_met(self) -> bool:
        """Whether the counter saw it or has a picture of it."""
        return self.shown or bool(self.files)


@dataclass(frozen=True)
class Evidence:
    """Everything beside the letter itself."""

    papers: Sequence[Paper]
    facts: Sequence[tuple[str, str]]
    warnings: Sequence[str]
    history: Sequence[EventRow]
    initials: Sequence[EventRow]  # who took it in, checked and initialed
    earlier: Sequence[ApplicationRow]
    twins: Sequence[ApplicationRow]  # of `earlier`: the same letter within DUPLICATE_DAYS


def evidence_of(application: Application) -> Evidence:
    """Gather it: three queries."""
    history = history_of(application)
    others = [row for row in requests_of(application.resident_id, application.kelurahan_id) if row.id != application.id]
    return Evidence(
        papers=_papers(application, attachments_of(application)),
        facts=_facts(application.resident),
        warnings=_warnings(application.resident),
        history=history,
        initials=[event for event in history if event.act in CHECKING],
        earlier=others,
        twins=[row for row in others if _is_twin(row, application)],
    )


def _papers(application: Application, attachments: Sequence[Attachment]) -> list[Paper]:
    """Every requirement of the product; the RT/RW cover letter only where it was brought (submission asks for it)."""
    papers = []
    for item in application.kind.requirements:
        files = tuple(file for file in attachments if file.requirement == item.key)
        paper = Paper(item.label, item.key in application.shown, files)
        if paper.is_met or not item.cover_letter:
            papers.append(paper)
    known = {item.key for item in application.kind.requirements}
    loose = tuple(file for file in attachments if file.requirement not in known)
    return [*papers, Paper(_("Berkas lain"), shown=False, files=loose)] if loose else papers


def _facts(resident: Resident) -> list[tuple[str, str]]:
    facts = facts_of(resident)
    codes = {name: _(facts[name]) for name in CODES}
    return [
        (_("Nama"), facts["name"]),
        (_("NIK"), masked_number(facts["nik"])),
        (_("Nomor KK"), masked_number(facts["no_kk"])),
        (_("Tempat, tanggal lahir"), ", ".join(filter(None, (resident.birth_place, date_id(resident.birth_date))))),
        (_("Jenis kelamin"), codes["sex"]),
        (_("Hubungan dalam keluarga"), codes["family_relation"]),
        (_("Status perkawinan"), codes["marital_status"]),
        (_("Pekerjaan"), codes["occupation"]),
        (_("Alamat pada KK"), facts["address"]),
    ]


def _warnings(resident: Resident) -> list[str]:
    """What speaks for a second look. Made-up people of the demo have a region code that does not exist."""
    told = [] if resident.is_present else [_("Menurut data kependudukan orang ini sudah tidak menjadi warga di sini.")]
    if not resident.nik:
        return [*told, _("Warga ini belum mempunyai NIK.")]
    sex = Sex(resident.sex) if resident.sex else None
    check = check_nik(resident.nik, birth_date=resident.birth_date, sex=sex, today=timezone.localdate())
    hidden = {Problem.UNKNOWN_REGION} if check.is_demo else set()
    return [*told, *(_(problem.value) for problem in (*check.errors, *check.warnings) if problem not in hidden)]


def _is_twin(row: ApplicationRow, application: Application) -> bool:
    same = (row.service, row.product) == (application.service, application.product)
    recent = row.submitted_at >= now() - timedelta(days=settings.DUPLICATE_DAYS)
    return same and recent and row.status not in VOID
