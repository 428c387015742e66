"""A file in OpenSID's format, full of made-up people, for trying the import."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import xlsxwriter

from ekelurahan.residents.batch.rows import PLACES, StagedRow
from ekelurahan.residents.demo.people import Numbers, people_of
from ekelurahan.residents.entry import CODED_FIELDS
from ekelurahan.residents.importing.columns import COLUMNS, Column
from ekelurahan.residents.importing.reading import END, SHEETS

FIRST_SERIAL = 5000  # after those of the demo's own people
_LABELLED = frozenset({"sex", "religion", "occupation"})  # written as labels; other lists by number


def write_workbook(path: Path, rows: int, *, kelurahan_id: int, seed: int = 2) -> None:
    """Write that many people. The same seed makes the same file; none of them is in the demo already."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet(SHEETS[0])
    sheet.write_row(0, 0, [column.header for column in COLUMNS])
    last = 0
    for last, person in enumerate(_people(rows, kelurahan_id, seed), start=1):
        for place, column in enumerate(COLUMNS):
            sheet.write_string(last, place, _cell(column, person.values[PLACES[column.field]]))
    sheet.write_string(last + 1, 1, END)
    book.close()


def _people(rows: int, kelurahan_id: int, seed: int) -> Iterator[StagedRow]:
    return islice(people_of(kelurahan_id, rows, numbers=Numbers(FIRST_SERIAL), seed=seed), rows)


def _cell(column: Column, value: str | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if column.field in CODED_FIELDS:
        member = CODED_FIELDS[column.field](value)
        return member.label if column.field in _LABELLED else str(member.number)
    return f"'{value}" if column.field in {"rt", "rw"} else value
