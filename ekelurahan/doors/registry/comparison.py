"""Two rows side by side: every column in words, and in words what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ekelurahan.doors.registry.columns import GROUPS, MASKED, label_of, words_of
from ekelurahan.residents.doubles.columns import HOUSEHOLD
from ekelurahan.residents.facts import address_line
from ekelurahan.residents.models import Resident

LEFT, RIGHT = "kiri", "kanan"
CARD = HOUSEHOLD[0]


@dataclass(frozen=True)
class Line:
    """One column of both. `choose`: both know it and differ, so one value has to be chosen; `side` is the one chosen."""

    column: str
    label: str
    left: str
    right: str
    difference: str
    choose: bool
    side: str


@dataclass(frozen=True)
class Lines:
    """The columns of one group of which at least one row knows something."""

    title: str | Promise
    lines: list[Line]


def compared(left: Resident, right: Resident, sides: Mapping[str, str], *, health: bool) -> list[Lines]:
    """All columns in the order of the screen; `sides` are choices already made."""
    found = [Lines(_("Kartu keluarga"), [_household(left, right, sides)])]
    found += [
        Lines(group.title, list(_lines(group.columns, left, right, sides)))
        for group in GROUPS
        if health or group.key != "kesehatan"
    ]
    return [group for group in found if group.lines]


def _lines(columns: tuple[str, ...], left: Resident, right: Resident, sides: Mapping[str, str]) -> Iterator[Line]:
    for column in columns:
        one, other = getattr(left, column), getattr(right, column)
        words = words_of(column, one), words_of(column, other)
        if column not in HOUSEHOLD and any(words):
            yield _line(column, label_of(column), words, _difference(column, one, other), sides)


def _household(left: Resident, right: Resident, sides: Mapping[str, str]) -> Line:
    """Card and relation are chosen together."""
    same = all(getattr(left, name) == getattr(right, name) for name in HOUSEHOLD)
    words = _place(left), _place(right)
    return _line(CARD, _("Kartu keluarga dan hubungan"), words, "" if same else _("Berbeda"), sides)


def _place(row: Resident) -> str:
    card = row.family_card
    parts = (
        words_of("no_kk", card.no_kk), address_line(card.address, card.rt, card.rw),
        words_of("family_relation", row.family_relation),
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def _line(column: str, label: str, words: tuple[str, str], difference: str, sides: Mapping[str, str]) -> Line:
    choose = bool(difference) and all(words)
    side = sides.get(column, "") if sides.get(column) in {LEFT, RIGHT} else LEFT
    return Line(column, label, *words, difference, choose, side)


def _difference(column: str, one: object, other: object) -> str:
    """In words; empty where both are the same."""
    if one in {None, ""} or other in {None, ""}:
        return "" if one == other else _("Hanya satu yang tahu; ikut disimpan")
    if one == other:
        return ""
    if column in MASKED and len(str(one)) == len(str(other)):
        places = [number for number, (a, b) in enumerate(zip(str(one), str(other), strict=True), 1) if a != b]
        return _("Berbeda di angka ke-%(places)s") % {"places": ", ".join(map(str, places))}
    return _("Berbeda")
