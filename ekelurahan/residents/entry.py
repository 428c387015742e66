"""What is written of a person and of a family card: the columns, and the rules an entry must keep. No database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from ekelurahan.lib import codes, registry_codes
from ekelurahan.lib.coded import Coded
from ekelurahan.lib.nik import check_nik
from ekelurahan.lib.no_kk import check_no_kk

Value = str | date | None

DIGITS_OF_RT = 3
CARD_FIELDS = ("no_kk", "address", "hamlet", "rt", "rw")

CODED_FIELDS: dict[str, type[Coded]] = {
    "sex": codes.Sex,
    "religion": codes.Religion,
    "education": codes.Education,
    "schooling": registry_codes.Schooling,
    "occupation": codes.Occupation,
    "marital_status": codes.MaritalStatus,
    "family_relation": codes.FamilyRelation,
    "citizenship": codes.Citizenship,
    "blood_group": codes.BloodGroup,
    "disability": codes.Disability,
    "contraception": registry_codes.Contraception,
    "pregnancy": registry_codes.Pregnancy,
    "id_card": registry_codes.IdCard,
    "id_card_status": registry_codes.IdCardStatus,
    "life_status": registry_codes.LifeStatus,
    "insurance": registry_codes.Insurance,
    "reads": registry_codes.Literacy,
    "marital_record": codes.MaritalRecord,
    "stay_permit_kind": registry_codes.StayPermit,
    "sponsor_kind": registry_codes.Sponsor,
    "residence": registry_codes.Residence,
}

DATE_FIELDS = (
    "birth_date", "passport_expiry_date", "marriage_date", "divorce_date", "stay_permit_date",
    "stay_permit_expiry_date", "first_entry_date", "stays_until",
)  # fmt: skip

TEXT_FIELDS = {  # and how long they may be
    "name": 100,
    "birth_place": 100,
    "father_nik": 16,
    "father_name": 100,
    "mother_nik": 16,
    "mother_name": 100,
    "birth_certificate": 50,
    "passport": 50,
    "stay_permit": 50,
    "marriage_certificate": 50,
    "divorce_certificate": 50,
    "current_address": 255,
    "ethnicity": 50,
    "card_tag": 17,
    "insurance_number": 50,
    "latitude": 24,
    "longitude": 24,
    "remark": 2000,
    "title_prefix": 50,
    "title_suffix": 50,
    "belief_organisation": 100,
    "nationality": 60,
    "citizenship_decree": 50,
    "stay_permit_place": 60,
    "sponsor_name": 100,
    "sponsor_address": 255,
    "origin_address": 255,
}

DEGREES = {"latitude": 90, "longitude": 180}  # and how far they go to both sides
_EXAMPLES = {"latitude": "-2,9910", "longitude": "104,7567"}

PERSON_FIELDS = ("nik", *TEXT_FIELDS, *DATE_FIELDS, *CODED_FIELDS)


@dataclass(frozen=True)
class Card:
    """The family card a person stands on, with the address its members share."""

    no_kk: str
    address: str = ""
    rt: str = ""
    rw: str = ""
    hamlet: str = ""


@dataclass(frozen=True)
class Person:
    """A person as entered: name, birth date and sex, the NIK unless there is none yet, and any other column by name."""

    name: str
    birth_date: date
    sex: codes.Sex
    nik: str | None = None
    more: Mapping[str, Value] = field(default_factory=dict)

    def values(self) -> dict[str, Value]:
        """Every column that is known, by name."""
        return {"name": self.name, "birth_date": self.birth_date, "sex": self.sex, "nik": self.nik, **self.more}


def problems_of(values: Mapping[str, Value], *, no_kk: str | None, today: date) -> dict[str, str]:
    """What keeps this person from being written: field and sentence for the screen. Empty: nothing does.

    `no_kk` is None where the card stands already.
    """
    found: dict[str, str] = {}
    nik, birth_date = values.get("nik"), values.get("birth_date")
    if not values.get("name"):
        found["name"] = _("Nama wajib diisi.")
    if not isinstance(birth_date, date):
        found["birth_date"] = _("Tanggal lahir wajib diisi.")
    elif birth_date > today:
        found["birth_date"] = _("Tanggal lahir tidak boleh di masa depan.")
    if nik is not None and (errors := check_nik(str(nik), today=today).errors):
        found["nik"] = " ".join(map(_, errors))
    if no_kk is not None and (errors_kk := check_no_kk(no_kk).errors):
        found["no_kk"] = " ".join(map(_, errors_kk))
    return found | _unknown_codes(values) | _wrong_numbers(values)


def _wrong_numbers(values: Mapping[str, Value]) -> dict[str, str]:
    """Degrees off the globe, and numbers of parents that are none."""
    found = {}
    for name, most in DEGREES.items():
        text = str(values.get(name) or "")
        is_number = re.fullmatch(r"-?[0-9]{1,3}([.,][0-9]{1,18})?", text) is not None
        if text and not (is_number and abs(float(text.replace(",", "."))) <= most):
            found[name] = _("Tulis derajat antara -%(most)s dan %(most)s, misalnya %(example)s.") % {
                "most": most, "example": _EXAMPLES[name],
            }  # fmt: skip
    for name in ("father_nik", "mother_nik"):
        text = str(values.get(name) or "")
        if text and not re.fullmatch(r"[0-9]{16}", text):
            found[name] = _("NIK terdiri dari 16 angka. Kosongkan bila tidak diketahui.")
    return found


def _unknown_codes(values: Mapping[str, Value]) -> dict[str, str]:
    """Values outside their code list, and columns that do not exist."""
    found = {}
    for name, value in values.items():
        if name not in PERSON_FIELDS:
            found[name] = _("Kolom ini tidak dikenal.")
        elif name in CODED_FIELDS and value and value not in list(CODED_FIELDS[name]):
            found[name] = _("Pilihan ini tidak ada di daftar.")
    return found


def problems_of_card(card: Card) -> dict[str, str]:
    """What keeps this card from being written: field and sentence for the screen."""
    found = {}
    if errors := check_no_kk(card.no_kk).errors:
        found["no_kk"] = " ".join(map(_, errors))
    if not card.address.strip():
        found["address"] = _("Alamat wajib diisi.")
    for name in ("rt", "rw"):
        number = getattr(card, name)
        if not (len(number) == DIGITS_OF_RT and number.isascii() and number.isdigit()):
            found[name] = _("Tulis tiga angka, misalnya 004.")
    return found
