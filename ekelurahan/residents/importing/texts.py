"""Reading CSV files: which encoding, which sign between the cells; row by row."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from ekelurahan.residents.importing.xlsx import Row

_CHUNK = 1 << 20
_SEPARATORS = ";,\t|"
_CONTROL = bytes(sign for sign in range(32) if sign not in {9, 10, 13, 26})
_MOST_LINES = 20
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HINT = "sep="


class BrokenText(Exception):
    """The cells cannot be told apart: a quote that is never closed."""


def is_text(path: Path) -> bool:
    """Whether the beginning holds no sign that only binary files hold."""
    with path.open("rb") as file:
        beginning = file.read(1 << 16)
    return bool(beginning.strip()) and (
        beginning.startswith(_UTF_16) or beginning.translate(None, _CONTROL) == beginning
    )


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Every row with its number, as a spreadsheet would count it. Raises BrokenText."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [line for line, _ in zip(file, range(_MOST_LINES), strict=False)]
        separator, hinted = _separator(lines)
        file.seek(0)
        reader = csv.reader(file, delimiter=separator)
        try:
            for number, row in enumerate(reader, start=1):
                if not (hinted and number == 1):
                    yield number, tuple(_cell(text) for text in row)
        except csv.Error as error:
            raise BrokenText(str(reader.line_num)) from error


def _encoding(path: Path) -> str:
    """UTF-8 where every byte agrees, else what Windows in Indonesia writes."""
    with path.open("rb") as file:
        if file.read(2) in _UTF_16:
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _separator(lines: list[str]) -> tuple[str, bool]:
    """The sign that the rows hold most, in the same number; and whether a first line "sep=;" says it."""
    if lines and lines[0].lower().startswith(_HINT) and len(lines[0].strip()) == len(_HINT) + 1:
        return lines[0][len(_HINT)], True
    filled = [line for line in lines if line.strip()]
    counts = {sign: sorted(line.count(sign) for line in filled) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign][len(filled) // 2] if filled else 0), False


def _cell(text: str) -> str:
    """Without the disguise that keeps a spreadsheet from calculating: ="001" is 001."""
    stripped = text.strip()
    return stripped[2:-1] if stripped.startswith('="') and stripped.endswith('"') else stripped
