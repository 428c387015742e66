"""Every column of the registry that a file can fill: what it is called, how its cells are read, which headings mean it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from ekelurahan.lib.registry_codes import Contraception
from ekelurahan.lib.told import noop
from ekelurahan.residents.entry import CARD_FIELDS, CODED_FIELDS, DATE_FIELDS, PERSON_FIELDS, TEXT_FIELDS
from ekelurahan.residents.importing import cells
from ekelurahan.residents.importing.headings import HEADINGS, IGNORED

Reader = Callable[[object], str | date | None]
_WITHIN = re.compile(r"\([^)]*\)")
_NOT_HEADING = re.compile(r"[^a-z0-9]+")

LABELS = {
    "nik": noop("NIK"),
    "name": noop("Nama"),
    "no_kk": noop("Nomor KK"),
    "address": noop("Alamat"),
    "hamlet": noop("Lingkungan"),
    "rt": noop("RT"),
    "rw": noop("RW"),
    "sex": noop("Jenis kelamin"),
    "birth_place": noop("Tempat lahir"),
    "birth_date": noop("Tanggal lahir"),
    "religion": noop("Agama"),
    "belief_organisation": noop("Organisasi kepercayaan"),
    "education": noop("Pendidikan terakhir"),
    "schooling": noop("Pendidikan yang ditempuh"),
    "occupation": noop("Pekerjaan"),
    "reads": noop("Dapat membaca"),
    "marital_status": noop("Status perkawinan"),
    "marital_record": noop("Pencatatan perkawinan"),
    "family_relation": noop("Hubungan keluarga"),
    "citizenship": noop("Kewarganegaraan"),
    "nationality": noop("Kebangsaan"),
    "citizenship_decree": noop("Nomor SK WNI"),
    "father_nik": noop("NIK ayah"),
    "father_name": noop("Nama ayah"),
    "mother_nik": noop("NIK ibu"),
    "mother_name": noop("Nama ibu"),
    "blood_group": noop("Golongan darah"),
    "birth_certificate": noop("Nomor akta lahir"),
    "passport": noop("Nomor paspor"),
    "passport_expiry_date": noop("Paspor berlaku sampai"),
    "stay_permit": noop("Nomor izin tinggal"),
    "stay_permit_kind": noop("Jenis izin tinggal"),
    "stay_permit_place": noop("Tempat terbit izin tinggal"),
    "stay_permit_date": noop("Tanggal izin tinggal"),
    "stay_permit_expiry_date": noop("Izin tinggal berlaku sampai"),
    "first_entry_date": noop("Tanggal pertama masuk Indonesia"),
    "sponsor_kind": noop("Jenis sponsor"),
    "sponsor_name": noop("Nama sponsor"),
    "sponsor_address": noop("Alamat sponsor"),
    "marriage_certificate": noop("Nomor akta perkawinan"),
    "marriage_date": noop("Tanggal perkawinan"),
    "divorce_certificate": noop("Nomor akta perceraian"),
    "divorce_date": noop("Tanggal perceraian"),
    "disability": noop("Disabilitas"),
    "contraception": noop("Cara KB"),
    "pregnancy": noop("Kehamilan"),
    "id_card": noop("Identitas elektronik"),
    "id_card_status": noop("Status rekam KTP-el"),
    "current_address": noop("Alamat sekarang"),
    "residence": noop("Status tinggal"),
    "origin_address": noop("Alamat asal"),
    "stays_until": noop("Tinggal sampai"),
    "life_status": noop("Status dasar"),
    "title_prefix": noop("Gelar depan"),
    "title_suffix": noop("Gelar belakang"),
    "ethnicity": noop("Suku"),
    "card_tag": noop("Nomor chip KTP-el"),
    "insurance": noop("Asuransi kesehatan"),
    "insurance_number": noop("Nomor asuransi"),
    "latitude": noop("Lintang"),
    "longitude": noop("Bujur"),
    "remark": noop("Keterangan"),
}


@dataclass(frozen=True)
class Field:
    """One column of the registry. A reader takes a cell that is not empty and returns what is stored, or None for "says
    nothing"; it raises ValueError with what to do, for the screen.
    """

    name: str
    label: str
    read: Reader


def _reader(name: str) -> Reader:
    if name in CODED_FIELDS:
        extra = {"100": Contraception.NONE} if name == "contraception" else {}
        return cells.CodeReader(CODED_FIELDS[name], extra)
    if name in DATE_FIELDS:
        return cells.birth_day if name == "birth_date" else cells.day
    special: dict[str, Reader] = {
        "nik": cells.sixteen_digits, "father_nik": cells.sixteen_digits, "mother_nik": cells.sixteen_digits,
        "no_kk": cells.no_kk, "name": cells.name, "hamlet": cells.hamlet, "rt": cells.neighbourhood,
        "rw": cells.neighbourhood, "card_tag": cells.card_tag, "address": partial(cells.text, longest=255),
    }  # fmt: skip
    return special.get(name) or partial(cells.text, longest=TEXT_FIELDS[name])


FIELDS = {name: Field(name, LABELS[name], _reader(name)) for name in LABELS}
assert set(FIELDS) == {*CARD_FIELDS, *PERSON_FIELDS}  # a new column of the registry needs its words here


def heading_key(cell: object) -> str:
    """What two spellings of one heading share: "No. KK" and "NO KK :" are one."""
    return _NOT_HEADING.sub("", str(cell if cell is not None else "").casefold())


_BY_HEADING = {heading_key(label): name for name, label in LABELS.items()} | {
    key: name for name, keys in HEADINGS.items() for key in keys.split()
}


def field_of(heading: object) -> str | None:
    """The column of the registry that a heading means, as far as its words tell."""
    return _BY_HEADING.get(heading_key(heading)) or _BY_HEADING.get(heading_key(_WITHIN.sub("", str(heading))))


def is_ignored(heading: object) -> bool:
    """Whether a heading is known to hold nothing for the registry: running numbers, who entered it at the Dinas."""
    return heading_key(heading) in IGNORED
