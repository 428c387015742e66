"""Importing a file into an office of the city, twice, in a process of its own: `python -m bench.city.importing FILE`.

Both imports are taken back at the end, so that the city stays as it is.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.city.house import HOME

OFFICE = 1671141001
ROWS, FEW_ROWS = 50_000, 5_000


@dataclass(frozen=True)
class Imported:
    """One import of a pair. `peak_mb` is of the process until then."""

    rows: int
    seconds: float
    new: int
    changed: int
    refused: int
    peak_mb: float

    @property
    def rows_per_second(self) -> float:
        """Of the whole: read, check, compare, write; not the commit."""
        return self.rows / self.seconds


def pairs() -> Iterator[Imported]:
    """A small file and a large one, each imported twice."""
    from ekelurahan.residents.demo.workbook import write_workbook

    for rows in (FEW_ROWS, ROWS):
        file = HOME / f"people-{rows}.xlsx"
        if not file.exists():
            write_workbook(file, rows, kelurahan_id=OFFICE)
        command = [sys.executable, "-m", "bench.city.importing", str(file)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        yield from (Imported(**done) for done in json.loads(answer.stdout))


def figures() -> dict[str, int]:
    """How large the city is."""
    from django.db import connection

    from ekelurahan.areas.scope import all_offices

    tables = {
        "rows of people": "residents_resident", "cards": "residents_familycard", "events": "residents_event",
        "changes": "residents_change", "letters": "letters_letter",
    }  # fmt: skip
    with all_offices(), connection.cursor() as cursor:
        cursor.execute("SELECT sum(people) FROM residents_tally WHERE rw = '*' AND dimension = 'all'")
        found = {"residents": int(cursor.fetchone()[0])}
        for name, table in tables.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[name] = cursor.fetchone()[0]
        return found


def _main(file: Path) -> None:
    import django

    django.setup()
    from django.db import transaction

    with transaction.atomic():
        done = [_imported(file), _imported(file)]
        transaction.set_rollback(True)
    print(json.dumps(done))


def _imported(file: Path) -> dict[str, float]:
    from ekelurahan.residents import importing

    began = time.monotonic()
    report = importing.run(file, OFFICE, by=None)
    seconds = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "rows": report.rows, "seconds": seconds, "new": report.new, "changed": report.changed,
        "refused": report.refused, "peak_mb": peak,
    }  # fmt: skip


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
