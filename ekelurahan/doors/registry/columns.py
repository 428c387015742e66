"""The columns of people and cards as the screen names, groups and writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ekelurahan.doors.formats import date_id
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents import disclosure
from ekelurahan.residents.entry import CODED_FIELDS, DATE_FIELDS
from ekelurahan.residents.models import Resident

LABELS: dict[str, Promise] = {
    "no_kk": lazy("Nomor KK"),
    "address": lazy("Alamat KK"),
    "hamlet": lazy("Dusun/lingkungan"),
    "rt": lazy("RT"),
    "rw": lazy("RW"),
    "family_card_id": lazy("Kartu keluarga"),
    "name": lazy("Nama lengkap"),
    "title_prefix": lazy("Gelar depan"),
    "title_suffix": lazy("Gelar belakang"),
    "nik": lazy("NIK"),
    "sex": lazy("Jenis kelamin"),
    "birth_place": lazy("Tempat lahir"),
    "birth_date": lazy("Tanggal lahir"),
    "religion": lazy("Agama"),
    "belief_organisation": lazy("Organisasi kepercayaan"),
    "education": lazy("Pendidikan terakhir"),
    "schooling": lazy("Pendidikan yang sedang ditempuh"),
    "occupation": lazy("Pekerjaan"),
    "reads": lazy("Dapat membaca huruf"),
    "marital_status": lazy("Status perkawinan"),
    "marital_record": lazy("Pencatatan perkawinan"),
    "family_relation": lazy("Hubungan keluarga"),
    "citizenship": lazy("Kewarganegaraan"),
    "nationality": lazy("Negara asal"),
    "citizenship_decree": lazy("Nomor SK WNI"),
    "father": lazy("Ayah di data ini"),
    "father_nik": lazy("NIK ayah"),
    "father_name": lazy("Nama ayah"),
    "mother": lazy("Ibu di data ini"),
    "mother_nik": lazy("NIK ibu"),
    "mother_name": lazy("Nama ibu"),
    "blood_group": lazy("Golongan darah"),
    "birth_certificate": lazy("Nomor akta kelahiran"),
    "passport": lazy("Nomor paspor"),
    "passport_expiry_date": lazy("Paspor berlaku sampai"),
    "stay_permit": lazy("Nomor KITAS/KITAP"),
    "stay_permit_kind": lazy("Izin tinggal"),
    "stay_permit_place": lazy("Izin tinggal diterbitkan di"),
    "stay_permit_date": lazy("Tanggal terbit izin tinggal"),
    "stay_permit_expiry_date": lazy("Izin tinggal berlaku sampai"),
    "first_entry_date": lazy("Pertama masuk Indonesia"),
    "sponsor_kind": lazy("Jenis sponsor"),
    "sponsor_name": lazy("Nama sponsor"),
    "sponsor_address": lazy("Alamat sponsor"),
    "marriage_certificate": lazy("Nomor akta/buku nikah"),
    "marriage_date": lazy("Tanggal perkawinan"),
    "divorce_certificate": lazy("Nomor akta perceraian"),
    "divorce_date": lazy("Tanggal perceraian"),
    "disability": lazy("Disabilitas"),
    "contraception": lazy("Cara KB"),
    "pregnancy": lazy("Kehamilan"),
    "id_card": lazy("KTP-el/KIA"),
    "id_card_status": lazy("Status rekam KTP-el"),
    "current_address": lazy("Tinggal di (bila lain dari KK)"),
    "residence": lazy("Jenis penduduk"),
    "origin_address": lazy("Alamat asal (nonpermanen)"),
    "stays_until": lazy("Tinggal sampai (nonpermanen)"),
    "life_status": lazy("Keadaan"),
    "merged_into": lazy("Digabung ke data"),
    "ethnicity": lazy("Suku"),
    "card_tag": lazy("Nomor keping KTP-el"),
    "insurance": lazy("Jaminan kesehatan"),
    "insurance_number": lazy("Nomor jaminan kesehatan"),
    "latitude": lazy("Lintang"),
    "longitude": lazy("Bujur"),
    "remark": lazy("Catatan"),
}
STATES: dict[str, Promise] = {  # kinder than the official list
    LifeStatus.ALIVE: lazy("Tinggal di sini"),
    LifeStatus.DEAD: lazy("Meninggal"),
    LifeStatus.MOVED: lazy("Pindah"),
    LifeStatus.LOST: lazy("Hilang"),
    LifeStatus.AWAY: lazy("Pergi"),
    LifeStatus.INVALID: lazy("Salah catat"),
}
MASKED, HEALTH = disclosure.MASKED, disclosure.HEALTH  # as files have them
LINKS = frozenset({"family_card_id", "father", "mother", "merged_into"})  # ids of other rows


@dataclass(frozen=True)
class Group:
    """Columns that belong together on a page or a form."""

    key: str
    title: Promise
    columns: tuple[str, ...]


GROUPS = (
    Group("identitas", lazy("Identitas"), (
        "name", "nik", "title_prefix", "title_suffix", "sex", "birth_place", "birth_date", "citizenship", "religion",
        "belief_organisation", "marital_status", "marital_record", "blood_group", "ethnicity",
    )),
    Group("pendidikan", lazy("Pendidikan dan pekerjaan"), ("education", "schooling", "occupation", "reads")),
    Group("keluarga", lazy("Keluarga"), (
        "family_relation", "father_name", "father_nik", "mother_name", "mother_nik",
    )),
    Group("alamat", lazy("Tempat tinggal"), (
        "current_address", "residence", "origin_address", "stays_until", "latitude", "longitude",
    )),
    Group("dokumen", lazy("Dokumen"), (
        "birth_certificate", "id_card", "id_card_status", "card_tag", "marriage_certificate", "marriage_date",
        "divorce_certificate", "divorce_date", "passport", "passport_expiry_date", "citizenship_decree",
    )),
    Group("asing", lazy("Orang asing"), (
        "nationality", "stay_permit_kind", "stay_permit", "stay_permit_place", "stay_permit_date",
        "stay_permit_expiry_date", "first_entry_date", "sponsor_kind", "sponsor_name", "sponsor_address",
    )),
    Group("kesehatan", lazy("Disabilitas dan kesehatan"), (
        "disability", "insurance", "insurance_number", "pregnancy", "contraception",
    )),
    Group("catatan", lazy("Catatan"), ("remark",)),
)  # fmt: skip


def label_of(column: str) -> str:
    """The column's name on the screen."""
    return str(LABELS.get(column, column))


def words_of(column: str, value: object, *, whole: bool = False, names: Mapping[UUID, str] | None = None) -> str:
    """A value as the screen writes it; numbers masked unless `whole`; ids by the names that are told. Empty: not known."""
    if value is None or value == "":
        return ""
    if column in LINKS:
        return (names or {}).get(UUID(str(value)), _("(data lain)"))
    if column == "life_status":
        return str(STATES.get(str(value), value))
    if column in CODED_FIELDS:
        coded = CODED_FIELDS[column]
        return _(coded(str(value)).words) if value in list(coded) else str(value)
    if column in DATE_FIELDS:
        return date_id(value if isinstance(value, date) else date.fromisoformat(str(value)))
    return masked_number(str(value)) if column in MASKED and not whole else str(value)


def facts_in(resident: Resident, group: Group, *, whole: bool = False) -> list[tuple[str, str]]:
    """Label and words of the columns of a group that are known."""
    pairs = [(label_of(name), words_of(name, getattr(resident, name), whole=whole)) for name in group.columns]
    return [(label, words) for label, words in pairs if words]
