"""Which rows are worth comparing: those that meet in a block. Pure.

Comparing everybody with everybody would be 1.4 million million pairs in a city of 1.7 million. Rows come sorted, so that those
who may be one person stand in one group; inside a group they meet under keys. A pair whose birth date and name are both written
quite differently meets nowhere, unless they have the same mother's NIK: that is the price.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby
from operator import attrgetter
from uuid import UUID

from ekelurahan.lib.spelling import words_of_name

PART = 3  # letters of a word's beginning or end under which typing errors still meet
LARGEST_BLOCK = 400  # rows under one key of one group: a larger one tells nothing

Pairs = Iterator[tuple["Row", "Row"]]


@dataclass(frozen=True, slots=True)
class Row:
    """One person, as the database gives it. `fresh`: changed since the last look."""

    id: UUID
    kelurahan_id: int
    name: str
    sex: str
    birth_place: str
    birth_date: date
    nik: str
    no_kk: str
    mother_name: str
    mother_nik: str
    father_name: str
    fresh: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The name as it is compared."""
        return words_of_name(self.name)


@dataclass(frozen=True)
class Pass:
    """One way through all rows: the SQL to sort (and choose) by, what makes a group, the keys inside it."""

    order: str
    group: Callable[[Row], Hashable]
    keys: Callable[[Row], Iterable[Hashable]]
    where: str = "true"


def swapless(row: Row) -> tuple[int, int, int]:
    """The birth date, the same with day and month exchanged."""
    born = row.birth_date
    return born.year, min(born.day, born.month), max(born.day, born.month)


def alike(row: Row) -> set[Hashable]:
    """Ways in which rows of one birth date may be alike: a beginning or end of a word of the name, the mother."""
    words = row.words
    keys: set[Hashable] = {word[:PART] for word in words} | {("…", word[-PART:]) for word in words}
    if row.mother_name:
        keys.add(("mother", words_of_name(row.mother_name)))
    return keys


def much_alike(row: Row) -> set[Hashable]:
    """Where the dates are only near, more has to be alike: the beginnings, or the ends, of all words, or the mother."""
    words = row.words
    keys: set[Hashable] = {tuple(sorted(word[:PART] for word in words)), (*sorted(word[-PART:] for word in words), "…")}
    if row.mother_name:
        keys.add(("mother", words_of_name(row.mother_name)))
    return keys


def _everything(_row: Row) -> tuple[int]:
    return (0,)


_YEAR, _MONTH, _DAY = (f"extract({part} FROM r.birth_date)" for part in ("year", "month", "day"))
PASSES = (
    Pass(f"{_YEAR}, least({_DAY}, {_MONTH}), greatest({_DAY}, {_MONTH})", swapless, alike),
    Pass(f"{_YEAR}, {_MONTH}", lambda row: (row.birth_date.year, row.birth_date.month), much_alike),
    Pass(f"{_YEAR}, {_DAY}", lambda row: (row.birth_date.year, row.birth_date.day), much_alike),
    Pass(f"{_MONTH}, {_DAY}", lambda row: (row.birth_date.month, row.birth_date.day), much_alike),
    Pass("r.mother_nik", attrgetter("mother_nik"), _everything, "r.mother_nik <> ''"),
)


def pairs_of(way: Pass, rows: Iterable[Row]) -> Pairs:
    """The pairs that meet on this way; `rows` come in its order. No pair twice in one group, none of two that are not fresh."""
    for _, group in groupby(rows, key=way.group):
        yield from _meeting(way, list(group))


def _meeting(way: Pass, group: Sequence[Row]) -> Pairs:
    if len(group) == 1 or not any(row.fresh for row in group):
        return
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, row in enumerate(group):
        for key in way.keys(row):
            blocks[key].append(number)
    met: set[tuple[int, int]] = set()
    for block in blocks.values():
        if 1 < len(block) <= LARGEST_BLOCK:
            met.update(combinations(block, 2))
    for one, other in met:
        if group[one].fresh or group[other].fresh:
            yield group[one], group[other]
