"""`ekelurahan audit verify`: prove the log, or name the first broken entry of each office."""

from collections.abc import Callable

from ekelurahan.areas.scope import all_offices, dotted
from ekelurahan.audit.queries import count_entries, find_breaks


def commands() -> dict[str, Callable[[list[str]], int]]:
    """What this room adds to the command line."""
    return {"audit": audit}


def audit(arguments: list[str]) -> int:
    """0: every chain holds. 1: at least one is broken. 2: the words were wrong."""
    if arguments != ["verify"]:
        print("Pemakaian: ekelurahan audit verify")
        return 2
    with all_offices():
        breaks = list(find_breaks())
        total = count_entries()
    for found in breaks:
        print(f"RUSAK: {dotted(found.kelurahan_id)} entri {found.seq} ({found.action}): {found.reason}")
    if not breaks:
        print(f"UTUH: {total} entri audit, semua rantai sambung.")
    return 1 if breaks else 0
