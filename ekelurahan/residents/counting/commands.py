"""`ekelurahan recount-registry`: prove tallies and flows, or say which are wrong."""

import argparse

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, area_of
from ekelurahan.areas.scope import all_offices, dotted, office_scope
from ekelurahan.offices.models import Office
from ekelurahan.residents.counting.actions import repair_counts
from ekelurahan.residents.counting.recounting import recount

MOST_LINES = 20  # of one office


def recount_registry(arguments: list[str]) -> int:
    """0: every count is proven (or was mended). 1: some are wrong. 2: wrong words."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan recount-registry",
        description="Menghitung ulang semua angka penduduk dari data dan riwayatnya, lalu membandingkannya.",
    )
    parser.add_argument("--office", metavar="KODE", help="hanya satu kelurahan, misalnya 16.71.14.1001")
    parser.add_argument("--repair", action="store_true", help="tulis angka yang benar")
    options = parser.parse_args(arguments)
    try:
        offices = offices_named(options.office)
    except (Area.DoesNotExist, ValueError):
        print(f"Tidak ada: {options.office}")
        return 2
    wrong = sum(_proven(office, repair=options.repair) for office in offices)
    if not wrong:
        print(f"COCOK: angka {len(offices)} kelurahan sama dengan hitungan ulang.")
    return 1 if wrong else 0


def offices_named(code: str | None) -> list[int]:
    """The office of that code; without one, all of them. Raises Area.DoesNotExist, ValueError."""
    if code is None:
        with all_offices():
            return list(Office.objects.order_by("kelurahan_id").values_list("kelurahan_id", flat=True))
    area = area_of(code)
    if area.level != KELURAHAN:
        raise ValueError(code)
    return [area.lo]


def _proven(office: int, *, repair: bool) -> int:
    """How many counts of an office are wrong in the end; each is printed."""
    if repair and (mended := repair_counts(office)):
        print(f"DIPERBAIKI: {dotted(office)}, {len(mended)} angka.")
    with office_scope(office):
        wrong = recount(office)
    for found in wrong[:MOST_LINES]:
        print(f"SALAH: {dotted(office)} {found}")
    if len(wrong) > MOST_LINES:
        print(f"SALAH: {dotted(office)}, dan {len(wrong) - MOST_LINES} lagi.")
    return len(wrong)
