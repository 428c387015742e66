"""Writing tables row by row, so that memory does not grow with them."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet calculate a text of a CSV
_NEGATIVE = re.compile(r"-\d+([.,]\d+)?", re.ASCII)  # a latitude, say: nothing to calculate


def write_xlsx(path: Path, rows: Iterable[Sequence[object]], *, sheet: str) -> int:
    """Every cell as text, so that no digit of a number is lost. Returns how many rows follow the first."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet[:31])
    number = -1
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value not in {None, ""}:
                page.write_string(number, place, shown(value))
    book.close()
    return max(number, 0)


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> int:
    """With a mark of its encoding and semicolons, as spreadsheets in Indonesia expect. Returns how many rows follow the first."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for row in rows:
            writer.writerow([_harmless(shown(value)) for value in row])
            count += 1
    return max(count - 1, 0)


def shown(value: object) -> str:
    """A value as a cell: dates as 24-11-2026, whole numbers without a point."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NEGATIVE.fullmatch(text) else text
