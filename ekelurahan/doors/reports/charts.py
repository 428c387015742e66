"""The population pyramid as shapes of an SVG: men to the left, women to the right, the oldest on top."""

from dataclasses import dataclass

from ekelurahan.residents.counting.statistics import Statistic

WIDTH, ROW, BAR, TOP = 360, 20, 15, 24
LEFT, RIGHT, LONGEST = 156, 204, 108  # where the bars begin, on both sides of the ages, and how long they get


@dataclass(frozen=True)
class Bar:
    """One line of the pyramid: two bars and the words beside them."""

    label: str
    y: int
    male: int
    female: int
    male_width: float
    female_width: float

    @property
    def male_x(self) -> float:
        """The left end of the men's bar."""
        return round(LEFT - self.male_width, 1)

    @property
    def text_y(self) -> int:
        """The baseline of the words."""
        return self.y + BAR - 3


@dataclass(frozen=True)
class PyramidShape:
    """The whole drawing."""

    bars: list[Bar]
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    bar: int = BAR


def pyramid_of(ages: Statistic) -> PyramidShape:
    """Bars as long as their share of the longest one."""
    most = max((max(share.male, share.female) for share in ages.shares), default=0) or 1
    bars = [
        Bar(
            share.label, TOP + number * ROW, share.male, share.female, round(LONGEST * share.male / most, 1),
            round(LONGEST * share.female / most, 1),
        )
        for number, share in enumerate(reversed(ages.shares))
    ]  # fmt: skip
    return PyramidShape(bars, TOP + len(bars) * ROW + 4)
