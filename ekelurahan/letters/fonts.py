"""The letters' own fonts: what is on board, and which characters they can print.

Fonts of the machine are never used, so that a letter looks the same everywhere and always.
"""

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
_FACES = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf")


def unprintable(text: str) -> list[str]:
    """The characters of the text that a letter cannot show, each once, in order of appearance.

    PDF/A forbids characters without a glyph, so typesetting refuses them; forms ask here first.
    """
    printable = _printable()
    return list(dict.fromkeys(char for char in text if ord(char) not in printable and char != "\n"))


@cache
def _printable() -> frozenset[int]:
    """Code points that every face has (a name may be set in regular or bold)."""
    faces = [_code_points((FOLDER / name).read_bytes()) for name in _FACES]
    return frozenset.intersection(*faces)


def _code_points(font: bytes) -> frozenset[int]:
    """The code points in the font's cmap, subtable format 4 (Unicode, the basic plane)."""
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * index)
        if (platform, encoding) == (3, 1):
            return _format_4(font, cmap + offset)
    raise ValueError("the font has no Unicode cmap")


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _format_4(font: bytes, at: int) -> frozenset[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
    points = {point for start, end in zip(starts, ends, strict=True) for point in range(start, end + 1)}
    return frozenset(points - {0xFFFF})  # a few points inside the ranges may map to no glyph; see the test
