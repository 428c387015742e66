"""What speaks for a pair and against it, in words."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CERTAIN, STRONG = 0.95, 0.8  # from here on the score has another word


class Reason(NamedTuple):
    """A sentence, and whether it speaks for one person."""

    words: Promise
    speaks_for: bool


REASONS: dict[str, Reason] = {
    "name_equal": Reason(_("Nama sama (menurut ejaan umum)"), True),
    "name_near": Reason(_("Nama hampir sama: salah ketik atau singkatan"), True),
    "name_part": Reason(_("Nama yang satu bagian dari nama yang lain"), True),
    "name_missing": Reason(_("Yang satu belum bernama"), True),
    "name_some": Reason(_("Nama hanya sebagian sama"), False),
    "name_other": Reason(_("Nama berbeda"), False),
    "date_equal": Reason(_("Tanggal lahir sama"), True),
    "date_swapped": Reason(_("Tanggal lahir sama bila hari dan bulan ditukar"), True),
    "date_near": Reason(_("Tanggal lahir berbeda satu angka atau satu hari"), True),
    "date_other": Reason(_("Tanggal lahir berbeda"), False),
    "nik_equal": Reason(_("NIK sama"), True),
    "nik_near": Reason(_("NIK berbeda satu angka"), True),
    "nik_next": Reason(_("NIK berurutan: biasanya dua orang"), False),
    "nik_other": Reason(_("NIK berbeda"), False),
    "mother_equal": Reason(_("Ibu sama"), True),
    "mother_near": Reason(_("Nama ibu hampir sama"), True),
    "mother_other": Reason(_("Nama ibu berbeda"), False),
    "father_equal": Reason(_("Nama ayah sama"), True),
    "father_near": Reason(_("Nama ayah hampir sama"), True),
    "father_other": Reason(_("Nama ayah berbeda"), False),
    "sex_equal": Reason(_("Jenis kelamin sama"), True),
    "sex_other": Reason(_("Jenis kelamin berbeda"), False),
    "place_equal": Reason(_("Tempat lahir sama"), True),
    "place_other": Reason(_("Tempat lahir berbeda"), False),
    "card_equal": Reason(_("Satu kartu keluarga"), True),
}


def reasons_of(keys: Iterable[str]) -> list[Reason]:
    """The sentences of these keys."""
    return [REASONS[key] for key in keys if key in REASONS]


def words_of_score(score: float) -> Promise:
    """How likely, in words."""
    if score >= CERTAIN:
        return _("Hampir pasti satu orang")
    return _("Mungkin sekali satu orang") if score >= STRONG else _("Mungkin satu orang")
