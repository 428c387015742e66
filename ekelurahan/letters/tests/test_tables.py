"""Reports and registers on paper."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from ekelurahan.letters import tables
from ekelurahan.letters.sheet import Letterhead, Signer
from ekelurahan.letters.tables import Document, Pyramid, printed, typeset_tables
from ekelurahan.lib.table import Cell, Column, Table

COLUMNS = (Column(("No.",), 10, is_number=True), Column(("Nama",), 60), Column(("Lahir", "L"), 10, is_number=True),
           Column(("Lahir", "P"), 10, is_number=True))  # fmt: skip
HEAD = Letterhead("PEMERINTAH KOTA PALEMBANG", "KECAMATAN PLAJU", "KELURAHAN PLAJU ULU", "Jalan Kapten Abdullah 1")
LURAH = Signer("LURAH PLAJU ULU,", "Lukman Hakim, S.IP., M.Si.", "Penata Tingkat I (III/d)", "197201011998031004")


def people(count: int) -> list[Sequence[Cell]]:
    return [(number, f"WARGA {number}", 1200, -3) for number in range(1, count + 1)]


def paper(*found: Table, **more: Any) -> Document:
    told: dict[str, Any] = {"signer": LURAH, "subtitles": ["November 2026"], "footer": "kaki halaman"} | more
    return Document("Buku Uji", HEAD, found, "Palembang", date(2026, 11, 24), **told)


def table(count: int, **more: Any) -> Table:
    return Table("Warga", COLUMNS, people(count), **more)


def pages_of(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_short_paper_bears_letterhead_table_and_signature_and_says_what_it_is() -> None:
    pdf = typeset_tables(paper(table(3, totals=("", "Jumlah", 3600, -9), notes=["Catatan kaki"])))
    (text,) = pages_of(pdf)
    for words in ("KECAMATAN PLAJU", "BUKU UJI", "WARGA 2", "1.200", "\N{MINUS SIGN}3", "3.600", "Catatan kaki",
                  "Palembang, 24 November 2026", "LURAH PLAJU ULU,", "NIP. 19720101 199803 1 004", "Halaman 1"):  # fmt: skip
        assert words in text
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[0].mediabox
        assert float(page[2]) > float(page[3]), "landscape"
        assert "Buku Uji, November 2026" in str(document.open_metadata().get("dc:title"))


def test_a_long_register_is_set_in_pieces_with_running_pages_and_one_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "PIECE", 60)
    pages = pages_of(typeset_tables(paper(table(150, totals=("", "Jumlah", 1, 1)))))
    assert [text.count("Nama") for text in pages] == [1] * len(pages), "the head repeats"
    assert [f"Halaman {number}" in text for number, text in enumerate(pages, 1)] == [True] * len(pages)
    whole = "\n".join(pages)
    assert (whole.count("LURAH PLAJU ULU,"), whole.count("KECAMATAN PLAJU"), whole.count("Jumlah")) == (1, 1, 1)
    assert [f"WARGA {number}\r" in whole or f"WARGA {number} " in whole for number in (1, 60, 61, 120, 150)] == [
        True
    ] * 5


def test_rows_that_just_fill_their_pieces_end_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "PIECE", 50)
    assert "LURAH" in pages_of(typeset_tables(paper(table(100))))[-1]


def test_an_empty_register_is_a_paper_too() -> None:
    (text,) = pages_of(typeset_tables(paper(table(0))))
    assert "Nama" in text


def test_several_tables_have_titles_of_their_own_and_a_pyramid_comes_first() -> None:
    pyramid = Pyramid("Piramida penduduk", [("0\N{EN DASH}4", 12, 9), ("5\N{EN DASH}9", 0, 3)])
    text = "\n".join(pages_of(typeset_tables(paper(table(1), table(1), pyramid=pyramid, signer=None))))
    assert text.count("Warga\r") + text.count("Warga\n") == 2
    assert text.index("Piramida") < text.index("Warga")
    assert "LURAH PLAJU ULU," not in text


def test_an_area_without_an_office_prints_the_lines_it_has() -> None:
    head = Letterhead("PEMERINTAH KOTA PALEMBANG", "", "", "")
    document = Document("Laporan", head, [table(1)], "Palembang", date(2026, 11, 24))
    assert "PEMERINTAH KOTA PALEMBANG" in pages_of(typeset_tables(document))[0]


@pytest.mark.parametrize("name", ["#panic()", "$x$ *tebal* _miring_", "\\u{41}", "A" * 200, "日本", "<b>"])
def test_names_are_printed_as_they_are_or_with_question_marks(name: str) -> None:
    (text,) = pages_of(typeset_tables(paper(Table("Warga", COLUMNS, [(1, name, 0, 0)]))))
    assert ("??" if name == "日本" else name[0]) in text.replace("\u200b", "").partition("Lahir")[2]


def test_a_missing_pyramid_of_nobody_is_no_error() -> None:
    assert typeset_tables(paper(table(1), pyramid=Pyramid("Piramida", [("0\N{EN DASH}4", 0, 0)])))


def test_numbers_have_points_for_thousands() -> None:
    assert [printed(cell) for cell in (1234567, -5, 0, "teks")] == ["1.234.567", "\N{MINUS SIGN}5", "0", "teks"]
