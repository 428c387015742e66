"""From the rows of the file to rows that can be staged; what is wrong or odd goes into the report. No database."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.lib.nik import Problem, check_nik
from ekelurahan.residents.batch.actions.refusing import Refusal
from ekelurahan.residents.batch.rows import PLACES, WIDTH, StagedRow
from ekelurahan.residents.importing.cells import plain
from ekelurahan.residents.importing.fields import FIELDS
from ekelurahan.residents.importing.layouts import Layout
from ekelurahan.residents.importing.reading import Rows
from ekelurahan.residents.importing.report import Report
from ekelurahan.residents.importing.spool import Spool
from ekelurahan.residents.importing.xlsx import Row

_EXAMPLE_ADDRESS = "jl melati raya no. 234"  # of the example in row 2 of OpenSID's template
_YOUNGEST_HEAD = 12  # years
_NIK, _BORN, _SEX = PLACES["nik"], PLACES["birth_date"], PLACES["sex"]
_RELATION = PLACES["family_relation"]
_TELLING = {
    Problem.OTHER_BIRTH_DATE: "birth_date",
    Problem.OTHER_SEX: "sex",
    Problem.IMPLAUSIBLE_AGE: "birth_date",
    Problem.UNKNOWN_REGION: "nik",
}


@dataclass(frozen=True)
class Yardstick:
    """What rows are measured by: the day, and the codes of kecamatan that ended."""

    today: date
    old_regions: Container[str] = ()


class RowChecker:
    """Turns rows into staged rows, column by column. Refusals go into the spool, what is only odd into the report."""

    def __init__(self, layout: Layout, report: Report, refused: Spool, yardstick: Yardstick) -> None:
        self.layout, self.report, self.refused, self.yardstick = layout, report, refused, yardstick
        self.columns = [
            (place, PLACES[name], FIELDS[name]) for place, name in enumerate(layout.fields) if name is not None
        ]
        self.nik_at = layout.fields.index("nik") if "nik" in layout.fields else None
        self.address_at = layout.fields.index("address") if "address" in layout.fields else None

    def staged(self, rows: Rows) -> Iterator[StagedRow]:
        """The rows without errors. Those with errors are counted, refused and left out."""
        for number, row in rows:
            if self._is_example(number, row):
                self._warn(number, "address", "", _("baris contoh dari templat dilewati."))
                continue
            self.report.rows += 1
            values = self._read(number, row)
            if values is not None and self._may_have(number, values):
                yield StagedRow(number, values)

    def _read(self, number: int, row: Row) -> list[str | date | None] | None:
        values: list[str | date | None] = [None] * WIDTH
        is_right, width = True, len(row)
        for place, target, field in self.columns:
            cell = row[place] if place < width else None
            if cell is None or cell == "":
                continue
            try:
                values[target] = field.read(cell)
            except ValueError as error:
                self._refuse(number, field.name, plain(cell), str(error))
                is_right = False
        return values if self._has_nik(number, row) and is_right else None

    def _has_nik(self, number: int, row: Row) -> bool:
        if self.nik_at is None:
            return True
        cell = row[self.nik_at] if self.nik_at < len(row) else None
        if cell is not None and str(cell).strip():
            return True
        self._refuse(number, "nik", "", _("wajib diisi; tulis 0 bila penduduk ini belum mempunyai NIK."))
        return False

    def _may_have(self, number: int, values: list[str | date | None]) -> bool:
        nik, born, sex = values[_NIK], values[_BORN], values[_SEX]
        if values[_RELATION] == FamilyRelation.HEAD and isinstance(born, date):
            self._weigh_head(number, born)
        if not isinstance(nik, str):
            return True
        check = check_nik(
            nik,
            birth_date=born if isinstance(born, date) else None,
            sex=Sex(sex) if isinstance(sex, str) and sex else None,
            today=self.yardstick.today,
            old=self.yardstick.old_regions,
        )
        for error in check.errors:
            self._refuse(number, "nik", nik, f"{_(error)} {_('Salin ulang dari KK atau KTP.')}")
        for warning in check.warnings:
            if not (check.is_demo and warning is Problem.UNKNOWN_REGION):
                self._warn(number, _TELLING[warning], nik, _(warning))
        return not check.errors

    def _weigh_head(self, number: int, born: date) -> None:
        age = self.yardstick.today.year - born.year
        if age < _YOUNGEST_HEAD:
            words = _("kepala keluarga berumur %(age)s tahun; periksa hubungan keluarga dan tanggal lahirnya.")
            self._warn(number, "birth_date", f"{born:%d-%m-%Y}", words % {"age": age})

    def _is_example(self, number: int, row: Row) -> bool:
        at = self.address_at
        if number != self.layout.header_row + 1 or at is None or at >= len(row):
            return False
        return plain(row[at] or "").casefold() == _EXAMPLE_ADDRESS

    def _refuse(self, number: int, field: str, value: str, words: str) -> None:
        self.refused.add(Refusal(number, field, value, words))

    def _warn(self, number: int, field: str, value: str, words: str) -> None:
        self.report.warnings.add(number, self.layout.heading_of(field), value, words)
