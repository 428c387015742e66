"""`ekelurahan open-offices 16.71`: every kelurahan of an area becomes an office."""

from collections.abc import Callable

from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices, area_of_code
from ekelurahan.offices.actions import open_office


def commands() -> dict[str, Callable[[list[str]], int]]:
    """What this room adds to the command line."""
    return {"open-offices": open_offices}


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
