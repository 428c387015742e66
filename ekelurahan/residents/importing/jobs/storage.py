"""Where a file waits for its import, and how far that is: encrypted, outside the web root, for a day.

Not in the database: an import is one transaction, and what it writes there is seen only when it is over.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from ekelurahan.lib.sealed_box import BoxBroken, close_box, open_box
from ekelurahan.residents.importing.choosing import Mapping, Offer
from ekelurahan.residents.importing.report import Difference, Finding, Findings, Report

KEPT_SECONDS = 24 * 3600
WAITING, RUNNING, DONE = "waiting", "running", "done"
_LISTS = ("errors", "conflicts", "warnings", "doubles")


@dataclass(frozen=True)
class Job:
    """One import of one file: tried first, done for good when somebody confirms."""

    id: UUID
    kelurahan_id: int
    name: str  # of the file, as it came
    dry_run: bool = True
    whole: bool = False  # all rows or none
    state: str = WAITING
    done: int = 0  # rows
    total: int = 0  # rows; 0: not known
    report: Report | None = None
    language: str = "id"  # of the person who began it: the report is written for that reader
    mapping: Mapping | None = None  # chosen by that person; None: as the headings say
    offers: list[Offer] = field(default_factory=list)  # the sheets, for the mapping screen
    has_refused: bool = False  # whether the refused rows can be fetched

    @property
    def may_be_confirmed(self) -> bool:
        """Whether a trial went through and the file still waits for the real import."""
        return self.state == DONE and self.dry_run and self.report is not None and self.report.is_usable

    @property
    def may_be_mapped(self) -> bool:
        """Whether the meaning of its columns can still be chosen."""
        return self.state == DONE and self.dry_run and bool(self.offers)

    @property
    def percent(self) -> int:
        """How far the rows are read."""
        return min(100, round(100 * self.done / self.total)) if self.total else 0


def keep_book(job: Job, content: bytes) -> None:
    """Keep the file of a job, and clear away what is older than a day. Raises OSError when the disk is full."""
    clear_old()
    _write(_path(job.id, "book"), close_box(settings.FILE_KEY, content, belongs_to=f"import-book:{job.id}"))
    keep_job(job)


@contextmanager
def opened_book(job: Job) -> Iterator[Path]:
    """The file in clear, for as long as it is read. Raises FileNotFoundError or BoxBroken."""
    content = open_box(settings.FILE_KEY, _path(job.id, "book").read_bytes(), belongs_to=f"import-book:{job.id}")
    with scratch_file() as path:
        path.write_bytes(content)
        yield path


@contextmanager
def scratch_file() -> Iterator[Path]:
    """An empty file that only we read, by a path of this process. It has no name on the disk: nothing of it is left
    however we end, killed too.
    """
    with tempfile.TemporaryFile(dir=_folder()) as file:
        yield Path(f"/proc/self/fd/{file.fileno()}")


def forget_book(job: Job) -> None:
    """The file is not needed any more."""
    _path(job.id, "book").unlink(missing_ok=True)


def keep_refused(job: Job, content: bytes) -> None:
    """Keep the refused rows of a job, as xlsx."""
    _write(_path(job.id, "refused"), close_box(settings.FILE_KEY, content, belongs_to=f"import-refused:{job.id}"))


def refused_rows(job: Job) -> bytes | None:
    """The refused rows of a job, as xlsx; None when they are not kept any more."""
    try:
        box = _path(job.id, "refused").read_bytes()
        return open_box(settings.FILE_KEY, box, belongs_to=f"import-refused:{job.id}")
    except (FileNotFoundError, BoxBroken):
        return None


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
    report, mapping = told.pop("report"), told.pop("mapping")
    offers = [Offer(**offer) for offer in told.pop("offers")]
    job = replace(
        Job(**told), id=job_id, offers=offers, report=_report(report) if report else None,
        mapping=_mapping(mapping) if mapping else None,
    )  # fmt: skip
    return job if job.kelurahan_id == kelurahan_id else None


def _mapping(told: dict[str, Any]) -> Mapping:
    return Mapping(told["sheet"], {int(place): name for place, name in told["fields"].items()})


def _report(told: dict[str, Any]) -> Report:
    report = Report(**told)  # what asdict wrote
    for name in _LISTS:
        kept = told[name]
        setattr(report, name, Findings([Finding(**one) for one in kept["listed"]], kept["count"]))
    report.differences = [Difference(**one) for one in told["differences"]]
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


def clear_old() -> None:
    """Delete what is older than a day, whatever it was."""
    oldest = time.time() - KEPT_SECONDS
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):  # somebody else clears too
            if path.stat().st_mtime < oldest:
                path.unlink()
