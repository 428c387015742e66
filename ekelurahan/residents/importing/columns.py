"""The 44 columns of OpenSID's format: which of our columns each fills, and how its cells are read.

Facts from public descriptions of the format (October 2024 and 2026). A reader takes a cell that is not empty and
returns what is stored, or None for "says nothing"; it raises ValueError with what to do, for the screen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from ekelurahan.lib.coded import Coded
from ekelurahan.lib.registry_codes import Contraception
from ekelurahan.residents.entry import CODED_FIELDS, TEXT_FIELDS
from ekelurahan.residents.importing import cells

Reader = Callable[[object], str | date | None]


@dataclass(frozen=True)
class Column:
    """One column of the file."""

    header: str
    field: str  # of Resident or FamilyCard
    read: Reader


def _coded(header: str, field: str, extra: Mapping[str, Coded] | None = None) -> Column:
    return Column(header, field, cells.CodeReader(CODED_FIELDS[field], extra or {}))


def _text(header: str, field: str) -> Column:
    return Column(header, field, partial(cells.text, longest=TEXT_FIELDS[field]))


def _date(header: str, field: str) -> Column:
    return Column(header, field, cells.day)


COLUMNS = (
    Column("alamat", "address", partial(cells.text, longest=255)),
    Column("dusun", "hamlet", cells.hamlet),
    Column("rw", "rw", cells.neighbourhood),
    Column("rt", "rt", cells.neighbourhood),
    Column("nama", "name", cells.name),
    Column("no_kk", "no_kk", cells.no_kk),
    Column("nik", "nik", cells.sixteen_digits),
    _coded("sex", "sex"),
    _text("tempatlahir", "birth_place"),
    Column("tanggallahir", "birth_date", cells.birth_day),
    _coded("agama_id", "religion"),
    _coded("pendidikan_kk_id", "education"),
    _coded("pendidikan_sedang_id", "schooling"),
    _coded("pekerjaan_id", "occupation"),
    _coded("status_kawin", "marital_status"),
    _coded("kk_level", "family_relation"),
    _coded("warganegara_id", "citizenship"),
    Column("ayah_nik", "father_nik", cells.sixteen_digits),
    _text("nama_ayah", "father_name"),
    Column("ibu_nik", "mother_nik", cells.sixteen_digits),
    _text("nama_ibu", "mother_name"),
    _coded("golongan_darah_id", "blood_group"),
    _text("akta_lahir", "birth_certificate"),
    _text("dokumen_pasport", "passport"),
    _date("tanggal_akhir_paspor", "passport_expiry_date"),
    _text("dokumen_kitas", "stay_permit"),
    _text("akta_perkawinan", "marriage_certificate"),
    _date("tanggalperkawinan", "marriage_date"),
    _text("akta_perceraian", "divorce_certificate"),
    _date("tanggalperceraian", "divorce_date"),
    _coded("cacat_id", "disability"),
    _coded("cara_kb_id", "contraception", {"100": Contraception.NONE}),
    _coded("hamil", "pregnancy"),
    _coded("ktp_el", "id_card"),
    _coded("status_rekam", "id_card_status"),
    Column("alamat_sekarang", "current_address", partial(cells.text, longest=255)),
    _coded("status_dasar", "life_status"),
    _text("suku", "ethnicity"),
    Column("tag_id_card", "card_tag", cells.card_tag),
    _coded("id_asuransi", "insurance"),
    _text("no_asuransi", "insurance_number"),
    _text("lat", "latitude"),
    _text("lng", "longitude"),
    _text("ket", "remark"),
)
BY_HEADER = {column.header: column for column in COLUMNS}
HEADER_OF = {column.field: column.header for column in COLUMNS}
NEEDED = ("nik", "nama", "no_kk", "sex", "tanggallahir")  # columns without which nobody new can be written


class WrongHeader(Exception):
    """The first row does not name our columns. The message is for the screen."""


def columns_of(header: tuple[object, ...]) -> list[tuple[int, Column]]:
    """Where each column stands, in any order. Raises WrongHeader that names the unknown, double or missing ones."""
    names = [str(cell).strip().casefold() if cell is not None else "" for cell in header]
    named = [name for name in names if name]
    unknown = [name for name in named if name not in BY_HEADER]
    double = sorted({name for name in named if named.count(name) > 1})
    missing = [name for name in NEEDED if name not in named]
    for found, words in (
        (unknown, _("Kolom tidak dikenal")),
        (double, _("Kolom ada dua kali")),
        (missing, _("Kolom tidak ada")),
    ):
        if found:
            shown = ", ".join(found[:20])
            advice = _("Samakan baris pertama dengan templat impor (44 nama kolom), lalu coba lagi.")
            raise WrongHeader(f"{words}: {shown}. {advice}")
    return [(place, BY_HEADER[name]) for place, name in enumerate(names) if name]
