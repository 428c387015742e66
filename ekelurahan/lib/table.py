"""A table as official books have it: headings over several columns, numbered columns, rows, notes. Pure data.

The same table is shown as a page, set on paper and written into a workbook.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

Cell = str | int
_BROAD = 30


@dataclass(frozen=True)
class Column:
    """One column. `heading` goes from the outermost heading inwards; `width` is its share of the paper, about a millimetre."""

    heading: tuple[str, ...]
    width: float = 10
    is_number: bool = False

    @property
    def is_broad(self) -> bool:
        """Whether it holds names or addresses, which a narrow screen must not break into single words."""
        return self.width >= _BROAD


@dataclass(frozen=True)
class Table:
    """Rows come one by one, so that a long book need not be held at once. `totals` is a last row that sums up."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    subtitles: Sequence[str] = ()
    totals: Sequence[Cell] = ()
    notes: Sequence[str] = ()
    is_numbered: bool = True  # a row with the numbers of the columns, as the printed books have


@dataclass(frozen=True)
class Heading:
    """One cell of a table's head."""

    text: str
    columns: int
    rows: int
    is_number: bool = False
    place: int = field(default=0, compare=False)  # the first column it stands over


def head_of(columns: Sequence[Column]) -> list[list[Heading]]:
    """The rows of the head: neighbours with the same outer headings share a cell, short headings reach down."""
    depth = max(len(column.heading) for column in columns)
    rows: list[list[Heading]] = [[] for _ in range(depth)]
    _place(list(enumerate(columns)), 0, depth, rows)
    return rows


def _place(columns: list[tuple[int, Column]], level: int, depth: int, rows: list[list[Heading]]) -> None:
    for text, found in groupby(columns, key=lambda pair: pair[1].heading[level]):
        group = list(found)
        inner = [pair for pair in group if len(pair[1].heading) > level + 1]
        if inner:
            rows[level].append(Heading(text, len(group), 1, place=group[0][0]))
            _place(inner, level + 1, depth, rows)
        else:
            place, column = group[0]
            rows[level].append(Heading(text, len(group), depth - level, column.is_number, place))
