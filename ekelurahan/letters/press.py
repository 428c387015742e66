"""What every paper needs of the typesetter: one warm compiler per thread, the fonts on board, clean texts and pictures.

What a paper says reaches its template as JSON strings in a virtual file, so a name that looks like typst code is printed
as it is. The compiler sees no file of the machine but its own fonts.
"""

import base64
import io
import re
import threading
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from PIL import Image

from ekelurahan.letters.fonts import FOLDER as FONT_FOLDER
from ekelurahan.lib.told import Sentence

_TEMPLATES = Path(__file__).parent / "typst"
_WIB = timezone(timedelta(hours=7))
_PNG = b"\x89PNG\r\n\x1a\n"
_LONGEST_WORD = 32  # characters; longer ones may be broken anywhere, or they would run off the paper
_REMEMBERED = 10  # papers, by typst's own rule
_warm = threading.local()


class CannotBePrintedError(ValueError):
    """The paper holds something that cannot be set. The message is for the screen."""


def compiled(files: dict[str, bytes], *, on: date, **options: Any) -> list[bytes]:  # what typst itself takes
    """The pages (PNG) or the one file (PDF) that main.typ among the files makes. Raises CannotBePrintedError."""
    noon = datetime.combine(on, time(12), _WIB)  # the same day in every zone of the country
    try:
        # A folder of virtual files; typst's type stub knows only single files.
        pages = _compiler().compile(input=cast("bytes", files), timestamp=noon, **options)
    except typst.TypstError as error:
        raise CannotBePrintedError(Sentence("Surat tidak bisa dicetak: %(why)s", why=error.message)) from error
    return pages if isinstance(pages, list) else [cast("bytes", pages)]


def _compiler() -> typst.Compiler:
    """One warm compiler per thread: typst works outside the GIL, so threads run side by side."""
    if not hasattr(_warm, "compiler"):
        _warm.compiler = typst.Compiler(font_paths=_fonts(), root=_TEMPLATES)
    return cast("typst.Compiler", _warm.compiler)


def forget() -> None:
    """Let the typesetter drop what it keeps of the last papers (it remembers those of the last ten): memory stays flat."""
    for _ in range(_REMEMBERED + 1):
        _compiler().compile(input=b" ", format="pdf", pdf_tags=False)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])


@cache
def shipped(name: str) -> bytes:
    """A template or picture that lies beside them."""
    return (_TEMPLATES / name).read_bytes()


def picture(content: bytes) -> bytes:
    """An SVG as it is; a PNG inside an SVG, because typst's virtual files hold text only."""
    if b"<svg" in content[:2048]:
        return content
    if not content.startswith(_PNG):
        raise CannotBePrintedError(Sentence("Gambar di surat harus PNG atau SVG."))
    width, height = _checked_size(content)
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    ).encode()


def _checked_size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels. A damaged picture would be left out in silence: a letter without its signature."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            image.verify()
            return image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise CannotBePrintedError(Sentence("Gambar di surat rusak.")) from error


def cleaned(value: Any) -> Any:  # JSON data of any shape
    """Composed characters, no control characters, and a place to break in words longer than a line."""
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if not isinstance(value, str) or (len(value) < _LONGEST_WORD and value.isascii() and value.isprintable()):
        return value
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\t", " ")
    text = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    return re.sub(rf"[^\s/]{{{_LONGEST_WORD},}}", lambda word: "\u200b".join(word[0]), text)
