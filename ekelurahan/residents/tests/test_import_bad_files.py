"""Files that are none, or hold nothing that fits: each is answered with a sentence that says what to do."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from ekelurahan.residents.importing import Report, run
from ekelurahan.residents.tests.books import HEAD, write_book

pytestmark = pytest.mark.django_db

PLAJU_ULU = 1671141001


def three_sheets(path: Path, *sheets: tuple[str, list[list[str]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return path


def imported(path: Path) -> Report:
    return run(path, PLAJU_ULU, by=None)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"nik,nama\n1,2\n", "tanpa kolom Nomor KK"),
        (b"", "bukan berkas Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "rusak"),
        (b"<html><table><tr><td>NIK</td></tr></table></html>", "bukan berkas Excel"),
        (bytes(range(256)), "bukan berkas Excel"),
        (b"%PDF-1.7", "bukan berkas Excel"),
    ],
)
def test_a_renamed_file_of_another_kind_is_told_so(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    assert word in run(tmp_path / "a.xlsx", PLAJU_ULU, by=None).problem


def test_a_damaged_file_is_told_so(tmp_path: Path) -> None:
    whole = write_book(tmp_path / "a.xlsx", [HEAD] * 50).read_bytes()
    for cut in (whole[:-40], whole[: len(whole) // 2], whole.replace(b"sheet1", b"sheet9", 1)):
        (tmp_path / "a.xlsx").write_bytes(cut)
        report = run(tmp_path / "a.xlsx", PLAJU_ULU, by=None)
        assert report.problem, report.lines()
        assert not report.written


def test_another_kind_of_office_file_is_told_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert "bukan buku kerja" in run(tmp_path / "a.xlsx", PLAJU_ULU, by=None).problem


def test_three_sheets_of_which_none_fits_are_named_with_what_each_lacks(tmp_path: Path) -> None:
    report = imported(
        three_sheets(
            tmp_path / "a.xlsx",
            ("Rekap", [["RW", "Jumlah"], ["1", "20"]]),
            ("Warga", [["NIK", "Nama Lengkap", "Alamat"], ["9971140101880001", "AHMAD", "Jl. A"]]),
            ("Catatan", [["apa saja"]]),
        )
    )
    assert "lembar “Warga” tanpa kolom Nomor KK, Jenis kelamin, Tanggal lahir" in report.problem
    assert "lembar “Rekap” tanpa kolom NIK, Nama, Nomor KK" in report.problem
    assert "Catatan" in report.problem


def test_of_three_sheets_the_one_that_fits_is_read(tmp_path: Path) -> None:
    head = ["NIK", "Nama Lengkap", "No. KK", "L/P", "Tgl Lahir", "RT", "RW"]
    person = ["9971140101880001", "AHMAD", "9971140101200001", "L", "01-01-1988", "1", "2"]
    report = imported(
        three_sheets(
            tmp_path / "a.xlsx", ("Rekap", [["RW"]]), ("Isi", [["Data warga"], [], head, person]), ("X", [["y"]])
        )
    )
    assert (report.problem, report.sheet, report.new, report.refused) == ("", "Isi", 1, 0)


def test_a_second_sheet_that_fits_is_told_of(tmp_path: Path) -> None:
    head = ["NIK", "Nama", "No KK", "JK", "Tanggal Lahir", "RT", "RW"]
    person = ["9971140101880001", "AHMAD", "9971140101200001", "L", "01-01-1988", "1", "2"]
    report = imported(three_sheets(tmp_path / "a.xlsx", ("RW 1", [head, person]), ("RW 2", [head, person])))
    assert report.new == 1
    assert "RW 2" in report.warnings.listed[0].message


def test_an_empty_book_is_told_so(tmp_path: Path) -> None:
    assert "kosong" in imported(three_sheets(tmp_path / "a.xlsx", ("Sheet1", []))).problem


def test_one_bad_row_stops_no_other(tmp_path: Path) -> None:
    people = [HEAD | {"nik": f"99711401018{number:05d}"} for number in range(1, 1001)]
    people[500] |= {"tanggallahir": "kemarin"}
    report = imported(write_book(tmp_path / "a.xlsx", people))
    assert (report.new, report.refused) == (999, 1)
    assert (report.errors.listed[0].row, report.errors.listed[0].column) == (502, "tanggallahir")


def test_a_quote_that_is_never_closed_is_told_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('nik;nama;no_kk;sex;tanggallahir\n1;"AHMAD;2;3;4\n' + "x" * 200_000)
    assert "tanda kutip" in imported(tmp_path / "a.csv").problem
