"""Our reader of xlsx: the same as openpyxl reads, whatever program wrote the file; broken files end in words."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ekelurahan.residents.importing.reading import MAX_SMALL, MAX_STRINGS, UnusableFile, open_book
from ekelurahan.residents.importing.xlsx import BrokenXlsx, open_workbook

ROWS: list[list[object]] = [
    ["nik", "nama", None, "é & <ü>", " ruang "],
    [1, 2.5, 1671140101880001, -3, 0],
    [True, False, "'001", "", "x" * 5000],
    [date(1988, 1, 1), datetime(2026, 11, 24, 13, 30), None, None, "akhir"],  # noqa: DTZ001  # Excel knows no zones
]

CONTENT = '<?xml version="1.0"?><{p}worksheet xmlns{x}="m"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'


def read(path: Path | BytesIO, sheet: str = "Sheet1") -> list[tuple[int, tuple[object, ...]]]:
    with zipfile.ZipFile(path) as archive:
        return list(open_workbook(archive).rows(sheet))


def saved(path: Path, rows: list[list[object]]) -> Path:
    """The rows as openpyxl writes them."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def packed(rows: str, *, prefix: str = "", texts: str = "", properties: str = "") -> BytesIO:
    """A minimal file, as another program might write it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<w:workbook xmlns:w="m" xmlns:r="o">{properties}<w:sheets><w:sheet name="Sheet1" sheetId="1" r:id="a"/>'
            "</w:sheets></w:workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="/xl/worksheets/one.xml"/></Relationships>',
        )
        x = f":{prefix[:-1]}" if prefix else ""
        archive.writestr("xl/worksheets/one.xml", CONTENT.format(p=prefix, x=x, rows=rows))
        if texts:
            archive.writestr("xl/sharedStrings.xml", f"<sst>{texts}</sst>")
    file.seek(0)
    return file


def test_a_file_of_openpyxl_is_read(tmp_path: Path) -> None:
    assert read(saved(tmp_path / "a.xlsx", ROWS)) == [
        (1, ("nik", "nama", None, "é & <ü>", " ruang ")),
        (2, (1, 2.5, 1671140101880001, -3, 0)),
        (3, (True, False, "'001", None, "x" * 5000)),
        (4, (date(1988, 1, 1), date(2026, 11, 24), None, None, "akhir")),
    ]


@pytest.mark.parametrize("constant_memory", [True, False])
def test_a_file_of_xlsxwriter_is_read(tmp_path: Path, constant_memory: bool) -> None:
    book = xlsxwriter.Workbook(
        str(tmp_path / "a.xlsx"), {"constant_memory": constant_memory, "default_date_format": "d mmmm yyyy"}
    )
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, ["satu", 2, date(1988, 1, 1)])
    sheet.write_formula(3, 1, "=1+1", value=2)
    sheet.write_number(3, 2, 5, book.add_format({"num_format": '0.00 "hari"'}))
    book.close()
    assert read(tmp_path / "a.xlsx") == [(1, ("satu", 2, date(1988, 1, 1))), (4, (None, 2, 5))]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20),
                st.integers(-(10**9), 10**9),
                st.booleans(),
                st.none(),
            ),
            max_size=30,
        ),
        max_size=6,
    )
)
def test_any_table_is_read_as_openpyxl_reads_it(tmp_path: Path, table: list[list[object]]) -> None:
    path = saved(
        tmp_path / "a.xlsx", [[f"t{cell}" if isinstance(cell, str) else cell for cell in row] for row in table]
    )
    again = openpyxl.load_workbook(path, data_only=True)["Sheet1"]
    expected = []
    for number, found in enumerate(again.iter_rows(values_only=True), start=1):
        cells = list(found)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            expected.append((number, tuple(cells)))
    assert read(path) == expected


def test_prefixes_and_missing_references_do_not_matter() -> None:
    plain = '<{p}row><{p}c t="inlineStr"><{p}is><{p}t>a</{p}t></{p}is></{p}c><{p}c><{p}v>7</{p}v></{p}c></{p}row>'
    assert read(packed(plain.format(p=""))) == [(1, ("a", 7))]
    assert read(packed(plain.format(p="x:"), prefix="x:")) == [(1, ("a", 7))]


def test_readings_for_pronunciation_are_left_out_and_rich_text_is_joined() -> None:
    texts = "<si><r><t>Si</t></r><r><t>ti</t></r><rPh><t>シティ</t></rPh></si>"
    assert read(packed('<row><c t="s"><v>0</v></c></row>', texts=texts)) == [(1, ("Siti",))]


def test_a_formula_counts_by_its_value_and_an_error_is_a_text() -> None:
    rows = '<row r="9"><c r="B9" t="str"><f>A1</f><v>hasil</v></c><c r="C9" t="e"><v>#REF!</v></c></row>'
    assert read(packed(rows)) == [(9, (None, "hasil", "#REF!"))]


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c t="s"><v>5</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        "<row><c><v>bukan angka</v></c></row>",
        "<row><c><v>-inf</v></c></row>",
        '<row><c r="ZZZZZZ1"><v>1</v></c></row>',
        '<row><c r="?1"><v>1</v></c></row>',
        '<row r="x"></row>',
        "<row><c>",
    ],
)
def test_what_the_standard_does_not_allow_is_refused(rows: str) -> None:
    with pytest.raises(BrokenXlsx):
        read(packed(rows))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/styles.xml", '<styleSheet><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>'),
        ("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Type="http://x/worksheet"/></Relationships>'),
    ],
)
def test_a_part_without_the_attributes_it_needs_is_refused(part: str, content: str) -> None:
    file = BytesIO()
    with zipfile.ZipFile(packed("")) as whole, zipfile.ZipFile(file, "w") as archive:
        for name in {*whole.namelist(), part}:
            archive.writestr(name, content if name == part else whole.read(name))
    with pytest.raises(BrokenXlsx):
        read(file)


def test_a_cell_longer_than_any_cell_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(BrokenXlsx):
        read(packed(f'<row><c t="str"><v>{"x" * 2_000_000}</v></c></row>'))
    with pytest.raises(BrokenXlsx):
        read(packed("", texts=f"<si><t>{'x' * 2_000_000}</t></si>"))


def test_a_document_type_is_refused() -> None:
    file = packed("")
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/one.xml", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>')
    with pytest.raises(BrokenXlsx):
        read(file)


def test_dates_of_old_macs_count_from_1904() -> None:
    file = packed('<row><c s="0"><v>1</v></c></row>', properties='<w:workbookPr date1904="1"/>')
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/styles.xml", '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>')
    assert read(file) == [(1, (date(1904, 1, 2),))]


@pytest.mark.parametrize(("part", "most"), [("xl/sharedStrings.xml", MAX_STRINGS), ("xl/styles.xml", MAX_SMALL)])
def test_a_file_that_would_unpack_to_a_giant_is_refused(tmp_path: Path, part: str, most: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(part, "w") as giant:
            for _ in range(most // 1_000_000 + 1):
                giant.write(b" " * 1_000_000)
    with pytest.raises(UnusableFile, match="terlalu besar"), open_book(tmp_path / "a.xlsx"):
        pass
