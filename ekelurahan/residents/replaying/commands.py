"""`ekelurahan replay-registry`: prove that every row is what its events made of it."""

import argparse
import time

from ekelurahan.areas.models import Area
from ekelurahan.areas.scope import dotted, office_scope
from ekelurahan.residents.counting.commands import offices_named
from ekelurahan.residents.replaying.queries import changes_in, differences

MOST_LINES = 20  # of one office


def replay_registry(arguments: list[str]) -> int:
    """0: every row follows from its events. 1: some do not. 2: wrong words."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan replay-registry",
        description="Menyusun ulang semua data penduduk dari riwayat peristiwanya, lalu membandingkannya.",
    )
    parser.add_argument("--office", metavar="KODE", help="hanya satu kelurahan, misalnya 16.71.14.1001")
    options = parser.parse_args(arguments)
    try:
        offices = offices_named(options.office)
    except (Area.DoesNotExist, ValueError):
        print(f"Tidak ada: {options.office}")
        return 2
    began = time.monotonic()
    proven = [_proven(office) for office in offices]
    changes, wrong = sum(count for count, _ in proven), sum(found for _, found in proven)
    if not wrong:
        seconds = time.monotonic() - began
        print(
            f"COCOK: {changes} perubahan di {len(offices)} kelurahan menghasilkan data yang ada ({seconds:.1f} detik)."
        )
    return 1 if wrong else 0


def _proven(office: int) -> tuple[int, int]:
    """How many changes an office has, and how many of its rows do not follow from them; each is printed."""
    with office_scope(office):
        changes, wrong = changes_in(office), differences(office)
    for found in wrong[:MOST_LINES]:
        print(f"BERBEDA: {dotted(office)} {found}")
    if len(wrong) > MOST_LINES:
        print(f"BERBEDA: {dotted(office)}, dan {len(wrong) - MOST_LINES} lagi.")
    return changes, len(wrong)
