"""Reading an xlsx file row by row (ECMA-376 part 1, SpreadsheetML), so that memory does not grow with its rows.

Only what tables of data need: texts, numbers, dates, calculated values. The readers at hand either hold a whole sheet
in memory (calamine: 200 MB for 50,000 rows) or take 25 s for it (openpyxl); this one takes a few seconds and no memory.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import PurePosixPath
from typing import IO
from xml.parsers import expat

Row = tuple[object, ...]
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]

_CHUNK = 1 << 18  # bytes
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_LAST_COLUMN = 16_384
_ZERO, _ZERO_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
_EXACT = 1 << 53  # above, a number with a point or an exponent may have lost its last digit
_LATEST = 2_958_465  # 31 December 9999
_LONGEST_TEXT = 1 << 20  # characters; Excel itself stops at 32,767


class BrokenXlsx(Exception):
    """What is inside is not as the standard says."""


@dataclass(frozen=True)
class Workbook:
    """The parts of an open file that its sheets need."""

    archive: zipfile.ZipFile
    sheets: dict[str, str]  # name of a sheet: its part in the archive
    texts: list[str]
    date_styles: frozenset[str]
    zero: date

    def rows(self, sheet: str) -> Iterator[tuple[int, Row]]:
        """Every row that holds something, with the number Excel shows. Raises BrokenXlsx."""
        parser = _SheetParser(self)
        with _part(self.archive, self.sheets[sheet]) as part:
            yield from parser.rows(part)


def open_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Read names, shared texts and styles. Raises BrokenXlsx."""
    try:
        return _workbook(archive)
    except (KeyError, ValueError) as error:  # an attribute that is missing, or that should have been a number
        raise BrokenXlsx(str(error)) from error


def _workbook(archive: zipfile.ZipFile) -> Workbook:
    book = _elements(archive, "xl/workbook.xml")
    targets = {
        relation["Id"]: relation["Target"]
        for name, relation in _elements(archive, "xl/_rels/workbook.xml.rels")
        if name == "Relationship" and relation.get("Type", "").endswith("/worksheet")
    }
    ids = [(sheet.get("name", ""), sheet.get("id", "")) for name, sheet in book if name == "sheet"]
    zeros = [flags for name, flags in book if name == "workbookPr" and flags.get("date1904") in {"1", "true"}]
    return Workbook(
        archive,
        {name: _path(targets[key]) for name, key in ids if key in targets},
        _shared_texts(archive),
        _date_styles(archive),
        _ZERO_OF_1904 if zeros else _ZERO,
    )


class _SheetParser:
    """Collects the cells of a row between its tags. Attributes of the current cell live on the object: this is hot."""

    def __init__(self, book: Workbook) -> None:
        self.texts, self.date_styles, self.zero = book.texts, book.date_styles, book.zero
        self.done: list[tuple[int, Row]] = []
        self.number, self.row, self.place = 0, [], -1  # type: tuple[int, list[object], int]
        self.cell, self.text, self.listening = {}, "", False  # type: tuple[dict[str, str], str, bool]

    def rows(self, part: IO[bytes]) -> Iterator[tuple[int, Row]]:
        """Feed the parser bit by bit, hand out what is complete."""
        parser = _parser(self.start, self.end, self.data)
        for chunk in _chunks(part):
            _feed(parser, chunk)
            yield from self.done
            self.done.clear()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        if name == "c":
            if "r" not in attributes:
                self.place = self.here() + 1
            self.cell, self.text = attributes, ""
        elif name in {"v", "t"}:
            self.listening = True
        elif name == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.row, self.place, self.cell = [], -1, {}

    def here(self) -> int:
        """The place of the last cell, which only matters where it holds something."""
        reference = self.cell.get("r")
        return _column(reference.rstrip("0123456789")) if reference else self.place

    def data(self, text: str) -> None:
        """Text between tags; it may come in pieces."""
        if self.listening:
            self.text += text
            _refuse_giant(self.text)

    def end(self, name: str) -> None:
        """A tag closes."""
        if name in {"v", "t"}:
            self.listening = False
        elif name == "c" and self.text:
            self.row.extend([None] * (self.here() - len(self.row)))
            self.row.append(self.value())
        elif name == "row" and self.row:
            self.done.append((self.number, tuple(self.row)))

    def value(self) -> object:
        """What the cell holds."""
        kind = self.cell.get("t", "n")
        if kind == "s":
            return self.texts[int(self.text)]
        if kind == "n":
            return self.amount()
        return self.text == "1" if kind == "b" else self.text

    def amount(self) -> object:
        """A number, or the date that its style makes of it."""
        text = self.text
        number = int(text) if text.isdecimal() else float(text)
        if self.cell.get("s", "") in self.date_styles and 0 < number <= _LATEST:
            return self.zero + timedelta(days=int(number))
        return int(number) if number < _EXACT and number == int(number) else number


class _TextsParser:
    """Collects the shared texts; readings for pronunciation (rPh) are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.text, self.in_text, self.in_reading = "", False, False

    def start(self, name: str, _: dict[str, str]) -> None:
        """A tag opens."""
        if name == "si":
            self.text = ""
        elif name == "rPh":
            self.in_reading = True
        self.in_text = name == "t"

    def data(self, text: str) -> None:
        """Text between tags; it may come in pieces."""
        if self.in_text and not self.in_reading:
            self.text += text
            _refuse_giant(self.text)

    def end(self, name: str) -> None:
        """A tag closes."""
        self.in_text = False
        if name == "si":
            self.texts.append(self.text)
        elif name == "rPh":
            self.in_reading = False


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells point at."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found = _TextsParser()
    parser = _parser(found.start, found.end, found.data)
    with _part(archive, "xl/sharedStrings.xml") as part:
        for chunk in _chunks(part):
            _feed(parser, chunk)
    return found.texts


def _date_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The style numbers (as cells write them) whose format shows a date."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    elements = _elements(archive, "xl/styles.xml", sections=("cellXfs",))
    own = {found.get("numFmtId", ""): found.get("formatCode", "") for name, found in elements if name == "numFmt"}
    styles = [found.get("numFmtId", "0") for name, found in elements if name == "cellXfs/xf"]
    return frozenset(
        str(place)
        for place, number in enumerate(styles)
        if (_shows_date(own[number]) if number in own else int(number) in _BUILT_IN_DATES)
    )


def _shows_date(format_code: str) -> bool:
    return bool(set(_NOT_FORMAT.sub("", format_code).lower()) & set("dmyhs"))


def _elements(archive: zipfile.ZipFile, path: str, sections: tuple[str, ...] = ()) -> list[tuple[str, dict[str, str]]]:
    """Every tag of a small part with its attributes, names without prefixes; within a section "section/tag"."""
    found: list[tuple[str, dict[str, str]]] = []
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in sections:
            within.append(name)
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append((f"{within[-1]}/{name}" if within else name, plain))

    def end(name: str) -> None:
        if name in sections:
            within.pop()

    parser = _parser(start, end)
    with _part(archive, path) as part:
        for chunk in _chunks(part):
            _feed(parser, chunk)
    return found


def _parser(start: Start, end: End, data: Data | None = None) -> "expat.XMLParserType":
    """A parser that tells of tags by their plain names, whatever prefix the file puts before them."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype

    def first(name: str, attributes: dict[str, str]) -> None:
        cut = name.rfind(":") + 1
        parser.StartElementHandler = (lambda name, found: start(name[cut:], found)) if cut else start
        parser.EndElementHandler = (lambda name: end(name[cut:])) if cut else end
        start(name[cut:], attributes)

    parser.StartElementHandler, parser.CharacterDataHandler = first, data
    return parser


def _refuse_giant(text: str) -> None:
    if len(text) > _LONGEST_TEXT:
        msg = "a text longer than any cell holds"
        raise BrokenXlsx(msg)


def _refuse_doctype(*_: object) -> None:
    msg = "a document type, which no xlsx has"
    raise BrokenXlsx(msg)


def _feed(parser: "expat.XMLParserType", chunk: bytes) -> None:
    try:
        parser.Parse(chunk, not chunk)
    except (expat.ExpatError, ValueError, IndexError, OverflowError) as error:
        raise BrokenXlsx(str(error)) from error


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces, then an empty one that ends it. Raises BrokenXlsx."""
    while True:
        try:
            chunk = part.read(_CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise BrokenXlsx(str(error)) from error
        yield chunk
        if not chunk:
            return


def _part(archive: zipfile.ZipFile, path: str) -> IO[bytes]:
    try:
        return archive.open(path)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BrokenXlsx(str(error)) from error


def _path(target: str) -> str:
    """A target of a relation as a path in the archive."""
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


@cache
def _column(letters: str) -> int:
    """A is 0, AR is 43. Raises ValueError for what is no column."""
    place = 0
    for letter in letters:
        place = place * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
        if place > _LAST_COLUMN:
            msg = f"no column {letters[:5]}"
            raise ValueError(msg)
    return place - 1
