"""Tables as an Excel workbook: each table a sheet, its head frozen, landscape, rows written one by one in flat memory.

Everything that is text is written as text, so that nothing is taken for a formula and no NIK loses its last digits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from ekelurahan.lib.table import Cell, Heading, Table, head_of

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")  # in the names of sheets
_LONGEST_NAME = 31
_MILLIMETRES = 1.75  # of one character
_PAPER_A4, _PAPER_FOLIO = 9, 14


@dataclass(frozen=True)
class _Formats:
    title: Any
    plain: Any
    head: Any
    text: Any
    number: Any
    total_text: Any
    total_number: Any


def write_workbook(title: str, subtitles: Sequence[str], tables: Sequence[Table], *, on_a4: bool = False) -> bytes:
    """The file. `title` and `subtitles` stand above each table."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "dd-mm-yyyy"})
    formats = _formats(book)
    for number, table in enumerate(tables, 1):
        sheet = book.add_worksheet(_FORBIDDEN.sub(" ", f"{number} {table.title}")[:_LONGEST_NAME].strip())
        sheet.set_landscape()
        sheet.set_paper(_PAPER_A4 if on_a4 else _PAPER_FOLIO)
        sheet.fit_to_pages(1, 0)
        _write(sheet, title, subtitles, table, formats)
    book.close()
    return target.getvalue()


def _formats(book: Any) -> _Formats:
    line = {"border": 1, "valign": "top"}
    head = {"border": 1, "bold": True, "bg_color": "#EBEBEB"}
    return _Formats(
        title=book.add_format({"bold": True, "font_size": 14}),
        plain=book.add_format({}),
        head=book.add_format(head | {"align": "center", "valign": "vcenter", "text_wrap": True}),
        text=book.add_format(line | {"num_format": "@"}),
        number=book.add_format(line | {"num_format": "#,##0"}),
        total_text=book.add_format(head | {"num_format": "@"}),
        total_number=book.add_format(head | {"num_format": "#,##0"}),
    )


def _write(sheet: Any, title: str, subtitles: Sequence[str], table: Table, formats: _Formats) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, max(column.width / _MILLIMETRES, 5))
    names = [title, *subtitles, *([table.title] if table.title != title else [])]
    for row, text in enumerate(names):
        sheet.write_string(row, 0, text, formats.title if not row else formats.plain)
    row = _write_head(sheet, len(names) + 1, table, formats)
    for cells in table.rows:
        _write_row(sheet, row, cells, formats.text, formats.number)
        row += 1
    if table.totals:
        _write_row(sheet, row, table.totals, formats.total_text, formats.total_number)
        row += 1
    for note in table.notes:
        row += 1
        sheet.write_string(row, 0, note, formats.plain)


def _write_head(sheet: Any, top: int, table: Table, formats: _Formats) -> int:
    """Headings and, in books, the numbers of the columns; returns the first row below. Row by row, as flat memory needs."""
    rows = head_of(table.columns)
    for row, headings in enumerate(rows, top):
        for place in range(len(table.columns)):
            sheet.write_blank(row, place, None, formats.head)
        for heading in headings:
            sheet.write_string(row, heading.place, heading.text, formats.head)
            _merge(sheet, row, heading)
    below = top + len(rows)
    if table.is_numbered:
        for place in range(len(table.columns)):
            sheet.write_number(below, place, place + 1, formats.head)
        below += 1
    sheet.freeze_panes(below, 2 if len(table.columns) > 2 else 0)  # noqa: PLR2004  # number and name stay in view
    sheet.repeat_rows(top, below - 1)
    return below


def _merge(sheet: Any, row: int, heading: Heading) -> None:
    """Only noted: writing the cells of a merged range, as `merge_range` does, would go back to rows that are out already."""
    if heading.columns > 1 or heading.rows > 1:
        sheet.merge.append([row, heading.place, row + heading.rows - 1, heading.place + heading.columns - 1])


def _write_row(sheet: Any, row: int, cells: Sequence[Cell], text: Any, number: Any) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, place, cell, number)
        else:
            sheet.write_string(row, place, cell, text)
