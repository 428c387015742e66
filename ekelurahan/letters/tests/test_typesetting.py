"""Letters on paper: size, text, fonts, QR, and that text is only ever text."""

import io
import re
import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ekelurahan.catalogue.letter import FieldList, LetterContent, Paragraph
from ekelurahan.letters.fonts import unprintable
from ekelurahan.letters.sheet import Paper, Sheet
from ekelurahan.letters.tests.papers import CERTIFICATE, VERIFICATION_URL, certificate, crowded, declaration
from ekelurahan.letters.typesetting import CannotBePrintedError, preview_png, typeset

POINTS = {Paper.A4: (595.28, 841.89), Paper.F4: (609.45, 935.43)}


def text_of(pdf: bytes) -> str:
    """The text layer of all pages, in the order of the content."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "\n")


def saying(*paragraphs: str) -> LetterContent:
    return replace(CERTIFICATE, blocks=tuple(Paragraph(text) for text in paragraphs))


def pictures(pdf: bytes) -> int:
    """How many pixel images the file holds."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(
            isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image" and "/SMask" in item
            for item in document.objects
        )


def program(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # fixed programs
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("make", [certificate, declaration, crowded])
def test_ordinary_letters_fill_one_page_of_exactly_the_paper(make: Callable[[Paper], Sheet], paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(typeset(make(paper)))) as document:
        assert len(document.pages) == 1
        assert [float(edge) for edge in document.pages[0].mediabox] == pytest.approx([0, 0, *POINTS[paper]], abs=0.01)


def test_the_text_reads_in_order() -> None:
    text = text_of(typeset(certificate()))
    parts = [
        "PEMERINTAH KOTA PALEMBANG", "KECAMATAN PLAJU", "KELURAHAN PLAJU ULU", "Jalan D.I. Panjaitan",
        "SURAT KETERANGAN DOMISILI", "Nomor : 400.12.2.1/012/PLU/XI/2026", "menerangkan bahwa:", "SITI AMINAH",
        "9914014107850001", "berdomisili", "Demikian surat keterangan", "Palembang, 24 November 2026",
        "LURAH PLAJU ULU,", "AHMAD FAUZI, S.STP., M.Si.", "Penata Tingkat I (III/d)", "NIP. 19850312 200604 1 001",
        "TIDAK DIPUNGUT BIAYA", "7Q4K9-ZP2M6-XW3C8-T0HVB-N5JDA-E", "tidak tersertifikasi",
    ]  # fmt: skip
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_a_label_stands_before_its_value() -> None:
    assert re.search(r"Nama\s*:\s*SITI AMINAH\s*NIK\s*:\s*9914014107850001", text_of(typeset(certificate())))


def test_a_declaration_has_room_for_meterai_and_every_signature() -> None:
    text = text_of(typeset(declaration()))
    for part in (
        "Meterai",
        "Rp10.000",
        "Yang membuat pernyataan,",
        "Saksi I,",
        "BUDI SANTOSO",
        "Saksi II,",
        "Mengetahui,",
    ):
        assert part in text
    assert text.count("AHMAD FAUZI") == 1


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")', "*tebal* _miring_ `kode`", "$x^2$", '#import "/etc/passwd"', "\\u{41}", "<label> @ref",
        "= Judul", "- butir", "// komentar", "https://contoh.go.id", "~ -- --- ... 'kutip' \"kutip\"", "{name} {{x}}",
        "#sys.inputs",
    ],
)  # fmt: skip
def test_text_that_looks_like_code_is_printed_as_it_is(text: str) -> None:
    rows = FieldList((("Nama", text),))
    sheet = replace(
        certificate(),
        content=replace(CERTIFICATE, blocks=(rows, Paragraph(text))),
        number=text,
        signer=replace(certificate().signer, name=text),
    )
    found = re.sub(r"\s+", " ", text_of(typeset(sheet)))
    assert found.count(text) == 4


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_is_printed_or_refused_by_name(text: str) -> None:
    try:
        typeset(replace(certificate(), content=saying(text, text)))
    except CannotBePrintedError as refusal:
        assert "tidak bisa dicetak" in str(refusal)  # noqa: PT017  # either outcome is right


def test_every_character_that_the_fonts_claim_can_be_printed() -> None:
    claimed = [
        chr(point) for point in range(0x20, 0xFFFF) if not 0xD800 <= point < 0xE000 and not unprintable(chr(point))
    ]
    assert len(claimed) > 2000
    typeset(replace(certificate(), content=saying("".join(claimed[:1200]), "".join(claimed[1200:]))))


def test_a_character_without_a_glyph_is_refused_by_name() -> None:
    with pytest.raises(CannotBePrintedError, match="😀"):
        typeset(replace(certificate(), content=saying("Halo 😀")))


def test_decomposed_accents_and_control_characters_are_cleaned() -> None:
    assert "André xy" in text_of(typeset(replace(certificate(), content=saying("Andre\u0301\tx\x07y"))))


def test_a_word_longer_than_the_line_stays_on_the_paper() -> None:
    pdf = typeset(replace(certificate(), content=saying("A" * 300, "Selesai.")))
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
    assert max(rights) <= POINTS[Paper.F4][0] - 20 / 25.4 * 72 + 1


def test_a_long_letter_numbers_its_second_page_and_keeps_the_signature_with_the_last_words() -> None:
    content = saying(*["Kalimat panjang yang mengisi halaman. " * 12] * 9, "Demikian penutupnya.")
    pages = pypdfium2.PdfDocument(typeset(replace(certificate(), content=content)))
    assert len(pages) == 2
    second = pages[1].get_textpage().get_text_range()
    assert second.startswith("2")
    assert "Demikian penutupnya." in second
    assert "AHMAD FAUZI" in second
    assert "TIDAK DIPUNGUT BIAYA" in second


@pytest.mark.parametrize("make", [certificate, declaration])
def test_the_qr_is_read_from_the_page_at_150_dpi(make: Callable[[], Sheet]) -> None:
    (page,) = preview_png(make(), ppi=150)
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))] == [VERIFICATION_URL]


@pytest.mark.needs("zbarimg", "pdftoppm")
def test_zbar_reads_the_qr_of_the_sealed_file_at_150_dpi(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(sealed)
    program("pdftoppm", "-r", "150", "-png", "-singlefile", tmp_path / "letter.pdf", tmp_path / "letter")
    assert VERIFICATION_URL in program("zbarimg", "-q", "--raw", tmp_path / "letter.png")


def test_the_qr_is_at_least_22_mm_wide() -> None:
    (page,) = preview_png(certificate(), ppi=254)
    corners = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))[0].position
    assert corners.bottom_right.x - corners.bottom_left.x >= 220


def test_a_draft_says_so_and_bears_neither_qr_nor_signature_nor_claim() -> None:
    draft = replace(certificate(), draft=True)
    (page,) = preview_png(draft, ppi=150)
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(page))) == []
    pdf = typeset(draft)
    assert pictures(pdf) == 0
    assert "KONSEP" in text_of(pdf)
    assert "Disetujui secara elektronik" not in text_of(pdf)
    assert VERIFICATION_URL not in text_of(pdf)


def test_the_scan_is_on_the_letter_and_wet_ink_leaves_room_instead() -> None:
    assert pictures(typeset(certificate())) == 1
    wet = replace(certificate(), signer=replace(certificate().signer, scan_png=b""))
    assert pictures(typeset(wet)) == 0


@pytest.mark.parametrize("content", [b"GIF89a", b"\x89PNG\r\n\x1a\n rusak dan terlalu pendek untuk gambar"])
def test_a_picture_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(CannotBePrintedError):
        typeset(replace(certificate(), signer=replace(certificate().signer, scan_png=content)))


def test_the_offices_own_emblem_is_used() -> None:
    emblem = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="#0a0" d="M0 0h9v9H0z"/></svg>'
    sheet = replace(certificate(), letterhead=replace(certificate().letterhead, emblem_svg=emblem))
    page = Image.open(io.BytesIO(preview_png(sheet)[0])).convert("RGB")
    assert (0, 170, 0) in {page.getpixel((x, y)) for x in range(120, 170, 5) for y in range(50, 130, 5)}


def test_an_emblem_cannot_bring_a_file_of_the_machine_along(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (40, 40), (255, 0, 0)).save(secret)
    for address in (secret.as_uri(), str(secret), f"../../../../../..{secret}"):
        size = 'width="40" height="40"'
        emblem = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{address}"/></svg>'.encode()
        sheet = replace(certificate(), letterhead=replace(certificate().letterhead, emblem_svg=emblem))
        try:
            (page,) = preview_png(sheet)
        except CannotBePrintedError:
            continue
        assert (255, 0, 0) not in {
            color for _, color in Image.open(io.BytesIO(page)).convert("RGB").getcolors(2**24) or []
        }


def test_the_same_sheet_gives_the_same_bytes_in_every_thread() -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(typeset(declaration()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_letters_set_after_each_other_do_not_mix() -> None:
    names = [f"ORANG {number}" for number in range(6)]
    for name in names:
        content = replace(CERTIFICATE, blocks=(FieldList((("Nama", name),)),))
        text = text_of(typeset(replace(certificate(), content=content)))
        assert [other for other in names if other in text] == [name]


def test_the_document_has_title_language_date_and_the_standards() -> None:
    with pikepdf.open(io.BytesIO(typeset(certificate()))) as document:
        assert str(document.docinfo["/Title"]) == "Surat Keterangan Domisili 400.12.2.1/012/PLU/XI/2026"
        assert str(document.docinfo["/CreationDate"]).startswith("D:20261124")
        assert str(document.Root["/Lang"]) == "id-ID"
        assert bool(document.Root["/MarkInfo"]["/Marked"])
        with document.open_metadata() as metadata:
            assert metadata.pdfa_status == "2A"
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.needs("pdffonts")
def test_all_fonts_are_our_own_and_embedded(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(sealed)
    fonts = program("pdffonts", tmp_path / "letter.pdf").splitlines()[2:]
    assert fonts
    for font in fonts:
        assert "LiberationSans" in font
        assert re.search(r"Identity-H\s+yes yes yes", font)


def test_a_date_without_a_number_yet_leaves_room_for_it() -> None:
    sheet: Sheet = replace(certificate(), number="", date=date(2026, 2, 1))
    text = text_of(typeset(sheet))
    assert "Nomor : ……" in text
    assert "Palembang, 1 Februari 2026" in text


@pytest.mark.skipif(not shutil.which("outloud"), reason="outloud is not installed")
def test_a_checker_of_pdf_ua_finds_no_error(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(sealed)
    program("outloud", "--quiet", tmp_path / "letter.pdf")
