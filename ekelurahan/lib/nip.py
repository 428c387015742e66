"""The NIP: 18 digits that name a civil servant: birth date, month of appointment, sex, serial."""

from datetime import date

from ekelurahan.lib.told import noop

LENGTH = 18
CONTRACT_MONTHS = 21  # digits 13-14 of a "NI PPPK" are no month but 21 and more
MONTHS = 12


def nip_problem(nip: str) -> str | None:
    """Why this cannot be a NIP, as a sentence for the screen; None when it can be one."""
    if not (len(nip) == LENGTH and nip.isascii() and nip.isdigit()):
        return noop("NIP harus terdiri dari 18 angka.")
    try:
        date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return noop("NIP memuat tanggal lahir (angka ke-1 sampai ke-8) yang tidak mungkin.")
    month = int(nip[12:14])
    if not (1 <= month <= MONTHS or month >= CONTRACT_MONTHS):
        return noop("NIP memuat bulan pengangkatan (angka ke-13 dan ke-14) yang tidak mungkin.")
    if nip[14] not in "12":
        return noop("NIP memuat jenis kelamin (angka ke-15) yang tidak mungkin: 1 laki-laki, 2 perempuan.")
    return None


def printed_nip(nip: str) -> str:
    """As letters print it, in groups of 8-6-1-3: "19720101 199803 1 004"."""
    if len(nip) != LENGTH:
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
