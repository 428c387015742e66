"""Which rows a piece of work may see: an area, told to the database for one transaction.

An area is a range of 10-digit kelurahan codes, so one comparison serves kelurahan, kecamatan and kota. Row security
compares every tenant row with it; where nothing was told, no row is visible.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

LOWEST, HIGHEST = 0, 9_999_999_999


@dataclass(frozen=True)
class Area:
    """An inclusive range of 10-digit kelurahan codes."""

    lo: int
    hi: int

    def __contains__(self, kelurahan_id: int) -> bool:
        return self.lo <= kelurahan_id <= self.hi


_current: ContextVar[Area | None] = ContextVar("area", default=None)


def area_of_code(code: str) -> Area:
    """The range below an official code: "16.71.14" is 1671140000..1671149999. Raises ValueError."""
    digits = code.replace(".", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in {2, 4, 6, 10}:
        msg = f"Kode wilayah tidak dikenal: {code}"
        raise ValueError(msg)
    return Area(int(digits.ljust(10, "0")), int(digits.ljust(10, "9")))


def dotted(kelurahan_id: int) -> str:
    """The official way to write a kelurahan code: 1671141001 is "16.71.14.1001"."""
    digits = f"{kelurahan_id:010d}"
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


@contextmanager
def area_scope(lo: int, hi: int) -> Iterator[Area]:
    """One transaction that sees the rows of lo..hi and no others; may be nested to narrow or widen the view.

    When the work inside fails, the database takes the setting back together with the work.
    """
    outer, area = _current.get(), Area(lo, hi)
    nested = connection.in_atomic_block  # else the setting ends with the transaction
    with transaction.atomic():
        _tell(area)
        token = _current.set(area)
        try:
            yield area
        finally:
            _current.reset(token)
        if nested and not connection.needs_rollback:
            _tell(outer)


@contextmanager
def office_scope(kelurahan_id: int) -> Iterator[Area]:
    """One transaction that sees the rows of one office."""
    with area_scope(kelurahan_id, kelurahan_id) as area:
        yield area


@contextmanager
def all_offices() -> Iterator[Area]:
    """One transaction that sees every office. Rare: a house rule lists who may say this word."""
    with area_scope(LOWEST, HIGHEST) as area:
        yield area


def current_area() -> Area | None:
    """The area this piece of work runs in."""
    return _current.get()


def _tell(area: Area | None) -> None:
    lo, hi = (str(area.lo), str(area.hi)) if area else ("", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.area_lo', %s, true), set_config('app.area_hi', %s, true)", [lo, hi])
