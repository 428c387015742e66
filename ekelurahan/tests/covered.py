"""What no test runs: at most what `covered.txt` admits, file by file. The list only shrinks.

`python -m ekelurahan.tests.covered report.json` compares a report of coverage.py with the list: more than admitted fails;
with `--tighten` what is less is written down. A file that the list does not name is covered wholly, every line and branch.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

LIST = Path(__file__).parent / "covered.txt"


def uncovered(report: Mapping[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, int]:
    """Lines and branches that nothing ran, by file; files without any are left out."""
    counts = {
        name: file["summary"]["missing_lines"] + file["summary"].get("missing_branches", 0)
        for name, file in report["files"].items()
    }
    return {name: count for name, count in counts.items() if count}


def admitted(text: str) -> dict[str, int]:
    """The list: one file a line, with the number of lines and branches that may stay uncovered."""
    return {name: int(count) for count, name in (line.split(maxsplit=1) for line in text.splitlines() if line)}


def excess(found: Mapping[str, int], allowed: Mapping[str, int]) -> list[str]:
    """The files with more uncovered than the list admits."""
    return [
        f"{name}: {count} lines and branches are run by no test; {allowed.get(name, 0)} are admitted"
        for name, count in sorted(found.items())
        if count > allowed.get(name, 0)
    ]


def tightened(found: Mapping[str, int], allowed: Mapping[str, int]) -> dict[str, int]:
    """The list with smaller numbers where less is uncovered by now, and without what is wholly covered or gone."""
    return {name: min(count, found[name]) for name, count in allowed.items() if name in found}


def main(report: str, *options: str) -> int:
    """0: nothing above the list."""
    found, allowed = uncovered(json.loads(Path(report).read_text())), admitted(LIST.read_text())
    if "--tighten" in options:
        smaller = tightened(found, allowed)
        LIST.write_text("".join(f"{count:4d} {name}\n" for name, count in sorted(smaller.items())))
    wrong = excess(found, allowed)
    print(*wrong, sep="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
