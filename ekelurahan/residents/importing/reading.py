"""Opening a file of any kind: is it one, which sheets, and their rows one by one. Only .xls is held in memory, which
cannot have more than 65,536 rows.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from ekelurahan.residents.importing import texts
from ekelurahan.residents.importing.xlsx import BrokenXlsx, Row, Workbook, open_workbook

SHEETS = ("Data Penduduk", "Sheet1")  # of templates; of sheets that fit equally well these are read
END = "###"
MAX_UNPACKED = 1_000_000_000  # bytes: far more than a city's residents need, less than what fills a disk
MAX_STRINGS = 200_000_000  # bytes of shared texts, which must be held in memory
MAX_SMALL = 8_000_000  # bytes of each part that is read whole, and takes some 35 times as much memory
SMALL_PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_OLD_EXCEL, _PACKED = b"\xd0\xcf\x11\xe0", b"PK"
_OTHERS = (b"%PDF", b"<", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
Rows = Iterator[tuple[int, Row]]


class UnusableFile(Exception):
    """The file cannot be read at all. The message is for the screen."""


@dataclass(frozen=True)
class Book:
    """An open file: its sheets by name, each of which can be read from the beginning as often as needed."""

    sheets: dict[str, Callable[[], Rows]]
    last_rows: dict[str, int]  # as the file claims; 0 where it does not

    def rows(self, sheet: str) -> Rows:
        """The rows that hold something, until the mark that ends a template; numbers as a spreadsheet shows them."""
        for number, row in self.sheets[sheet]():
            if any(isinstance(cell, str) and cell.strip() == END for cell in row[:3]):
                return
            if any(cell is not None and cell != "" for cell in row):
                yield number, row


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """An xlsx, xlsm, xls or CSV file. Raises UnusableFile, also later, from within the rows."""
    with path.open("rb") as file:
        beginning = file.read(16).lstrip()
    try:
        if beginning.startswith(_PACKED):
            with zipfile.ZipFile(path) as archive:
                _refuse_giants(archive)
                yield _xlsx(open_workbook(archive))
        elif beginning.startswith(_OLD_EXCEL):
            yield _xls(path)
        else:
            yield _text(path, beginning)
    except (BrokenXlsx, zipfile.BadZipFile, CalamineError) as error:
        raise UnusableFile(
            _("Berkas Excel ini rusak dan tidak bisa dibaca. Buka di Excel, simpan ulang, lalu coba lagi.")
        ) from error
    except texts.BrokenText as error:
        raise UnusableFile(
            _("Berkas CSV ini tidak bisa dibaca di sekitar baris %(row)s: ada tanda kutip yang tidak ditutup.")
            % {"row": error}
        ) from error


def _xlsx(book: Workbook) -> Book:
    claimed = {name: _claimed_last_row(book, name) for name in book.sheets}
    return Book({name: partial(book.rows, name) for name in book.sheets}, claimed)


def _xls(path: Path) -> Book:
    try:
        book = load_workbook(path)
    except PasswordError:
        raise UnusableFile(
            _("Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu coba lagi.")
        ) from None
    sizes = {name: book.get_sheet_by_name(name).total_height for name in book.sheet_names}
    return Book({name: partial(_xls_rows, book, name) for name in book.sheet_names}, sizes)


def _xls_rows(book: CalamineWorkbook, name: str) -> Rows:
    yield from enumerate(map(tuple, book.get_sheet_by_name(name).to_python(skip_empty_area=False)), start=1)


def _text(path: Path, beginning: bytes) -> Book:
    if beginning.startswith(_OTHERS) or not texts.is_text(path):
        raise UnusableFile(
            _(
                "Berkas ini bukan berkas Excel (.xlsx, .xlsm, .xls) atau CSV, walaupun namanya mungkin begitu. Buka di Excel, "
                "lalu pilih Simpan Sebagai “Excel Workbook (*.xlsx)”."
            )
        )
    return Book({"CSV": partial(texts.rows, path)}, {"CSV": 0})


def _refuse_giants(archive: zipfile.ZipFile) -> None:
    sizes = {item.filename: item.file_size for item in archive.infolist()}
    if "xl/workbook.xml" not in sizes:
        raise UnusableFile(_("Berkas ini bukan buku kerja Excel. Pilih berkas .xlsx atau .xlsm berisi data penduduk."))
    too_large = sizes.get("xl/sharedStrings.xml", 0) > MAX_STRINGS or any(
        sizes.get(part, 0) > MAX_SMALL for part in SMALL_PARTS
    )
    if too_large or sum(sizes.values()) > MAX_UNPACKED:
        raise UnusableFile(_("Isi berkas ini terlalu besar untuk diimpor. Bagi menjadi beberapa berkas."))


def _claimed_last_row(book: Workbook, name: str) -> int:
    with book.archive.open(book.sheets[name]) as part:
        found = _DIMENSION.search(part.read(4096))
    return int(found[1]) if found else 0
