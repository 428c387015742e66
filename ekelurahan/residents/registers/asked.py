"""What is asked of a register, and what a page of it is. No database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.table import Cell, Column

Row = Sequence[Cell]


@dataclass(frozen=True)
class Asked:
    """Of which office, month (of monthly books), RW and RT. `in_full`: numbers as they are, for an export with a reason."""

    kelurahan_id: int
    month: date
    rw: str = ""
    rt: str = ""
    in_full: bool = False

    def number(self, digits: str | None) -> str:
        """A NIK or KK number as this reader may see it."""
        return (digits or "") if self.in_full else masked_number(digits or "")


@dataclass(frozen=True)
class Page:
    """Some rows without their running numbers. `after` is where the next page begins; empty on the last one."""

    rows: list[Row]
    after: str = ""


@dataclass(frozen=True)
class Book:
    """One of the registers. `columns` have the running number first, which the rows of a page lack."""

    slug: str
    code: str  # B1
    title: str
    columns: Sequence[Column]
    read: Callable[[Asked, str, int], Page]  # what is asked, `after`, about how many entries
    is_monthly: bool = False
    is_by_neighbourhood: bool = False  # may be narrowed to one RW or RT
    names_people: bool = True
    has_totals: bool = False  # the last row sums up
    page_size: int = 25
    chunk: int = 500  # entries read at once for an export
    notes: Sequence[str] = ()


@dataclass
class Counted:
    """Rows that are read once, and how many of them were."""

    rows: Iterable[Row]
    count: int = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            yield row


def rows_of(book: Book, asked: Asked) -> Iterator[Row]:
    """All rows of a register with their running numbers, read a chunk at a time."""
    number, after = 0, ""
    while True:
        page = book.read(asked, after, book.chunk)
        for number, row in enumerate(page.rows, number + 1):  # noqa: B020  # goes on counting
            yield (number, *row)
        after = page.after
        if not after:
            return
