"""Tables as a workbook, read back by another library."""

from io import BytesIO

import openpyxl

from ekelurahan.lib.table import Column, Table
from ekelurahan.residents.registers.workbook import write_workbook

COLUMNS = (Column(("No.",), 10, is_number=True), Column(("NIK",), 30), Column(("Lahir", "L"), 10, is_number=True),
           Column(("Lahir", "P"), 10, is_number=True))  # fmt: skip


def test_a_table_is_read_back_as_it_was() -> None:
    rows = [(1, "9901010101100001", 2, -3), (2, "=1+1", 0, 0)]
    table = Table("Buku/Uji: satu", COLUMNS, iter(rows), totals=("", "Jumlah", 2, -3), notes=["Catatan"])
    book = openpyxl.load_workbook(BytesIO(write_workbook("Buku Uji", ["November 2026"], [table, table])))
    assert book.sheetnames == ["1 Buku Uji  satu", "2 Buku Uji  satu"]
    sheet = book.worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0][0] == "Buku Uji"
    assert found[4] == ["No.", "NIK", "Lahir", None]
    assert found[5] == [None, None, "L", "P"]
    assert found[6] == [1, 2, 3, 4]
    assert found[7] == [1, "9901010101100001", 2, -3]
    assert (sheet["B9"].value, sheet["B9"].data_type) == ("=1+1", "s")
    assert found[9] == [None, "Jumlah", 2, -3] or found[9] == ["", "Jumlah", 2, -3]
    assert found[11][0] == "Catatan"
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A5:A6", "B5:B6", "C5:D5"}
    assert sheet.freeze_panes == "C8"
    assert sheet.page_setup.orientation == "landscape"


def test_an_empty_table_is_a_workbook_too() -> None:
    data = write_workbook("Kosong", [], [Table("Kosong", COLUMNS, [], is_numbered=False)], on_a4=True)
    assert openpyxl.load_workbook(BytesIO(data)).active is not None
