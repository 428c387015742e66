"""What may be handed in as a file: judged by its content, never by its name. Pure: bytes in, clean bytes out."""

import io
import re
import struct
import threading
from dataclasses import dataclass
from pathlib import PurePosixPath

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from ekelurahan.files.errors import FileRefused

LONGEST_SIDE = 2560  # pixels kept of a photo; enough to read a KTP
JPEG_QUALITY = 85
PDF_PAGES = 50
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error)

_pdfium = threading.Lock()  # PDFium is made for one thread at a time


@dataclass(frozen=True)
class CleanFile:
    """A file that is safe to keep and to show."""

    content: bytes
    content_type: str
    extension: str


def cleaned(content: bytes, *, max_bytes: int, max_pixels: int) -> CleanFile:
    """A JPG or PNG re-encoded without metadata, or a PDF that opens. Raises FileRefused with what to do."""
    if not content:
        raise FileRefused(_("Berkas kosong. Pilih berkas lain."))
    if len(content) > max_bytes:
        raise FileRefused(
            _("Berkas lebih besar dari 5 MB. Kecilkan fotonya atau ambil ulang dengan mutu lebih rendah.")
        )
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _image(content, max_pixels)
    raise FileRefused(
        _("Hanya foto JPG atau PNG, atau PDF, yang dapat dilampirkan; isi berkas ini bukan salah satunya.")
    )


def _pdf(content: bytes) -> CleanFile:
    try:
        pages = _pages_of(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = _("PDF ini dikunci dengan kata sandi. Simpan ulang tanpa kata sandi, lalu lampirkan lagi.")
            raise FileRefused(message) from None
        raise FileRefused(_("PDF ini rusak dan tidak dapat dibuka. Simpan ulang, lalu lampirkan lagi.")) from None
    if pages > PDF_PAGES:
        raise FileRefused(_("PDF ini terlalu panjang: paling banyak 50 halaman."))
    return CleanFile(content, "application/pdf", "pdf")


def _pages_of(content: bytes) -> int:
    with _pdfium:
        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()


def _image(content: bytes, max_pixels: int) -> CleanFile:
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        if image.width * image.height > max_pixels:
            raise FileRefused(_too_many_pixels(image.width * image.height))
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a big JPG is decoded small
        image.load()
        return _encoded(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused(_too_many_pixels(0)) from None
    except _BROKEN:
        raise FileRefused(_("Foto ini rusak dan tidak dapat dibuka. Ambil ulang, lalu lampirkan lagi.")) from None


def _encoded(image: Image.Image) -> CleanFile:
    """Fresh pixels in a fresh file: what the camera wrote about place and time is gone."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if image.mode.startswith("I"):  # 16 bits of grey, as scanners write them
        image = image.point(lambda value: value / 256).convert("L")
    buffer, flat = io.BytesIO(), Image.new("RGB", image.size, "white")
    picture = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    flat.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    flat.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return CleanFile(buffer.getvalue(), "image/jpeg", "jpg")


def _too_many_pixels(pixels: int) -> str:
    size = f" ({pixels // 1_000_000} megapiksel)" if pixels else ""
    return _("Foto ini terlalu besar%(size)s: paling banyak 50 megapiksel. Kecilkan, lalu lampirkan lagi.") % {
        "size": size
    }


def safe_name(name: str, extension: str) -> str:
    """A file name that is safe in a header, with the extension of what the file really is."""
    stem = re.sub(r"[^\w .()-]", "_", PurePosixPath(name.replace("\\", "/")).name.rsplit(".", 1)[0])
    return f"{stem.strip()[:80] or 'berkas'}.{extension}"
