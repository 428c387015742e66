"""The monthly population report (LAMPID, form A-9): what moved becomes its seven rows. No database.

Source: Lampiran A-9, Laporan Bulanan Desa/Kelurahan. Its equation, per column: 7 = 1 + 2 + 4 - 3 - 5 - 6. It holds whatever
the flows are, because row 7 is computed by it and every flow stands in exactly one of the other rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add, sub
from typing import Any, NamedTuple, Self

from ekelurahan.lib.codes import Citizenship, Sex
from ekelurahan.lib.registry_codes import MoveClass
from ekelurahan.residents.events.kinds import Component

COLUMNS = 9
HEADS = 6  # the columns from here on count heads of family
MOVES = (MoveClass.KELURAHAN, MoveClass.KECAMATAN, MoveClass.CITY, MoveClass.PROVINCE)  # as the form asks for them
_SEXES = {Sex.MALE.value: 0, Sex.FEMALE.value: 1}


class Moved(NamedTuple):
    """Some people who came (or, negative, left) in one month for one reason."""

    component: str  # key of Component
    detail: str  # of departures: key of MoveClass
    citizenship: str
    sex: str
    people: int
    heads: int


class Line(NamedTuple):
    """One row of the form: people by citizenship and sex, heads of family by sex; `…_x` where the sex is not known."""

    wni_l: int = 0
    wni_p: int = 0
    wni_x: int = 0
    wna_l: int = 0
    wna_p: int = 0
    wna_x: int = 0
    kk_l: int = 0
    kk_p: int = 0
    kk_x: int = 0

    @property
    def total_l(self) -> int:
        """Men of every citizenship."""
        return self.wni_l + self.wna_l

    @property
    def total_p(self) -> int:
        """Women of every citizenship."""
        return self.wni_p + self.wna_p

    @property
    def people(self) -> int:
        """Everybody."""
        return sum(self[:HEADS])

    @property
    def heads(self) -> int:
        """Heads of family, hence families."""
        return sum(self[HEADS:])

    @property
    def unknown(self) -> int:
        """People whose sex is not written down: only in the sums."""
        return self.wni_x + self.wna_x

    def plus(self, other: "Line") -> "Line":
        """Column by column."""
        return Line(*map(add, self, other)) if other != NOBODY else self

    def minus(self, other: "Line") -> "Line":
        """Column by column."""
        return Line(*map(sub, self, other)) if other != NOBODY else self

    def gains(self) -> "Line":
        """Only the columns above zero."""
        return Line(*(max(number, 0) for number in self)) if self != NOBODY else self

    def losses(self) -> "Line":
        """Only the columns below zero, without their sign."""
        return Line(*(max(-number, 0) for number in self)) if self != NOBODY else self


NOBODY = Line()  # comparing with it is quicker than adding it


@dataclass(frozen=True)
class Lampid:
    """The rows of one month. `enrolled` are those in row 4 who were only now written down, `gained` and `lost` the
    corrections in rows 4 and 5; `moves` breaks row 5 down.
    """

    opening: Line = NOBODY
    births: Line = NOBODY
    deaths: Line = NOBODY
    arrivals: Line = NOBODY
    departures: Line = NOBODY
    missing: Line = NOBODY
    enrolled: Line = NOBODY
    gained: Line = NOBODY
    lost: Line = NOBODY
    moves: Mapping[str, Line] = field(default_factory=dict)

    @property
    def closing(self) -> Line:
        """Row 7, by the equation of the form."""
        grown = self.opening.plus(self.births).plus(self.arrivals)
        return grown.minus(self.deaths).minus(self.departures).minus(self.missing)

    @property
    def rows(self) -> tuple[Line, ...]:
        """Rows 1 to 7 in the order of the form."""
        return (
            self.opening, self.births, self.deaths, self.arrivals, self.departures, self.missing, self.closing,
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """For keeping with a closed month."""
        lines = {name: list(getattr(self, name)) for name in _LINES}
        return lines | {"moves": {detail: list(line) for detail, line in self.moves.items()}}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """As it was kept."""
        lines = {name: Line(*kept[name]) for name in _LINES if name in kept}
        return cls(**lines, moves={detail: Line(*line) for detail, line in kept["moves"].items()})


_LINES = ("opening", "births", "deaths", "arrivals", "departures", "missing", "enrolled", "gained", "lost")


def compose(opening: Line, flows: Iterable[Moved], *, is_first: bool) -> Lampid:
    """The report of one office and month. Every flow is counted once, whatever it is called.

    `is_first`: nobody was registered in an earlier month, so the people who are written down (enrolment) stand in row 1 as
    if they had been there. Later they stand in row 4: row 1 is always row 7 of the month before. New and vanished families (heads of `family`) stand in rows 2 and 5.
    """
    buckets = _sorted(flows, is_first=is_first)
    families, late = buckets.family, buckets.enrolment
    fixed = buckets.correction.minus(late.losses())  # an enrolment that was undone
    return Lampid(
        opening=opening.plus(buckets.opening),
        births=buckets.birth.plus(families.gains()),
        deaths=NOBODY.minus(buckets.death),
        arrivals=buckets.arrival.plus(late.gains()).plus(fixed.gains()),
        departures=NOBODY.minus(buckets.departure).plus(families.losses()).plus(fixed.losses()),
        missing=NOBODY.minus(buckets.missing),
        enrolled=late.gains(),
        gained=fixed.gains(),
        lost=fixed.losses(),
        moves=buckets.moves,
    )


def together(reports: Iterable[Lampid]) -> Lampid:
    """A kecamatan or the city: the sum of its offices, row by row."""
    reports = list(reports)
    moves: dict[str, Line] = {}
    for report in reports:
        for detail, line in report.moves.items():
            moves[detail] = moves.get(detail, NOBODY).plus(line)
    return Lampid(**{name: summed([getattr(report, name) for report in reports]) for name in _LINES}, moves=moves)


def summed(lines: Sequence[Line]) -> Line:
    """The sum of some lines."""
    return Line(*(sum(column) for column in zip(*lines, strict=True))) if lines else NOBODY


def everything(flows: Iterable[Moved]) -> Line:
    """What all flows come to, whatever the reason: who lives there if they began with nobody."""
    return _Tray(flows).line


@dataclass(frozen=True)
class _Buckets:
    opening: Line
    birth: Line
    death: Line
    arrival: Line
    departure: Line
    missing: Line
    family: Line
    enrolment: Line
    correction: Line
    moves: dict[str, Line]


_BUCKETS = ("opening", "birth", "death", "arrival", "departure", "missing", "family", "enrolment", "correction")
_OWN_ROW = {Component.BIRTH, Component.DEATH, Component.ARRIVAL, Component.DEPARTURE, Component.MISSING}


def _sorted(flows: Iterable[Moved], *, is_first: bool) -> _Buckets:
    trays: defaultdict[str, _Tray] = defaultdict(_Tray)
    moves: defaultdict[str, _Tray] = defaultdict(_Tray)
    for flow in flows:
        if flow.component in _OWN_ROW:
            trays[flow.component].put(flow)
            if flow.component == Component.DEPARTURE:
                moves[flow.detail].put(flow)
        elif flow.component == Component.ENROLMENT:
            trays["opening" if is_first else "enrolment"].put(flow)
        elif flow.component == Component.FAMILY:
            trays["family"].put(flow._replace(people=0))
            trays["correction"].put(flow._replace(heads=0))  # nobody, unless data was mended with it
        else:
            trays["correction"].put(flow)
    lines = {name: trays[name].line if name in trays else NOBODY for name in _BUCKETS}
    return _Buckets(**lines, moves={detail: NOBODY.minus(tray.line) for detail, tray in sorted(moves.items())})


class _Tray:
    """Adds flows up."""

    def __init__(self, flows: Iterable[Moved] = ()) -> None:
        self.columns = [0] * COLUMNS
        for flow in flows:
            self.put(flow)

    def put(self, flow: Moved) -> None:
        sex = _SEXES.get(flow.sex, 2)
        self.columns[(3 if flow.citizenship == Citizenship.FOREIGN else 0) + sex] += flow.people
        self.columns[HEADS + sex] += flow.heads

    @property
    def line(self) -> Line:
        return Line(*self.columns)
