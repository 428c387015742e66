"""What a letter may say about a resident, as words."""

from ekelurahan.lib.coded import Coded
from ekelurahan.lib.dates_id import long_date
from ekelurahan.residents.entry import CODED_FIELDS
from ekelurahan.residents.models import Resident


def facts_of(resident: Resident) -> dict[str, str]:
    """The facts that wordings name. Names of people and places in capitals as on the KTP; unknown ones are empty.

    Needs the family card with it (one query if it was not selected).
    """
    card = resident.family_card
    born_on = long_date(resident.birth_date)
    return {
        "name": resident.name.upper(),
        "nik": resident.nik or "",
        "birth_place": resident.birth_place,
        "birth_date": born_on,
        "birth": f"{resident.birth_place}, {born_on}" if resident.birth_place else born_on,
        "sex": _words(resident, "sex"),
        "religion": _words(resident, "religion"),
        "education": _words(resident, "education"),
        "occupation": _words(resident, "occupation"),
        "marital_status": _words(resident, "marital_status"),
        "family_relation": _words(resident, "family_relation"),
        "nationality": _words(resident, "citizenship"),
        "address": address_line(card.address, card.rt, card.rw),
        "street": card.address,
        "rt": card.rt,
        "rw": card.rw,
        "no_kk": card.no_kk,
    }


def address_line(street: str, rt: str, rw: str) -> str:
    """Jl. Kapten Abdullah No. 12 RT 004 RW 002."""
    return " ".join(part for part in (street, rt and f"RT {rt}", rw and f"RW {rw}") if part)


def _words(resident: Resident, field: str) -> str:
    key: str = getattr(resident, field)
    coded: type[Coded] = CODED_FIELDS[field]
    return coded(key).words if key else ""
