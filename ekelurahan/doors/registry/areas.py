"""Choosing a kelurahan without any script: what was typed is looked for, and what was found can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import area_of, parents_of, search_areas
from ekelurahan.doors.registry.forms.fields import Look, Section
from ekelurahan.doors.registry.forms.typed import Typed

KELURAHAN, MOST = 4, 8
CODE_LENGTH = 10
WIDER = (2, 3, 1)  # kabupaten or kota, kecamatan, province


@dataclass(frozen=True)
class Found:
    """What was looked for, and the kelurahan that fit: code of ten digits and name with all it lies in."""

    sought: str
    options: Sequence[tuple[str, str]]
    chosen: str


def areas_in(sections: Sequence[Section], typed: Typed) -> dict[str, Found]:
    """For each field of this kind: what to choose from."""
    names = [field.name for section in sections for field in section.fields if field.look is Look.AREA]
    return {name: _found(typed.text(f"{name}-cari"), typed.text(name)) for name in names}


def name_of(code: str) -> str:
    """Bukit Lama, Kec. Ilir Barat I, Kota Palembang, Sumatera Selatan. Empty where there is no such kelurahan."""
    try:
        area = area_of(_dotted(code))
    except Area.DoesNotExist:
        return ""
    return _described(area)


def _found(sought: str, chosen: str) -> Found:
    found = _search(sought) if sought else []
    options = [(str(area.lo), _described(area)) for area in found]
    if chosen and chosen not in dict(options) and (name := name_of(chosen)):
        options.insert(0, (chosen, name))
    if len(options) == 1:
        chosen = options[0][0]
    return Found(sought, options, chosen)


def _search(text: str) -> list[Area]:
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) == CODE_LENGTH:
        try:
            return [area_of(_dotted(digits))]
        except Area.DoesNotExist:
            return []
    name, _comma, where = text.partition(",")
    return _within(name, where) if where.strip() else search_areas(name, level=KELURAHAN, limit=MOST)


def _within(name: str, where: str) -> list[Area]:
    """Kelurahan of that name in the cities, else in the kecamatan, of the other name."""
    found: list[Area] = []
    for level in WIDER:
        for wider in search_areas(where, level=level, limit=3):
            found += search_areas(name, level=KELURAHAN, within=(wider.lo, wider.hi), limit=MOST)
        if found:
            break
    return found[:MOST]


def _described(area: Area) -> str:
    names = [parent.local_name for parent in reversed(parents_of(area))]
    return ", ".join([area.local_name, *names])


def _dotted(code: str) -> str:
    digits = "".join(letter for letter in code if letter.isdigit())
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
