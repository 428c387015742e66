"""The BIP of the Dinas: a row per family with its number and address, then the rows of its members.

What stands on the family's row is added to each member as further columns, so that the rest of an import sees a plain table.
"""

import re
from collections.abc import Iterator, Sequence

from ekelurahan.residents.importing.cells import plain
from ekelurahan.residents.importing.reading import Rows
from ekelurahan.residents.importing.xlsx import Row

ADDED = ("no_kk", "address", "hamlet", "rt", "rw")  # the columns behind those of the sheet
_NUMBER = re.compile(r"No\.?\s*KK\s*:?[\s|']*(\d{16})\b", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"'?(\d{16})")
_ADDRESS = re.compile(r"Alamat\s*:[\s|]*([^|]*)", re.IGNORECASE)
_TOGETHER = re.compile(r"RT\s*/\s*RW\s*:?[\s|]*(\d{1,3}|-)?\s*/\s*(\d{1,3}|-)?", re.IGNORECASE)
_APART = re.compile(r"\bRT\.?\s*:?\s*(\d{1,3})\b[\s,/|]*RW\.?\s*:?\s*(\d{1,3})\b", re.IGNORECASE)
_HAMLET = re.compile(r"(?:Nama\s+)?Dusun\s*:[\s|]*([^,|]*)", re.IGNORECASE)
_FAMILY_CELLS = 5  # a bare family row holds number, head, and where they live; a member's row holds far more


def family_of(row: Row) -> tuple[str, ...] | None:
    """What a family's row says, in the order of ADDED; None for any other row."""
    filled = [text for cell in row if cell is not None and (text := plain(cell))]
    line = " | ".join(filled)
    if found := _NUMBER.search(line):
        told = _ADDRESS.search(line)
        return (found[1], *_place_of(told[1] if told else "", line))
    if 1 <= len(filled) <= _FAMILY_CELLS and (bare := _BARE_NUMBER.fullmatch(filled[0])):
        return (bare[1], *_place_of(filled[-1] if len(filled) > 1 else "", line))
    return None


def _place_of(address: str, line: str) -> tuple[str, str, str, str]:
    """Address without what has columns of its own, hamlet, RT and RW."""
    found = _TOGETHER.search(line) or _APART.search(line)
    rt, rw = (found[1] or "", found[2] or "") if found else ("", "")
    hamlet = _HAMLET.search(line)
    for pattern in (_TOGETHER, _APART, _HAMLET):
        address = pattern.sub(" ", address)
    return " ".join(address.split()).strip(" ,"), hamlet[1].strip() if hamlet else "", rt, rw


def members(rows: Rows, headings: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The rows of people, as wide as the heading, with what their family's row said behind."""
    family: tuple[str, ...] | None = None
    width = len(headings)
    for number, row in rows:
        if (found := family_of(row)) is not None:
            family = found
        elif family is not None and not _is_heading(row, headings) and plain(row[0] or "").rstrip(".").isdigit():
            cells = row[:width]
            yield number, (*cells, *(None,) * (width - len(cells)), *family)


def _is_heading(row: Row, headings: Sequence[str]) -> bool:
    return [plain(cell or "") for cell in row[:3]] == [plain(text) for text in headings[:3]]
