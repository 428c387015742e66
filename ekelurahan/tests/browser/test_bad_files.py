"""Files that cannot be used: a sentence at the field says so and what to do, and what was typed stays."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from ekelurahan.tests.browser import counter
from ekelurahan.tests.browser.visitors import Crowd

pytestmark = pytest.mark.browser
ADDRESS = "Jl. Kapten Abdullah Lr. Mawar No. 7 RT 012 RW 004"


def huge_picture() -> bytes:
    """80 megapixels in a few kilobytes."""
    buffer = io.BytesIO()
    Image.new("1", (10_000, 8_000)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def program() -> bytes:
    return b"MZ\x90\x00" + b"\x00" * 400 + b"This program cannot be run in DOS mode."


def locked_pdf() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "make", "words"),
    [
        ("besar.png", "image/png", huge_picture, "piksel"),
        ("foto.jpg", "image/jpeg", program, "JPG"),
        ("kk.pdf", "application/pdf", locked_pdf, "kata sandi"),
    ],
)
def test_a_bad_file_is_named_at_its_field_and_nothing_typed_is_lost(
    crowd: Crowd, name: str, kind: str, make: Callable[[], bytes], words: str
) -> None:
    operator = crowd.officer("operator")
    counter.find(operator, crowd.house.somebody())
    counter.choose_letter(operator)
    page = operator.page
    page.locator("#purpose-2").check()
    page.locator("#actual_address").fill(ADDRESS)
    page.locator("#berkas-ktp").set_input_files({"name": name, "mimeType": kind, "buffer": make()})
    page.get_by_role("button", name="Ajukan").click()
    error = page.locator("#berkas-ktp-error")
    error.wait_for()
    said = error.inner_text()
    assert name in said
    assert words in said
    assert page.locator("#actual_address").input_value() == ADDRESS
    assert page.locator("#purpose-2").is_checked()
