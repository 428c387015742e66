"""QR codes: they scan, and their SVG is safe inside a page."""

import io
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from ekelurahan.letters.qr import qr_png, qr_svg
from ekelurahan.letters.tests.papers import VERIFICATION_URL


def test_the_png_reads_back_as_the_text() -> None:
    image = Image.open(io.BytesIO(qr_png(VERIFICATION_URL)))
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [VERIFICATION_URL]


def test_the_svg_draws_the_same_modules_as_the_png() -> None:
    image = Image.open(io.BytesIO(qr_png("GRATIS", scale=1))).convert("1")
    root = ET.fromstring(qr_svg("GRATIS"))  # noqa: S314  # our own text
    dark = root[2].attrib["d"]
    drawn = set()
    for run in dark.split("M")[1:]:
        start, y = run.split("h")[0].split()
        drawn |= {(int(start) + step, int(y)) for step in range(int(run.split("h")[1].split("v")[0]))}
    assert drawn == {(x, y) for x in range(image.width) for y in range(image.height) if not image.getpixel((x, y))}


def test_the_svg_is_named_for_screen_readers_and_escapes_its_title() -> None:
    svg = qr_svg("GRATIS", title="Kode <b>&")
    assert "<title>Kode &lt;b&gt;&amp;</title>" in svg
    assert 'role="img"' in svg


def test_the_same_text_gives_the_same_code() -> None:
    assert qr_svg(VERIFICATION_URL) == qr_svg(VERIFICATION_URL)


@pytest.mark.parametrize("text", ["", "x" * 3000])
def test_no_code_without_text_and_none_for_a_novel(text: str) -> None:
    with pytest.raises(ValueError, match=r"Kode QR|kode QR"):
        qr_svg(text)
