"""Letter numbers. Pure: the serial comes from the caller, who takes it from a gapless series."""

import re
from collections.abc import Iterable
from datetime import date
from string import Formatter

from ekelurahan.lib.roman import roman
from ekelurahan.lib.told import Sentence

PLACEHOLDERS = ("classification", "serial", "unit", "code", "month", "year")
_REQUIRED = ("serial", "year")  # a series starts again each year: without both, two letters would share a number
_WIDTH = re.compile(r"0[1-9]d")


class NumberPatternError(ValueError):
    """The pattern of an office cannot number letters. The message is for the screen."""


def letter_number(pattern: str, *, serial: int, on: date, classification: str, unit: str, code: str) -> str:  # noqa: PLR0913  # the six parts of a number, all by name
    """The number on the letter, e.g. `400.12.2.1/012/PLU/XI/2026` (DOMAIN of official letters: the office's pattern).

    Placeholders: {classification} {serial} {unit} {code} {month} (roman) {year}; {serial:03d} pads with zeros. Raises
    NumberPatternError for a pattern that `check_pattern` refuses, or a serial below 1.
    """
    if serial < 1:
        raise NumberPatternError(Sentence("Nomor urut surat dimulai dari 1."))
    parts = check_pattern(pattern)
    values = {
        "classification": classification,
        "serial": serial,
        "unit": unit,
        "code": code,
        "month": roman(on.month),
        "year": on.year,
    }
    return "".join(literal + (format(values[name], width) if name else "") for literal, name, width in parts)


def check_pattern(pattern: str) -> list[tuple[str, str, str]]:
    """The pattern in its parts: (text before, placeholder or "", width). Raises NumberPatternError."""
    try:
        parts = [(text, name or "", width or "") for text, name, width, _ in Formatter().parse(pattern)]
        converted = any(conversion for *_, conversion in Formatter().parse(pattern))
    except ValueError as error:
        raise NumberPatternError(Sentence("Kurung kurawal pada pola nomor tidak berpasangan.")) from error
    named = [(name, width) for _, name, width in parts if name]
    unknown = [name for name, _ in named if name not in PLACEHOLDERS]
    if unknown or _has_nameless(pattern):
        raise NumberPatternError(
            Sentence(
                "Pola nomor hanya mengenal %(known)s; tidak dikenal: %(unknown)s.",
                known=_braced(PLACEHOLDERS),
                unknown=_braced(unknown or [""]),
            )
        )
    for name, width in named:
        if converted or (width and (name != "serial" or not _WIDTH.fullmatch(width))):
            raise NumberPatternError(Sentence("Hanya {serial} boleh diberi lebar, misalnya {serial:03d}."))
    missing = [name for name in _REQUIRED if name not in dict(named)]
    if missing:
        raise NumberPatternError(Sentence("Pola nomor harus memuat %(missing)s.", missing=_braced(missing)))
    return parts


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _has_nameless(pattern: str) -> bool:
    return any(name == "" for _, name, _, _ in Formatter().parse(pattern))
