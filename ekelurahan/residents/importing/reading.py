"""Opening the Excel file: is it one, which sheet, and its rows one by one. Nothing is held but the current row."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

SHEETS = ("Data Penduduk", "Sheet1")
END = "###"
MAX_UNPACKED = 1_000_000_000  # bytes: far more than a city's residents need, less than what fills a disk
MAX_STRINGS = 200_000_000  # bytes of shared texts, which must be held in memory
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"

Row = tuple[object, ...]


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
    """The resident sheet of an xlsx or xlsm file. Raises UnusableFile."""
    _look_inside(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl tells of buttons and drop-downs, which we do not need
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        except (InvalidFileException, KeyError, ValueError, SyntaxError, OSError, zipfile.BadZipFile) as error:
            raise UnusableFile(_damaged()) from error
        try:
            yield _sheet(book)
        except (SyntaxError, zipfile.BadZipFile, EOFError) as error:
            raise UnusableFile(_damaged()) from error
        finally:
            book.close()


def _look_inside(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(4)
    if beginning == _OLD_EXCEL:
        raise UnusableFile(
            "Berkas ini berformat Excel lama (.xls) atau dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya "
            "bila ada, lalu pilih Simpan Sebagai “Excel Workbook (*.xlsx)”."
        )
    if not zipfile.is_zipfile(path):
        raise UnusableFile(
            "Berkas ini bukan berkas Excel .xlsx atau .xlsm, walaupun namanya mungkin begitu; isinya seperti CSV atau "
            "teks biasa. Buka di Excel, lalu pilih Simpan Sebagai “Excel Workbook (*.xlsx)”."
        )
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {item.filename: item.file_size for item in packed.infolist()}
    except zipfile.BadZipFile:
        raise UnusableFile(_damaged()) from None
    if "xl/workbook.xml" not in sizes:
        raise UnusableFile("Berkas ini bukan buku kerja Excel. Pilih berkas .xlsx atau .xlsm berisi data penduduk.")
    if sum(sizes.values()) > MAX_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MAX_STRINGS:
        raise UnusableFile("Isi berkas ini terlalu besar untuk diimpor. Bagi menjadi beberapa berkas.")


def _sheet(book: openpyxl.Workbook) -> Sheet:
    by_name = {name.strip().casefold(): name for name in book.sheetnames}
    name = next((by_name[wanted.casefold()] for wanted in SHEETS if wanted.casefold() in by_name), None)
    if name is None:
        raise UnusableFile(
            f"Lembar “{SHEETS[0]}” atau “{SHEETS[1]}” tidak ada. Lembar dalam berkas ini: "
            f"{', '.join(book.sheetnames)}. Beri lembar yang berisi penduduk salah satu nama itu."
        )
    sheet = book[name]
    if not isinstance(sheet, ReadOnlyWorksheet):
        raise UnusableFile(f"Lembar “{name}” berisi bagan, bukan tabel.")
    claimed = sheet.max_row or 0
    sheet.reset_dimensions()  # what files claim about their size is often wrong
    rows = sheet.iter_rows(values_only=True)
    return Sheet(name, next(rows, ()), _until_end(rows), claimed)


def _until_end(rows: Iterator[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, start=2):
        if any(isinstance(cell, str) and cell.strip() == END for cell in row[:3]):
            return
        if any(cell is not None and cell != "" for cell in row):
            yield number, row


def _damaged() -> str:
    return "Berkas Excel ini rusak dan tidak bisa dibaca. Buka di Excel, simpan ulang, lalu coba lagi."
