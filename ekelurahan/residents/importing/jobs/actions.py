"""Beginning an import from a page, choosing its columns, confirming it, and doing it in the worker."""

import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.models import Posting
from ekelurahan.accounts.queries import actor_of
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.sealed_box import BoxBroken
from ekelurahan.lib.told import noop
from ekelurahan.outbox.actions import promise
from ekelurahan.outbox.registry import Lane, keeps, nightly
from ekelurahan.residents.importing.actions import Wishes, run
from ekelurahan.residents.importing.choosing import Mapping, Offer, offers_of
from ekelurahan.residents.importing.jobs.storage import (
    DONE,
    RUNNING,
    WAITING,
    Job,
    clear_old,
    find_job,
    forget_book,
    keep_book,
    keep_job,
    keep_refused,
    opened_book,
    scratch_file,
)
from ekelurahan.residents.importing.reading import UnusableFile, open_book
from ekelurahan.residents.importing.report import Report

MAX_BYTES = 50 * 1024 * 1024
STEP_SECONDS = 0.5  # between two notes of how far it is


class NotTaken(Exception):
    """The import cannot begin; the message says what to do."""


def try_out(content: bytes, name: str, *, kelurahan_id: int, by: Actor) -> Job:
    """Take a file and promise a trial of it. Raises NotTaken for a file that is too large, or a full disk."""
    if not content:
        raise NotTaken(_("Pilih berkas Excel atau CSV yang akan diimpor."))
    if len(content) > MAX_BYTES:
        raise NotTaken(_("Berkas lebih besar dari 50 MB. Bagi menjadi beberapa berkas."))
    job = Job(new_id(), kelurahan_id, name[:120], language=get_language() or "id")
    try:
        keep_book(job, content)
    except OSError:
        raise NotTaken(
            _("Berkas tidak dapat disimpan: cakram server penuh. Beri tahu pengelola, lalu coba lagi.")
        ) from None
    _promise(job, by=by)
    return job


def choose(job: Job, mapping: Mapping, *, by: Actor) -> Job:
    """Try the file again with columns as a person chose them. Raises NotTaken for a choice that cannot be used."""
    if not job.may_be_mapped:
        raise NotTaken(_("Pemetaan kolom tidak dapat diubah lagi: berkas ini sedang dibaca atau sudah diimpor."))
    if mapping.problem:
        raise NotTaken(mapping.problem)
    again = _begun(replace(job, mapping=mapping))
    _promise(again, by=by)
    return again


def confirm(job: Job, *, by: Actor, whole: bool = False) -> Job:
    """After a good trial: import for good, on demand all rows or none. Raises NotTaken where there is nothing to confirm."""
    if not job.may_be_confirmed:
        raise NotTaken(
            _(
                "Impor ini belum dapat dijalankan: uji cobanya belum selesai, tidak ada baris yang benar, atau sudah diimpor."
            )
        )
    real = _begun(replace(job, dry_run=False, whole=whole))
    _promise(real, by=by)
    return real


def _begun(job: Job) -> Job:
    begun = replace(job, state=WAITING, done=0, report=None, has_refused=False, language=get_language() or "id")
    keep_job(begun)
    return begun


def _promise(job: Job, *, by: Actor) -> None:
    payload = {"job_id": str(job.id), "posting_id": str(by.posting_id), "dry_run": job.dry_run}
    promise("import_residents", kelurahan_id=job.kelurahan_id, payload=payload)


@keeps("import_residents", lane=Lane.IMPORTS)
def import_residents(*, kelurahan_id: int, job_id: str, posting_id: str, dry_run: bool) -> None:
    """Read the file of a job and write down how far it is. A job that is over, or gone, is left as it is."""
    job = find_job(kelurahan_id, UUID(job_id))
    if job is None or job.state == DONE or job.dry_run is not dry_run:
        return
    by = actor_of(Posting.objects.select_related("user").get(id=posting_id))
    progress = _Progress(job)
    try:
        with override(job.language), opened_book(job) as path, scratch_file() as refused:
            wishes = Wishes(dry_run, job.whole, job.mapping, refused, progress, job.name)
            report = run(path, kelurahan_id, by=by, wishes=wishes)
            offers = _offers(path) if dry_run else job.offers
            if report.refused:
                keep_refused(job, refused.read_bytes())
    except (FileNotFoundError, BoxBroken):
        offers = []
        report = Report(dry_run=dry_run, problem=noop("Berkas ini sudah tidak ada di server. Unggah sekali lagi."))
    if not (dry_run and offers):
        forget_book(job)
    keep_job(replace(progress.job, state=DONE, report=report, offers=offers, has_refused=report.refused > 0))


@nightly("old-imports")
def forget_old_imports() -> None:
    """Files that nobody confirmed are not kept until somebody uploads the next one."""
    clear_old()


def _offers(path: Path) -> list[Offer]:
    try:
        with open_book(path) as book:
            return offers_of(book)
    except UnusableFile:
        return []


class _Progress:
    """Writes down how far an import is, not more often than a page asks."""

    def __init__(self, job: Job) -> None:
        self.job = replace(job, state=RUNNING)
        self.told_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        self.job = replace(self.job, done=done, total=max(total, done))
        if time.monotonic() - self.told_at >= STEP_SECONDS:
            self.told_at = time.monotonic()
            keep_job(self.job)
