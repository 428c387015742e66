"""Importing a file in a process of its own, so that its memory is its own: `python -m bench.importing FILE [dry]`."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.house import HOME

OFFICE = 1671141001
ROWS, FEW_ROWS = 50_000, 5_000


@dataclass(frozen=True)
class Imported:
    """One import."""

    rows: int
    seconds: float
    peak_mb: float

    @property
    def rows_per_second(self) -> float:
        """Of the whole: read, check, compare, write, commit."""
        return self.rows / self.seconds


def import_rows(rows: int, *, dry_run: bool) -> Imported:
    """Import so many made-up people, with a process of its own. The file is made once and kept."""
    from ekelurahan.residents.demo.workbook import write_workbook

    file = HOME / f"people-{rows}.xlsx"
    if not file.exists():
        write_workbook(file, rows, kelurahan_id=OFFICE)
    command = [sys.executable, "-m", "bench.importing", str(file), *(["dry"] if dry_run else [])]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return Imported(**json.loads(answer.stdout))


def _main(file: Path, *, dry_run: bool) -> None:
    import django

    django.setup()
    from ekelurahan.residents import importing

    began = time.monotonic()
    report = importing.run(file, OFFICE, by=None, wishes=importing.Wishes(dry_run=dry_run))
    seconds = time.monotonic() - began
    if not report.is_right:
        raise SystemExit("\n".join(report.lines()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": report.rows, "seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), dry_run="dry" in sys.argv[2:])
