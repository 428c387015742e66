"""Sets a letter on paper: a `Sheet` becomes a PDF/A-2a, PDF/UA-1 file, the same bytes for the same sheet.

The template is `typst/letter.typ`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from ekelurahan.catalogue.letter import Block, FieldList, Signature
from ekelurahan.letters.fonts import unprintable
from ekelurahan.letters.press import CannotBePrintedError, cleaned, compiled, picture, shipped
from ekelurahan.letters.qr import qr_svg
from ekelurahan.letters.sheet import Sheet, Signer
from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.nip import printed_nip
from ekelurahan.lib.told import Sentence

__all__ = ["CannotBePrintedError", "preview_png", "typeset"]

_PAGE = re.compile(rb"/Type */Page\b")


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
    return compiled(_files(sheet, dense=dense), on=sheet.date, **options)


def _files(sheet: Sheet, *, dense: bool) -> dict[str, bytes]:
    """The virtual folder that typst compiles: template, text, pictures."""
    letter = _letter(sheet) | {"dense": dense}
    refused = unprintable("".join(_strings(letter)))
    if refused:
        raise CannotBePrintedError(
            Sentence("Huruf ini tidak bisa dicetak di surat: %(letters)s", letters=" ".join(refused))
        )
    emblem = picture(sheet.letterhead.emblem_svg or shipped("emblem.svg"))
    files = {"main.typ": shipped("letter.typ"), "emblem.svg": emblem}
    letter["scan"] = False
    if not sheet.draft:
        # A draft bears neither the QR nor the signature: nothing that looks like an issued letter leaves before it is.
        files["qr.svg"] = qr_svg(sheet.verification_url, border=0).encode()
        if sheet.signer.scan_png:
            letter["scan"] = True
            files["scan.svg"] = picture(sheet.signer.scan_png)
    files["letter.json"] = json.dumps(letter, ensure_ascii=False).encode()
    return files


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
    return {"width_mm": width, "height_mm": height, **cleaned(data)}


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


def _strings(value: Any) -> Iterator[str]:  # JSON data of any shape
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
