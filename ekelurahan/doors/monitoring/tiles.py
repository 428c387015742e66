"""A city as tiles: one square a kecamatan, each about where it lies, so that a map needs no map."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ekelurahan.applications.monitoring import TARGET_MINUTES, OfficeFigures, together
from ekelurahan.areas.scope import dotted

# North is up; the Musi runs between the third row and the last. Cities that are not drawn here get their tiles in a row.
PALEMBANG = (
    ("", "16.71.15", "16.71.07", "16.71.08", "16.71.16"),
    ("16.71.12", "16.71.04", "16.71.09", "16.71.18", "16.71.10"),
    ("", "16.71.01", "16.71.11", "16.71.05", "16.71.06"),
    ("16.71.13", "16.71.02", "16.71.17", "16.71.03", "16.71.14"),
)
DRAWN = {"16.71": PALEMBANG}


@dataclass(frozen=True)
class Tile:
    """One kecamatan on the map."""

    code: str
    figures: OfficeFigures

    @property
    def tone(self) -> str:
        """How it keeps the target: positive, warning, or "" while nothing was handed over."""
        middle = self.figures.median_minutes
        if middle is None:
            return ""
        return "positive" if middle <= TARGET_MINUTES else "warning"


def tiles_of(area_code: str, rows: Sequence[OfficeFigures]) -> list[Tile | None]:
    """The kecamatan of a city in reading order of the map; None is a gap. Rows come sorted by kelurahan code."""
    groups = groupby(rows, key=lambda row: dotted(row.kelurahan_id)[:8])
    found = {code: Tile(code, _kecamatan(list(part))) for code, part in groups}
    drawn = [code for line in DRAWN.get(area_code, ()) for code in line]
    if set(found) - set(drawn):
        return list(found.values())
    return [found.get(code) for code in drawn]


def _kecamatan(rows: Sequence[OfficeFigures]) -> OfficeFigures:
    return together(rows, name=rows[0].kecamatan)
