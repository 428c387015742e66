"""Opening the Excel file: is it one, which sheet, and its rows one by one. Nothing is held but the current row."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from ekelurahan.residents.importing.xlsx import BrokenXlsx, Row, Workbook, open_workbook

SHEETS = ("Data Penduduk", "Sheet1")
END = "###"
MAX_UNPACKED = 1_000_000_000  # bytes: far more than a city's residents need, less than what fills a disk
MAX_STRINGS = 200_000_000  # bytes of shared texts, which must be held in memory
MAX_SMALL = 8_000_000  # bytes of each part that is read whole, and takes some 35 times as much memory
SMALL_PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


class UnusableFile(Exception):
    """The file cannot be read at all. The message is for the screen."""


@dataclass(frozen=True)
class Sheet:
    """The sheet with the residents: its name, its first row, and the rows after it with the numbers Excel shows."""

    name: str
    header: Row
    rows: Iterator[tuple[int, Row]]
    last_row: int  # as the file claims; 0 where it does not


@contextmanager
def open_sheet(path: Path) -> Iterator[Sheet]:
    """The resident sheet of an xlsx or xlsm file. Raises UnusableFile, also later, from within the rows."""
    _refuse_other_kinds(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_giants(archive)
            yield _sheet(open_workbook(archive))
    except (BrokenXlsx, zipfile.BadZipFile) as error:
        raise UnusableFile(
            _("Berkas Excel ini rusak dan tidak bisa dibaca. Buka di Excel, simpan ulang, lalu coba lagi.")
        ) from error


def _refuse_other_kinds(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(4)
    if beginning == _OLD_EXCEL:
        raise UnusableFile(
            _(
                "Berkas ini berformat Excel lama (.xls) atau dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya "
                "bila ada, lalu pilih Simpan Sebagai “Excel Workbook (*.xlsx)”."
            )
        )
    if not beginning.startswith(b"PK"):
        raise UnusableFile(
            _(
                "Berkas ini bukan berkas Excel .xlsx atau .xlsm, walaupun namanya mungkin begitu; isinya seperti CSV atau "
                "teks biasa. Buka di Excel, lalu pilih Simpan Sebagai “Excel Workbook (*.xlsx)”."
            )
        )


def _refuse_giants(archive: zipfile.ZipFile) -> None:
    sizes = {item.filename: item.file_size for item in archive.infolist()}
    if "xl/workbook.xml" not in sizes:
        raise UnusableFile(_("Berkas ini bukan buku kerja Excel. Pilih berkas .xlsx atau .xlsm berisi data penduduk."))
    too_large = sizes.get("xl/sharedStrings.xml", 0) > MAX_STRINGS or any(
        sizes.get(part, 0) > MAX_SMALL for part in SMALL_PARTS
    )
    if too_large or sum(sizes.values()) > MAX_UNPACKED:
        raise UnusableFile(_("Isi berkas ini terlalu besar untuk diimpor. Bagi menjadi beberapa berkas."))


def _sheet(book: Workbook) -> Sheet:
    by_name = {name.strip().casefold(): name for name in book.sheets}
    name = next((by_name[wanted.casefold()] for wanted in SHEETS if wanted.casefold() in by_name), None)
    if name is None:
        raise UnusableFile(
            _(
                "Lembar “Data Penduduk” atau “Sheet1” tidak ada. Lembar dalam berkas ini: %(sheets)s. "
                "Beri lembar yang berisi penduduk salah satu nama itu."
            )
            % {"sheets": ", ".join(book.sheets)}
        )
    rows = book.rows(name)
    first, header = next(rows, (1, ()))
    if first != 1:
        raise UnusableFile(
            _("Baris pertama lembar “%(sheet)s” kosong; seharusnya berisi nama kolom.") % {"sheet": name}
        )
    return Sheet(name, header, _until_end(rows), _claimed_last_row(book, name))


def _claimed_last_row(book: Workbook, name: str) -> int:
    with book.archive.open(book.sheets[name]) as part:
        found = _DIMENSION.search(part.read(4096))
    return int(found[1]) if found else 0


def _until_end(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    for number, row in rows:
        if any(isinstance(cell, str) and cell.strip() == END for cell in row[:3]):
            return
        if any(cell is not None and cell != "" for cell in row):
            yield number, row
