"""Where a file waits for its import, and how far that is: encrypted, outside the web root, for a day.

Not in the database: an import is one transaction, and what it writes there is seen only when it is over.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ekelurahan.lib.sealed_box import BoxBroken, close_box, open_box
from ekelurahan.residents.importing.report import Finding, Findings, Report

KEPT_SECONDS = 24 * 3600
WAITING, RUNNING, DONE = "waiting", "running", "done"


@dataclass(frozen=True)
class Job:
    """One import of one file: tried first, done for good when somebody confirms."""

    id: UUID
    kelurahan_id: int
    name: str  # of the file, as it came
    dry_run: bool = True
    state: str = WAITING
    done: int = 0  # rows
    total: int = 0  # rows; 0: not known
    report: Report | None = None
    language: str = "id"  # of the person who began it: the report is written for that reader

    @property
    def may_be_confirmed(self) -> bool:
        """Whether a trial went through and the file still waits for the real import."""
        return self.state == DONE and self.dry_run and self.report is not None and self.report.is_right

    @property
    def percent(self) -> int:
        """How far the rows are read."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0


def keep_book(job: Job, content: bytes) -> None:
    """Keep the file of a job, and clear away what is older than a day. Raises OSError when the disk is full."""
    _clear_old()
    _write(_path(job.id, "book"), close_box(settings.FILE_KEY, content, belongs_to=f"import-book:{job.id}"))
    keep_job(job)


@contextmanager
def opened_book(job: Job) -> Iterator[Path]:
    """The file in clear, for as long as it is read. Raises FileNotFoundError or BoxBroken."""
    content = open_box(settings.FILE_KEY, _path(job.id, "book").read_bytes(), belongs_to=f"import-book:{job.id}")
    handle, name = tempfile.mkstemp(suffix=".xlsx", dir=_folder())
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def forget_book(job: Job) -> None:
    """The file is not needed any more."""
    _path(job.id, "book").unlink(missing_ok=True)


def keep_job(job: Job) -> None:
    """Write down how far a job is."""
    told = asdict(job) | {"id": str(job.id)}
    box = close_box(settings.FILE_KEY, json.dumps(told).encode(), belongs_to=f"import-job:{job.id}")
    _write(_path(job.id, "job"), box)


def find_job(kelurahan_id: int, job_id: UUID) -> Job | None:
    """A job of that office, or None; another office's job looks absent."""
    try:
        box = _path(job_id, "job").read_bytes()
        told = json.loads(open_box(settings.FILE_KEY, box, belongs_to=f"import-job:{job_id}"))
    except (FileNotFoundError, BoxBroken):
        return None
    report = told.pop("report")
    job = replace(Job(**told), id=job_id, report=_report(report) if report else None)
    return job if job.kelurahan_id == kelurahan_id else None


def _report(told: dict[str, object]) -> Report:
    report = Report(**told)  # type: ignore[arg-type]  # what asdict wrote
    for name in ("errors", "warnings"):
        kept = told[name]
        listed = [Finding(**one) for one in kept["listed"]]  # type: ignore[index]  # the same
        setattr(report, name, Findings(listed, kept["count"]))  # type: ignore[index]  # the same
    return report


def _folder() -> Path:
    folder = Path(settings.HOME) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(job_id: UUID, kind: str) -> Path:
    return _folder() / f"{job_id.hex}.{kind}"


def _write(path: Path, box: bytes) -> None:
    """Whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(box)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _clear_old() -> None:
    oldest = time.time() - KEPT_SECONDS
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
