"""Sets a letter on paper: a `Sheet` becomes a PDF/A-2a, PDF/UA-1 file, the same bytes for the same sheet.

The template is `typst/letter.typ`. What the letter says reaches it as JSON strings in a virtual file, so a name that
looks like typst code is printed as it is. The compiler sees no file of the machine but its own fonts.
"""

import base64
import io
import json
import re
import threading
import unicodedata
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from PIL import Image

from ekelurahan.catalogue.letter import Block, FieldList, Signature
from ekelurahan.letters.fonts import FOLDER as FONT_FOLDER
from ekelurahan.letters.fonts import unprintable
from ekelurahan.letters.qr import qr_svg
from ekelurahan.letters.sheet import Sheet, Signer
from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.nip import printed_nip
from ekelurahan.lib.told import Sentence

_TEMPLATES = Path(__file__).parent / "typst"
_WIB = timezone(timedelta(hours=7))
_PNG = b"\x89PNG\r\n\x1a\n"
_PAGE = re.compile(rb"/Type */Page\b")
_LONGEST_WORD = 32  # characters; longer ones may be broken anywhere, or they would run off the paper
_warm = threading.local()


class CannotBePrintedError(ValueError):
    """The letter holds something that cannot be set on paper. The message is for the screen."""


def typeset(sheet: Sheet) -> bytes:
    """The letter as an unsigned PDF. Raises CannotBePrintedError for characters or pictures that cannot be printed.

    A letter that does not fit on one page is tried once more with closer lines.
    """
    airy = _pdf(sheet, dense=False)
    if len(_PAGE.findall(airy)) == 1:
        return airy
    closer = _pdf(sheet, dense=True)
    return closer if len(_PAGE.findall(closer)) == 1 else airy


def preview_png(sheet: Sheet, *, ppi: float = 96.0) -> list[bytes]:
    """Every page of the letter as a PNG image, `ppi` pixels per inch. Raises as `typeset` does."""
    pages = _compile(sheet, dense=False, format="png", ppi=ppi)
    if len(pages) == 1:
        return pages
    closer = _compile(sheet, dense=True, format="png", ppi=ppi)
    return closer if len(closer) == 1 else pages


def _pdf(sheet: Sheet, *, dense: bool) -> bytes:
    return _compile(sheet, dense=dense, format="pdf", pdf_standards=["a-2a", "ua-1"])[0]


def _compile(sheet: Sheet, *, dense: bool, **options: Any) -> list[bytes]:  # what typst itself takes
    noon = datetime.combine(sheet.date, time(12), _WIB)  # the same day in every zone of the country
    try:
        pages = _compiler().compile(
            # A folder of virtual files; typst's type stub knows only single files.
            input=cast("bytes", _files(sheet, dense=dense)),
            timestamp=noon,
            **options,
        )
    except typst.TypstError as error:
        raise CannotBePrintedError(Sentence("Surat tidak bisa dicetak: %(why)s", why=error.message)) from error
    return pages if isinstance(pages, list) else [cast("bytes", pages)]


def _compiler() -> typst.Compiler:
    """One warm compiler per thread: typst works outside the GIL, so threads run side by side."""
    if not hasattr(_warm, "compiler"):
        _warm.compiler = typst.Compiler(font_paths=_fonts(), root=_TEMPLATES)
    return cast("typst.Compiler", _warm.compiler)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])


@cache
def _shipped(name: str) -> bytes:
    return (_TEMPLATES / name).read_bytes()


def _files(sheet: Sheet, *, dense: bool) -> dict[str, bytes]:
    """The virtual folder that typst compiles: template, text, pictures."""
    letter = _letter(sheet) | {"dense": dense}
    refused = unprintable("".join(_strings(letter)))
    if refused:
        raise CannotBePrintedError(
            Sentence("Huruf ini tidak bisa dicetak di surat: %(letters)s", letters=" ".join(refused))
        )
    emblem = _picture(sheet.letterhead.emblem_svg or _shipped("emblem.svg"))
    files = {"main.typ": _shipped("letter.typ"), "emblem.svg": emblem}
    letter["scan"] = False
    if not sheet.draft:
        # A draft bears neither the QR nor the signature: nothing that looks like an issued letter leaves before it is.
        files["qr.svg"] = qr_svg(sheet.verification_url, border=0).encode()
        if sheet.signer.scan_png:
            letter["scan"] = True
            files["scan.svg"] = _picture(sheet.signer.scan_png)
    files["letter.json"] = json.dumps(letter, ensure_ascii=False).encode()
    return files


def _picture(content: bytes) -> bytes:
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


def _letter(sheet: Sheet) -> dict[str, Any]:
    """The sheet as plain JSON data, every text cleaned for paper."""
    width, height = sheet.paper.size_mm
    head = sheet.letterhead
    data = {
        "document_title": f"{sheet.content.title} {sheet.number}".strip(),
        "author": head.kelurahan,
        "draft": sheet.draft,
        "city": head.city,
        "kecamatan": head.kecamatan,
        "kelurahan": head.kelurahan,
        "address": head.address,
        "contact": head.contact,
        "emblem_alt": f"Lambang {head.city}",
        "title": sheet.content.title.upper(),
        "number_line": f"Nomor : {sheet.number or '…………………………'}",
        "blocks": [_block(block) for block in sheet.content.blocks],
        "signatures": [_signature(item) for item in sheet.content.signatures],
        "signer": _signer(sheet.signer),
        "scan_alt": f"Gambar tanda tangan {sheet.signer.name}",
        "place_and_date": f"{sheet.place}, {long_date(sheet.date)}",
        "verification_page": sheet.verification_url,
        "verification_code": sheet.verification_code,
        "qr_alt": f"Kode QR untuk memeriksa keaslian surat: {sheet.verification_url}",
        "note": sheet.signature_note,
    }
    return {"width_mm": width, "height_mm": height, **_cleaned(data)}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, FieldList):
        return {"kind": "fields", "rows": [list(row) for row in block.rows]}
    return {"kind": "paragraph", "text": block.text}


def _signature(item: Signature) -> dict[str, Any]:
    return {
        "party": item.party.value,
        "heading": item.heading,
        "name": item.name,
        "duty_stamp": item.duty_stamp,
    }


def _signer(signer: Signer) -> dict[str, str]:
    nip = f"NIP. {printed_nip(signer.nip)}" if signer.nip else ""
    return {"heading": signer.heading, "name": signer.name, "rank": signer.rank, "nip": nip}


def _cleaned(value: Any) -> Any:  # JSON data of any shape
    """Composed characters, no control characters, and a place to break in words longer than a line."""
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\t", " ")
    text = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    return re.sub(rf"[^\s/]{{{_LONGEST_WORD},}}", lambda word: "\u200b".join(word[0]), text)


def _strings(value: Any) -> Iterator[str]:  # JSON data of any shape
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
