"""Importing a file: everything or nothing, in one transaction, with a report."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit import actions as audit
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.residents.batch.actions import make_second_heads_others, merge, stage
from ekelurahan.residents.batch.queries import differing_addresses, missing_of_new, same_nik_twice
from ekelurahan.residents.batch.rows import StagedRow
from ekelurahan.residents.importing.checking import RowChecker
from ekelurahan.residents.importing.columns import HEADER_OF, WrongHeader, columns_of
from ekelurahan.residents.importing.reading import Sheet, UnusableFile, open_sheet
from ekelurahan.residents.importing.report import Report

Progress = Callable[[int, int], None]  # rows done, rows in all (0: not known)
STEP = 500  # rows between two calls of progress
_LOCK_SPACE = 0x696D706F7274 << 8  # "import": keeps these advisory locks apart from others


class _Undo(Exception):
    """Nothing of this is to stay: how a dry run leaves the transaction."""


def run(
    path: Path, kelurahan_id: int, *, by: Actor | None, dry_run: bool = False, progress: Progress | None = None
) -> Report:
    """Import an OpenSID file into an office. One transaction; a wrong cell anywhere means that nothing is written.

    People are known by their NIK: filled cells of known people replace, empty ones leave. A dry run does all of it
    and takes it back, so its report is the real one. Opens the scope of the office itself. Raises nothing for bad
    files: they are in the report.
    """
    report = Report(dry_run=dry_run)
    try:
        with open_sheet(path) as sheet, office_scope(kelurahan_id), transaction.atomic():
            _import(sheet, kelurahan_id, report=report, progress=progress or _silent)
            _undo_unless(report.written)
            audit.record(kelurahan_id, "resident.import", f"import:{new_id()}", by=by, details=_numbers(report))
    except _Undo:
        pass
    except (UnusableFile, WrongHeader) as error:
        report = Report(dry_run=dry_run, problem=str(error))
    return report


def _undo_unless(written: bool) -> None:  # noqa: FBT001  # reads as a sentence
    if not written:
        raise _Undo


def _import(sheet: Sheet, kelurahan_id: int, *, report: Report, progress: Progress) -> None:
    report.sheet = sheet.name
    checker = RowChecker(columns_of(sheet.header), report, _today())
    with connection.cursor() as cursor:  # two imports into one office wait for each other
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_SPACE + kelurahan_id])
    staged = stage(_counted(checker.staged(sheet.rows), sheet.last_row, progress), kelurahan_id=kelurahan_id)
    _compare_rows(report)
    if report.errors.count:
        return
    merged = merge()
    report.new, report.changed = merged.new, merged.changed
    report.unchanged = staged - merged.new - merged.changed
    report.new_cards, report.changed_cards = merged.new_cards, merged.changed_cards
    progress(report.rows, report.rows)


def _compare_rows(report: Report) -> None:
    """What only shows when rows are seen together, or beside what the registry holds."""
    for twins in same_nik_twice():
        others = ", ".join(map(str, twins.numbers[:-1]))
        report.errors.add(
            twins.numbers[-1],
            "nik",
            twins.nik,
            _("NIK yang sama ada di baris %(rows)s. Hapus salah satu.") % {"rows": others},
        )
    for number, field in missing_of_new():
        report.errors.add(number, HEADER_OF[field], "", _("wajib diisi untuk penduduk yang belum terdaftar."))
    for number, field, value, first in differing_addresses():
        message = _("berbeda dari baris %(row)s pada KK yang sama; yang dipakai isi baris itu.") % {"row": first}
        report.warnings.add(number, HEADER_OF[field], value, message)
    for number in make_second_heads_others():
        report.warnings.add(
            number, "kk_level", "", _("KK ini sudah mempunyai kepala keluarga; dicatat sebagai LAINNYA.")
        )


def _counted(rows: Iterator[StagedRow], last_row: int, progress: Progress) -> Iterator[StagedRow]:
    total = max(last_row - 1, 0)
    for done, row in enumerate(rows):
        if done % STEP == 0:
            progress(done, total)
        yield row


def _numbers(report: Report) -> dict[str, int]:
    return {
        "rows": report.rows, "new": report.new, "changed": report.changed, "new_cards": report.new_cards,
        "changed_cards": report.changed_cards, "warnings": report.warnings.count,
    }  # fmt: skip


def _today() -> date:
    return timezone.localdate(now())


def _silent(done: int, total: int) -> None:
    """For callers that do not watch."""
