"""`make bench-city`: make the city or take the one that stands, and print what its pages and an import cost."""

import os
import sys
from collections.abc import Callable

from bench.city import house
from bench.figures import Figures, machine, measured

ROUNDS = 200
FEWER_ROUNDS = 40  # of what takes longer than 100 ms


def main() -> int:
    """0: measured. Whether a target is met is for the reader to see; a busy machine is no failure."""
    print(machine(), flush=True)
    with house.opened():
        _print_size()
        _measure_pages()
        if "--without-import" not in sys.argv:
            _measure_import()
    print(machine())
    return 0


def _print_size() -> None:
    from bench.city.importing import figures

    print(", ".join(f"{count:,} {what}" for what, count in figures().items()), flush=True)


def _measure_pages() -> None:
    from bench.browser import UnexpectedAnswer
    from bench.city.lines import lines
    from ekelurahan.residents import actions as searching

    searching.MOST_SEARCHES = sys.maxsize  # one person asks more often here than anybody may
    print("\n| | aim | median | p95 | CPU program | CPU database | queries |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for line in lines():
        try:
            found = _measured(line.ask)
            print(f"| {line.name} | {line.median:g} / {line.p95:g} | {_row(found)} |", flush=True)
        except UnexpectedAnswer as problem:
            print(f"| {line.name} | {line.median:g} / {line.p95:g} | {problem} | | | | |", flush=True)


def _measured(ask: Callable[[int], int]) -> Figures:
    few = measured(ask, 10)
    return measured(ask, ROUNDS if few.median < 100 else FEWER_ROUNDS, warm_up=0)


def _row(found: Figures) -> str:
    return f"{found.median:.1f} | {found.p95:.1f} | {found.app_cpu:.1f} | {found.db_cpu:.1f} | {found.queries}"


def _measure_import() -> None:
    from bench.city import importing

    print()
    for done in importing.pairs():
        print(
            f"import of {done.rows:,} rows into {importing.OFFICE}: {done.rows_per_second:,.0f} rows/s, peak RSS "
            f"{done.peak_mb:.0f} MB, {done.new} new, {done.changed} changed, {done.refused} refused"
        )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
