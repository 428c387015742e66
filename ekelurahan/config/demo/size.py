"""How large the demo is: a whole city to look around in, or one kecamatan that stands within seconds."""

from collections.abc import Mapping
from dataclasses import dataclass

from ekelurahan.config.demo.profiles import PALEMBANG, PLAJU, PLAJU_DARAT, PLAJU_ULU


@dataclass(frozen=True)
class Size:
    """What is made."""

    area: str  # every kelurahan in it is an office
    people: Mapping[int, int]  # at least so many residents, for some offices
    others: int  # and for every other one
    days: int  # of service that lie behind
    per_day: Mapping[int, int]  # requests on each of them; the other offices have some now and then
    events: int  # of the registry of Plaju Ulu


SIZES = {
    "city": Size(PALEMBANG, {PLAJU_ULU: 15_000, PLAJU_DARAT: 600}, 200, 21, {PLAJU_ULU: 6, PLAJU_DARAT: 2}, 80),
    "small": Size(PLAJU, {PLAJU_ULU: 300, PLAJU_DARAT: 80}, 20, 3, {PLAJU_ULU: 3, PLAJU_DARAT: 1}, 0),
}


def size_named(name: str) -> Size:
    """One of SIZES. Raises ValueError with a message for whoever starts the demo."""
    if name not in SIZES:
        message = f"EKELURAHAN_DEMO_SIZE={name} tidak dikenal. Pilih: {', '.join(SIZES)}."
        raise ValueError(message)
    return SIZES[name]
