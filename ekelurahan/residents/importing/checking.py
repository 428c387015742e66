"""From the rows of the file to rows that can be staged; what is wrong or odd goes into the report. No database."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ekelurahan.lib.codes import Sex
from ekelurahan.lib.nik import Problem, check_nik
from ekelurahan.residents.batch.rows import PLACES, WIDTH, StagedRow
from ekelurahan.residents.importing.cells import plain
from ekelurahan.residents.importing.columns import Column
from ekelurahan.residents.importing.report import Report
from ekelurahan.residents.importing.xlsx import Row

_EXAMPLE_ADDRESS = "jl melati raya no. 234"  # of the example in row 2 of the template
_NIK, _BORN, _SEX = PLACES["nik"], PLACES["birth_date"], PLACES["sex"]
_TELLING = {
    Problem.OTHER_BIRTH_DATE: "tanggallahir",
    Problem.OTHER_SEX: "sex",
    Problem.IMPLAUSIBLE_AGE: "tanggallahir",
    Problem.UNKNOWN_REGION: "nik",
}


class RowChecker:
    """Turns rows into staged rows, column by column, and writes findings into the report."""

    def __init__(self, columns: list[tuple[int, Column]], report: Report, today: date) -> None:
        self.columns = [(place, PLACES[column.field], column) for place, column in columns]
        self.nik_at = next(place for place, column in columns if column.field == "nik")
        self.address_at = next((place for place, column in columns if column.field == "address"), None)
        self.report = report
        self.today = today

    def staged(self, rows: Iterator[tuple[int, Row]]) -> Iterator[StagedRow]:
        """The rows without errors. Those with errors are counted, reported and left out."""
        for number, row in rows:
            if self._is_example(number, row):
                self.report.warnings.add(number, "alamat", "", _("baris contoh dari templat dilewati."))
                continue
            self.report.rows += 1
            values = self._read(number, row)
            if values is not None:
                self._weigh_nik(number, values)
                yield StagedRow(number, values)

    def _read(self, number: int, row: Row) -> list[str | date | None] | None:
        values: list[str | date | None] = [None] * WIDTH
        is_right, width = True, len(row)
        for place, target, column in self.columns:
            cell = row[place] if place < width else None
            if cell is None or cell == "":
                continue
            try:
                values[target] = column.read(cell)
            except ValueError as error:
                self.report.errors.add(number, column.header, plain(cell), str(error))
                is_right = False
        return values if self._has_nik(number, row) and is_right else None

    def _has_nik(self, number: int, row: Row) -> bool:
        cell = row[self.nik_at] if self.nik_at < len(row) else None
        if cell is not None and str(cell).strip():
            return True
        self.report.errors.add(number, "nik", "", _("wajib diisi; tulis 0 bila penduduk ini belum mempunyai NIK."))
        return False

    def _weigh_nik(self, number: int, values: list[str | date | None]) -> None:
        nik, born, sex = values[_NIK], values[_BORN], values[_SEX]
        if not isinstance(nik, str):
            return
        check = check_nik(
            nik,
            birth_date=born if isinstance(born, date) else None,
            sex=Sex(sex) if isinstance(sex, str) and sex else None,
            today=self.today,
        )
        for error in check.errors:
            self.report.errors.add(number, "nik", nik, f"{_(error)} {_('Salin ulang dari KK atau KTP.')}")
        for warning in check.warnings:
            if not (check.is_demo and warning is Problem.UNKNOWN_REGION):
                self.report.warnings.add(number, _TELLING[warning], nik, _(warning))

    def _is_example(self, number: int, row: Row) -> bool:
        if number != 2 or self.address_at is None or self.address_at >= len(row):  # noqa: PLR2004  # the second row
            return False
        return plain(row[self.address_at] or "").casefold() == _EXAMPLE_ADDRESS
