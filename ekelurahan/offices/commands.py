"""`ekelurahan open-offices 16.71`: every kelurahan of an area becomes an office. `ekelurahan enrol-signature`."""

from collections.abc import Callable
from pathlib import Path

from ekelurahan.accounts.models import User
from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices, area_of_code, office_scope
from ekelurahan.offices.actions import enrol_signature, open_office


def commands() -> dict[str, Callable[[list[str]], int]]:
    """What this room adds to the command line."""
    return {"open-offices": open_offices, "enrol-signature": enrol}


def open_offices(arguments: list[str]) -> int:
    """0: done. 2: the words were wrong. Offices that are open already stay as they are."""
    if len(arguments) != 1:
        print("Pemakaian: ekelurahan open-offices KODE   (misalnya 16.71 untuk seluruh Kota Palembang)")
        return 2
    area = area_of_code(arguments[0])
    with all_offices():
        offices = [open_office(kelurahan, by=None) for kelurahan in kelurahan_in(area.lo, area.hi)]
    print(f"{len(offices)} kelurahan siap melayani.")
    return 0 if offices else 2


def enrol(arguments: list[str]) -> int:
    """Keep the scanned signature of whoever signs in an office. 0: done. 1: refused. 2: the words were wrong."""
    if len(arguments) != 3:  # noqa: PLR2004  # office, person, file
        print("Pemakaian: ekelurahan enrol-signature KODE NAMA_PENGGUNA BERKAS.png")
        return 2
    code, username, file = arguments
    kelurahan_id, user = area_of_code(code).lo, User.objects.filter(username=username.casefold()).first()
    png = Path(file).read_bytes() if Path(file).is_file() else b""
    if user is None or not png.startswith(b"\x89PNG"):
        print("Tidak ada pengguna itu." if user is None else f"{file} tidak ada atau bukan PNG.")
        return 1
    with office_scope(kelurahan_id):
        enrol_signature(kelurahan_id, user.id, png, by=None)
    print(f"Tanda tangan {user.name} tersimpan terenkripsi; yang lama ditarik.")
    return 0
