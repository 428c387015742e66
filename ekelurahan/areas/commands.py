"""`ekelurahan load-areas`: bring the table of areas up to the official list."""

from collections.abc import Callable

from ekelurahan.areas.actions import load_areas


def commands() -> dict[str, Callable[[list[str]], int]]:
    """What this room adds to the command line."""
    return {"load-areas": load}


def load(arguments: list[str]) -> int:
    """0: the table equals the list. 2: the words were wrong."""
    if arguments:
        print("Pemakaian: ekelurahan load-areas")
        return 2
    print(f"{load_areas()} wilayah dimuat.")
    return 0
