"""Importing a file: the good rows, in one transaction, with a report that says why the others stay out."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.sessions import posting_holds
from ekelurahan.areas.queries import ended_kecamatan
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit import actions as audit
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.now import now
from ekelurahan.residents.batch.actions import Merged, compare, load, match, write
from ekelurahan.residents.batch.actions.refusing import MOST_NAMED
from ekelurahan.residents.batch.rows import StagedRow
from ekelurahan.residents.events.kinds import Via
from ekelurahan.residents.importing.afterwards.actions import promise_to_look_for_doubles
from ekelurahan.residents.importing.checking import RowChecker, Yardstick
from ekelurahan.residents.importing.choosing import Mapping, layout_for
from ekelurahan.residents.importing.comparing import describe_changes, leave_out_idle_rows, refuse_contradictions, warn
from ekelurahan.residents.importing.layouts import Layout, layouts_of
from ekelurahan.residents.importing.reading import Book, UnusableFile, open_book
from ekelurahan.residents.importing.refused import write_refused
from ekelurahan.residents.importing.report import Report
from ekelurahan.residents.importing.spool import Spool

Progress = Callable[[int, int], None]  # rows done, rows in all (0: not known)
STEP = 500  # rows between two calls of progress
_LONG_NUMBER = re.compile(r"\d{9,}")  # in the name of a file: perhaps somebody's NIK
_TRIES = 3  # another office may take up one of the people in the moment between looking and writing


def _silent(done: int, total: int) -> None:
    """For callers that do not watch."""


@dataclass(frozen=True)
class Wishes:
    """How to import. `whole`: all rows or none. `refused_to`: where the refused rows are written, as xlsx. `name`: what the
    file is called, where its path does not say it.
    """

    dry_run: bool = False
    whole: bool = False
    mapping: Mapping | None = None
    refused_to: Path | None = None
    progress: Progress = field(default=_silent)
    name: str = ""


class _Undo(Exception):
    """Nothing of this is to stay."""


class _Ended(Exception):
    """Whoever began this may not do it any more."""


def run(path: Path, kelurahan_id: int, *, by: Actor | None, wishes: Wishes | None = None) -> Report:
    """Import the good rows of a file into an office, in one transaction; the report says why the others stay out.

    People are known by their NIK: filled cells of known people replace, empty ones leave. A dry run does everything but
    write; that other offices hold numbers of the file is written into the audit all the same. Interrupted, nothing of it
    stays, and it can be run again. Opens the scope of the office itself. Raises nothing for bad files, nor where the posting
    of `by` has ended: it is in the report.
    """
    wishes = wishes or Wishes()
    report = _tried(path, kelurahan_id, by=by, wishes=wishes)
    if report.elsewhere:
        told = {
            "numbers": report.elsewhere, "named": report.elsewhere <= MOST_NAMED, "trial": wishes.dry_run,
            "file": _LONG_NUMBER.sub(lambda found: masked_number(found[0]), wishes.name or path.name),
        }  # fmt: skip
        with office_scope(kelurahan_id):  # after the trial was taken back, and before anybody reads the report
            audit.record(kelurahan_id, "resident.import.elsewhere", f"import:{new_id()}", by=by, details=told)
    return report


def _tried(path: Path, kelurahan_id: int, *, by: Actor | None, wishes: Wishes) -> Report:
    for _attempt in range(_TRIES):
        report = Report(dry_run=wishes.dry_run)
        try:
            with open_book(path) as book, office_scope(kelurahan_id), transaction.atomic(), closing(Spool()) as refused:
                _import(book, kelurahan_id, report=report, refused=refused, run=(wishes, by))
        except _Undo:
            return report
        except (UnusableFile, _Ended) as error:
            return _without(report, str(error))
        except IntegrityError as error:
            if "month is closed" in str(error):
                return _without(report, _("Bulan ini sudah ditutup; impor lagi bulan depan."))
            if _attempt == _TRIES - 1:
                raise
        else:
            return report
    raise AssertionError


def _without(report: Report, problem: str) -> Report:
    """Nothing came of it; what other offices hold may be in the file of refused rows already."""
    return Report(dry_run=report.dry_run, problem=problem, elsewhere=report.elsewhere)


def _import(book: Book, kelurahan_id: int, *, report: Report, refused: Spool, run: tuple[Wishes, Actor | None]) -> None:
    wishes, by = run
    _require_posting(by)
    layout = layout_for(book, wishes.mapping)
    _describe(book, layout, report)
    checker = RowChecker(layout, report, refused, Yardstick(timezone.localdate(now()), ended_kecamatan()))
    total = max(book.last_rows[layout.sheet] - layout.header_row, 0)
    load(_counted(checker.staged(layout.rows(book)), total, wishes.progress), kelurahan_id=kelurahan_id)
    match(hold=not wishes.dry_run)
    idle = leave_out_idle_rows(report, layout)
    refuse_contradictions(refused, report, layout)
    warn(report, layout)
    _take(compare(), report, idle=idle)
    describe_changes(report)
    if wishes.refused_to and report.refused:
        write_refused(wishes.refused_to, layout, layout.rows(book))
    report.held_back = wishes.whole and report.refused > 0
    if not report.written:
        raise _Undo
    _require_posting(by)  # reading took a while
    write(by=by, via=Via.IMPORT)
    if report.new + report.changed:
        promise_to_look_for_doubles(kelurahan_id)
    audit.record(kelurahan_id, "resident.import", f"import:{new_id()}", by=by, details=_numbers(report))
    wishes.progress(report.rows, report.rows)


def _require_posting(by: Actor | None) -> None:
    """A promise may be kept long after it was given: a right ends the second the posting ends."""
    if by is not None and not posting_holds(by.posting_id):
        raise _Ended(
            _(
                "Masa tugas petugas yang memulai impor ini sudah berakhir, jadi tidak ada yang disimpan. Petugas "
                "lain dapat mengunggah berkasnya lagi."
            )
        )


def _describe(book: Book, layout: Layout, report: Report) -> None:
    report.sheet, report.kind = layout.sheet, layout.kind
    if layout.unknown:
        words = _("tidak dikenal dan tidak diimpor. Bila isinya perlu, petakan kolomnya.")
        for heading in layout.unknown:
            report.warnings.add(layout.header_row, heading, "", words)
    for other in layouts_of(book) if len(book.sheets) > 1 else []:
        if other.sheet != layout.sheet and not other.missing:
            words = _(
                "lembar “%(sheet)s” juga berisi penduduk dan tidak dibaca. Impor sendiri dengan memilih lembarnya."
            )
            report.warnings.add(0, other.sheet, "", words % {"sheet": other.sheet})


def _take(compared: Merged, report: Report, *, idle: int) -> None:
    report.new, report.changed = compared.new, compared.changed
    report.new_cards, report.changed_cards = compared.new_cards, compared.changed_cards
    report.unchanged = report.rows - report.refused - idle - compared.new - compared.changed


def _counted(rows: Iterator[StagedRow], total: int, progress: Progress) -> Iterator[StagedRow]:
    for done, row in enumerate(rows):
        if done % STEP == 0:
            progress(done, total)
        yield row


def _numbers(report: Report) -> dict[str, int]:
    return {
        "rows": report.rows, "new": report.new, "changed": report.changed, "refused": report.refused,
        "new_cards": report.new_cards, "changed_cards": report.changed_cards, "warnings": report.warnings.count,
    }  # fmt: skip
