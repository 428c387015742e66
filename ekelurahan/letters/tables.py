"""Sets reports and registers on paper: landscape, under the office's letterhead, with heads that repeat on every page.

The template is `typst/table.typ`. A short paper is one PDF/UA file; a long register is set piece by piece, so that memory
stays flat, and the pieces are joined.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any

import pypdfium2 as pdfium

from ekelurahan.letters.fonts import unprintable
from ekelurahan.letters.press import cleaned, compiled, forget, picture, shipped
from ekelurahan.letters.sheet import Letterhead, Paper, Signer
from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.nip import printed_nip
from ekelurahan.lib.table import Cell, Table, head_of

PIECE = 500  # rows set at once: about twenty pages
_SIZES = ((20, 6.5), (12, 7.5), (0, 9.0))  # more columns than that: letters of so many points


@dataclass(frozen=True)
class Pyramid:
    """Men and women by age, the youngest first."""

    title: str
    rows: Sequence[tuple[str, int, int]]  # ages, men, women


@dataclass(frozen=True)
class Document:
    """One paper, complete. Without a signer it has no signature; `place` and `on` stand above it."""

    title: str
    letterhead: Letterhead
    tables: Sequence[Table]
    place: str
    on: date
    subtitles: Sequence[str] = ()
    notes: Sequence[str] = ()
    signer: Signer | None = None
    pyramid: Pyramid | None = None
    paper: Paper = Paper.F4
    footer: str = ""


def typeset_tables(document: Document) -> bytes:
    """The paper as a PDF. Characters that no font on board has are printed as a question mark."""
    *shorter, last = document.tables
    pieces = _pieces(last.rows)
    rows, is_last = next(pieces)
    if is_last:
        return _set(document, [*shorter, replace(last, rows=rows)], pdf_standards=["a-2a", "ua-1"])
    begun = replace(last, rows=rows, totals=(), notes=())
    parts = ((replace(begun, rows=rows), False) if not end else (replace(last, rows=rows), end) for rows, end in pieces)
    return _joined(document, [*shorter, begun], parts)


def _joined(document: Document, first: Sequence[Table], parts: Iterable[tuple[Table, bool]]) -> bytes:
    """The first piece and all that follow, as one file with running page numbers."""
    whole = pdfium.PdfDocument.new()
    _append(whole, _set(document, first, is_last=False, pdf_tags=False))
    for table, is_last in parts:
        _append(whole, _set(document, [table], pages_before=len(whole), is_last=is_last, pdf_tags=False))
    result = BytesIO()
    whole.save(result)
    whole.close()
    return result.getvalue()


def _append(whole: pdfium.PdfDocument, piece: bytes) -> None:
    with pdfium.PdfDocument(piece) as part:
        whole.import_pages(part)
    forget()


def _pieces(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[list[Sequence[Cell]], bool]]:
    """The rows piece by piece, and whether it is the last one; at least one, which may be empty."""
    every = iter(rows)
    piece = list(islice(every, PIECE))
    while True:
        following = list(islice(every, PIECE))
        yield piece, not following
        if not following:
            return
        piece = following


def _set(
    document: Document, tables: Sequence[Table], *, pages_before: int = 0, is_last: bool = True, **options: Any
) -> bytes:
    data = cleaned(_document(document, tables)) | {
        "pages_before": pages_before, "is_first": not pages_before, "is_last": is_last,
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    for letter in unprintable("".join(dict.fromkeys(text))):
        text = text.replace(letter, "?")
    emblem = picture(document.letterhead.emblem_svg or shipped("emblem.svg"))
    files = {"main.typ": shipped("table.typ"), "emblem.svg": emblem, "table.json": text.encode()}
    return compiled(files, on=document.on, format="pdf", **options)[0]


def _document(document: Document, tables: Sequence[Table]) -> dict[str, Any]:
    head, (width, height) = document.letterhead, document.paper.size_mm
    names = [line for line in (head.city, head.kecamatan, head.kelurahan) if line]
    densest = max(len(table.columns) for table in document.tables)
    return {
        "width_mm": height, "height_mm": width, "size": next(size for most, size in _SIZES if densest > most),
        "document_title": ", ".join([document.title, *document.subtitles]), "author": names[-1] if names else "",
        "emblem_alt": f"Lambang {head.city}", "kop": names or [""], "address": head.address, "contact": head.contact,
        "title": document.title.upper(), "subtitles": list(document.subtitles), "notes": list(document.notes),
        "footer": document.footer, "signer": _signer(document.signer) if document.signer else None,
        "place_and_date": f"{document.place}, {long_date(document.on)}",
        "pyramid": _pyramid(document.pyramid) if document.pyramid else None,
        "tables": [_table(table, with_title=len(document.tables) > 1) for table in tables],
    }  # fmt: skip


def _table(table: Table, *, with_title: bool) -> dict[str, Any]:
    return {
        "title": table.title if with_title else "",
        "widths": [column.width for column in table.columns],
        "numbers": [column.is_number for column in table.columns],
        "head": [
            [{"text": h.text, "columns": h.columns, "rows": h.rows} for h in row] for row in head_of(table.columns)
        ],
        "numbered": table.is_numbered,
        "rows": [[printed(cell) for cell in row] for row in table.rows],
        "totals": [printed(cell) for cell in table.totals],
        "notes": list(table.notes),
    }


def _pyramid(pyramid: Pyramid) -> dict[str, Any]:
    longest = max((max(male, female) for _, male, female in pyramid.rows), default=0) or 1
    rows = [
        {
            "label": label, "male": printed(male), "female": printed(female), "left": male / longest,
            "right": female / longest,
        }
        for label, male, female in reversed(pyramid.rows)
    ]  # fmt: skip
    return {"title": pyramid.title, "rows": rows}


def _signer(signer: Signer) -> dict[str, str]:
    nip = f"NIP. {printed_nip(signer.nip)}" if signer.nip else ""
    return {"heading": signer.heading, "name": signer.name, "rank": signer.rank, "nip": nip}


def printed(cell: Cell) -> str:
    """A cell as paper shows it: 1.234, and a minus that is one."""
    if isinstance(cell, str):
        return cell
    return f"{cell:,}".replace(",", ".").replace("-", "\N{MINUS SIGN}")
