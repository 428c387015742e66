"""A table as an .xls file of old Excel: as few records of BIFF8 as it takes, in a compound file (MS-XLS, MS-CFB)."""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

_SECTOR, _SMALLEST = 512, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_old_excel(path: Path, sheet: str, rows: Sequence[Sequence[object]]) -> Path:
    """Texts and numbers, one sheet."""
    stream = _workbook(sheet, rows)
    stream += b"\0" * (max(_SMALLEST, -(-len(stream) // _SECTOR) * _SECTOR) - len(stream))
    sectors = len(stream) // _SECTOR
    chain = [*range(3, 2 + sectors), _END]
    table = struct.pack(f"<{_SECTOR // 4}I", *[_FAT, _END, *chain, *[_FREE] * (_SECTOR // 4 - 2 - sectors)])
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream)) + b"\0" * 256
    path.write_bytes(_head() + table + folder + stream)
    return path


def _head() -> bytes:
    sizes = struct.pack("<16xHHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + sizes + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    label = name.encode("utf-16-le")
    links = struct.pack("<HBBIII36xIQ", len(label) + 2, kind, 1, _FREE, _FREE, child, start, size)
    return label.ljust(64, b"\0") + links


def _workbook(sheet: str, rows: Sequence[Sequence[object]]) -> bytes:
    label = sheet.encode("utf-16-le")
    begin, end = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1996, 0, 6)), _record(0x000A, b"")
    named = _record(0x0085, struct.pack("<IBBBB", 0, 0, 0, len(sheet), 1) + label)
    offset = struct.pack("<I", len(begin) + len(named) + len(end))
    globals_ = begin + named[:4] + offset + named[8:] + end
    return globals_ + begin.replace(b"\x00\x06\x05\x00", b"\x00\x06\x10\x00") + b"".join(_cells(rows)) + end


def _cells(rows: Sequence[Sequence[object]]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            where = struct.pack("<HHH", number, place, 0)
            if isinstance(value, int | float):
                yield _record(0x0203, where + struct.pack("<d", value))
            elif value:
                text = str(value)
                yield _record(0x0204, where + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
