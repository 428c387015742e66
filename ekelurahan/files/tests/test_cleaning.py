"""What may be handed in as a file: judged by its bytes, refused with words, and cleaned of what the camera wrote."""

import contextlib
import io
import random
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ekelurahan.files.cleaning import LONGEST_SIDE, CleanFile, cleaned
from ekelurahan.files.errors import FileRefused
from ekelurahan.tests.pictures_of import encoded, jpeg, png

MOST_BYTES, MOST_PIXELS = 5 * 1024 * 1024, 50_000_000


def judged(content: bytes) -> CleanFile:
    return cleaned(content, max_bytes=MOST_BYTES, max_pixels=MOST_PIXELS)


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        judged(content)
    return str(refused.value)


def pdf(pages: int = 1, **saving: Any) -> bytes:
    document, buffer = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(buffer, **saving)
    return buffer.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """Less than a kilobyte that would fill the memory when opened."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("content", [jpeg(), png(), png(mode="P"), png(mode="LA"), png(mode="I;16"), png(mode="1")])
def test_photos_come_out_as_fresh_jpgs(content: bytes) -> None:
    clean = judged(content)
    assert (clean.content_type, clean.extension) == ("image/jpeg", "jpg")
    picture = Image.open(io.BytesIO(clean.content))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (64, 48))


def test_what_is_transparent_becomes_white_paper() -> None:
    assert Image.open(io.BytesIO(judged(png()).content)).getpixel((3, 3)) == (255, 255, 255)


def test_cmyk_photos_of_printers_are_taken() -> None:
    assert judged(encoded(Image.new("CMYK", (20, 20)), "JPEG")).content_type == "image/jpeg"


def test_what_the_camera_wrote_about_place_and_time_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "KameraRahasia"
    exif.get_ifd(0x8825)[2] = (2.0, 58.0, 33.0)  # GPS latitude
    content = jpeg(exif=exif, comment=b"di rumah Siti")
    assert b"KameraRahasia" in content
    clean = judged(content).content
    assert not Image.open(io.BytesIO(clean)).getexif()
    assert b"KameraRahasia" not in clean
    assert b"rumah" not in clean


def test_a_photo_taken_sideways_is_put_upright_before_that_note_is_lost() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert Image.open(io.BytesIO(judged(jpeg(64, 48, exif=exif)).content)).size == (48, 64)


def test_a_large_photo_is_made_smaller() -> None:
    picture = Image.open(io.BytesIO(judged(encoded(Image.new("RGB", (6000, 4000)), "JPEG")).content))
    assert max(picture.size) == LONGEST_SIDE


@pytest.mark.parametrize("content", [png_that_claims(10_000, 8_000), encoded(Image.new("1", (10_000, 8_000)), "PNG")])
def test_eighty_megapixels_are_refused_before_they_are_unpacked(content: bytes) -> None:
    assert "80 megapiksel" in refusal(content)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [11_000, 60_000, 2**31 - 1])
def test_larger_bombs_too(side: int) -> None:
    assert "terlalu besar" in refusal(png_that_claims(side, side))


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03" + bytes(500),
        b"\x7fELF" + bytes(500),
        b"#!/bin/sh\nrm -rf /\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"<?php system($_GET['c']); ?>",
        b"GIF89a" + bytes(50),
        b"PK\x03\x04" + bytes(50),
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"BM" + bytes(60),
        b"II*\x00" + bytes(60),
        b" " + jpeg(),
    ],
    ids=lambda content: repr(content[:6]),
)
def test_what_is_neither_photo_nor_pdf_is_refused_whatever_its_name(content: bytes) -> None:
    assert "Hanya foto JPG atau PNG, atau PDF" in refusal(content)


@pytest.mark.parametrize("payload", [b"<script>alert(1)</script>", b"<?php system('id'); ?>", b"<svg onload=alert(1)>"])
def test_what_is_hidden_in_or_behind_a_photo_does_not_survive(payload: bytes) -> None:
    for content in (jpeg(comment=payload), jpeg() + payload, png() + payload):
        assert payload not in judged(content).content


def test_an_empty_file_a_large_one_and_a_broken_one_are_told_apart() -> None:
    assert "kosong" in refusal(b"")
    assert "5 MB" in refusal(jpeg() + bytes(MOST_BYTES))
    assert "rusak" in refusal(b"\xff\xd8\xff" + bytes(300))
    assert "rusak" in refusal(png()[:40])


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_photo_cut_off_on_the_way_is_refused(kept: float) -> None:
    for content in (jpeg(400, 300), jpeg(60, 40)):
        assert "rusak" in refusal(content[: int(len(content) * kept)])


def test_pdfs_are_kept_as_they_are() -> None:
    content = pdf(2)
    assert judged(content) == CleanFile(content, "application/pdf", "pdf")


def test_a_pdf_behind_a_password_says_so() -> None:
    locked = pdf(encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    assert "dikunci dengan kata sandi" in refusal(locked)


def test_pdfs_that_are_broken_or_too_long_are_refused() -> None:
    assert "rusak" in refusal(b"%PDF-1.7\n" + bytes(200))
    assert "rusak" in refusal(pdf()[:60])
    assert "50 halaman" in refusal(pdf(51))
    assert "rusak" in refusal(pdf(0))
    assert judged(pdf(50)).extension == "pdf"


def test_a_page_that_calls_itself_a_pdf_is_no_pdf() -> None:
    assert "rusak" in refusal(b"%PDF-1.7\n<html><script>alert(1)</script></html>")


def test_many_pdfs_at_once_do_not_disturb_each_other() -> None:
    content = pdf(3)
    with ThreadPoolExecutor(8) as pool:
        assert {clean.extension for clean in pool.map(judged, [content] * 100)} == {"pdf"}


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from([jpeg(), png(), pdf()]), seed=st.integers(0, 2**32))
def test_whatever_happened_to_a_file_it_is_taken_or_refused(kind: bytes, seed: int) -> None:
    chance, content = random.Random(seed), bytearray(kind)
    for _ in range(chance.randint(1, 12)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with contextlib.suppress(FileRefused):
        assert judged(bytes(content)).content_type in {"image/jpeg", "application/pdf"}
