"""How the demo's offices look: addresses, and which chain they use. Telephone numbers are of nobody."""

from ekelurahan.offices.actions import ProductChoice, set_product, set_profile
from ekelurahan.offices.models import Office

PALEMBANG, PLAJU = "16.71", "16.71.14"
PLAJU_ULU, PLAJU_DARAT = 1671141001, 1671141002

UNIT_CODES = {PLAJU_ULU: "PLU", PLAJU_DARAT: "PLD"}


def furnish(office: Office) -> None:
    """Give an office its letterhead; the two offices that the accounts belong to get their own chains."""
    changes: dict[str, object] = {
        "address": f"Jalan Contoh Nomor {office.kelurahan_id % 97 + 1} Palembang",
        "contact": f"Telepon (0711) 000000, Laman {_slug(office.name)}.contoh.example",
    }
    if office.kelurahan_id in UNIT_CODES:
        changes["unit_code"] = UNIT_CODES[office.kelurahan_id]
    set_profile(office, changes, by=None)
    if office.kelurahan_id == PLAJU_ULU:
        set_product(ProductChoice("domisili", "pernyataan", "VERIFIED"), kelurahan_id=PLAJU_ULU, by=None)


def _slug(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
