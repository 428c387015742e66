"""`make bench`: measure everything and print the tables of docs/performance.md."""

import os
import sys
import time

from bench import house, importing, site
from bench.client import load
from bench.figures import machine

ROUNDS, ACTS, LETTERS = 200, 100, 400
VERIFICATIONS = 10_000
LONGEST_SECONDS = 120


def main() -> int:
    """0: measured. Whether a target is met is for the reader to see; a busy machine is no failure."""
    print(machine(), flush=True)
    with house.opened():
        _measure_pages()
        _measure_letters()
        _measure_site()
    print(machine())
    return 0


def _measure_pages() -> None:
    from bench import acts, crowd, pages, running, table

    people, visitors = pages.people(), acts.visitors()
    rows_before = crowd.counts()
    before = running.all_lines(people, visitors, rounds=ROUNDS, acts=ACTS)
    few = importing.import_rows(importing.FEW_ROWS, dry_run=True)
    many = importing.import_rows(importing.ROWS, dry_run=False)
    crowd.grow()
    house.tidy()
    after = running.all_lines(people, visitors, rounds=ROUNDS, acts=ACTS)
    table.print_pages(before, after, sizes=(rows_before, crowd.counts()))
    table.print_imports(few, many)


def _measure_letters() -> None:
    from bench import acts, pages, running

    left_over = acts.waiting_letters()  # of the rows that are only there to be many
    running.promise_letters(pages.people(), acts.visitors(), LETTERS)
    deadline = time.monotonic() + LONGEST_SECONDS
    with site.worker():
        while acts.waiting_letters() > left_over and time.monotonic() < deadline:
            time.sleep(0.2)
    seconds = acts.span_of_last(LETTERS)
    print(f"\nworker: {LETTERS / seconds:.0f} letters/s set, sealed and committed ({LETTERS} in {seconds:.1f} s)")


def _measure_site() -> None:
    from bench import pages, table

    port = int(os.environ["PORT"])
    codes = [f"/v/{code}/" for code in pages.verification_codes()]
    with site.running() as pid:
        time.sleep(3)
        table.print_memory("after the start", site.memory(pid))
        load(port, [*codes, "/", "/layanan/", "/masuk/"], 500)
        for _ in range(3):
            before = site.cpu(pid)
            table.print_load(load(port, codes, VERIFICATIONS), server_cpu=site.cpu(pid) - before)
        time.sleep(5)
        table.print_memory("after use", site.memory(pid))


sys.exit(main())
