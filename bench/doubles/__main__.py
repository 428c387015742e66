"""`python -m bench.doubles`: precision and recall on generated twins, beside what splink gets where it is installed."""

import argparse
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekelurahan.config.settings")
django.setup()

from bench.doubles.people import Sample, sample  # noqa: E402  # Django's models exist only now
from ekelurahan.lib.spelling import words_of_name  # noqa: E402
from ekelurahan.residents.doubles.blocking import PASSES, Row, pairs_of  # noqa: E402
from ekelurahan.residents.doubles.finding import likely  # noqa: E402
from ekelurahan.residents.doubles.likeness import REFUSED, SHOWN  # noqa: E402
from ekelurahan.residents.doubles.naming import MOST_BITS, Rarity  # noqa: E402
from ekelurahan.residents.doubles.queries import bits_of  # noqa: E402

Scored = dict[tuple[UUID, UUID], float]


def main() -> int:
    """0: measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.doubles")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--misses", action="store_true", help="show what was missed, and what was wrongly called one person"
    )
    options = parser.parse_args()
    made = sample(options.people, options.seed)
    print(
        f"{len(made.rows):,} rows; {len(made.truth):,} people stand twice; {made.twins:,} real twins, {made.namesakes:,} namesakes\n"
    )
    print("| | threshold | precision | recall | F1 | seconds |\n|---|---:|---:|---:|---:|---:|")
    began = time.monotonic()
    found = ours(made.rows)
    seconds = time.monotonic() - began
    for threshold in (SHOWN, REFUSED, 0.95):
        print(line("e-Kelurahan", made, found, threshold, seconds))
    if find_spec("splink"):
        from bench.doubles.splinking import splinked

        for label, common in (("splink, names as written", False), ("splink, names in common spelling", True)):
            began = time.monotonic()
            theirs = splinked(made.rows, common=common)
            seconds = time.monotonic() - began
            for threshold in (0.5, best(made, theirs)):
                print(line(label, made, theirs, threshold, seconds))
    if options.misses:
        show_misses(made, found)
    return 0


def ours(rows: list[Row]) -> Scored:
    """What the nightly job finds, without a database."""
    found: Scored = {}
    rarity = counted(rows)
    for way in PASSES:
        chosen = [row for row in rows if way.where == "true" or row.mother_nik]
        chosen.sort(key=way.group)  # type: ignore[arg-type]  # the groups of one pass are of one kind
        for pair in likely(pairs_of(way, chosen), rarity):
            left, right = sorted((pair.left.id, pair.right.id))
            found[left, right] = pair.verdict.score
    return found


def counted(rows: Iterable[Row]) -> Rarity:
    """The rarity of words among these rows."""
    people: Counter[str] = Counter()
    everybody = 0
    for row in rows:
        people.update(words_of_name(row.name))
        everybody += 1
    bits = {word: bits_of(carriers, everybody) for word, carriers in people.items()}
    return lambda word: bits.get(word, MOST_BITS)


def line(label: str, made: Sample, found: Scored, threshold: float, seconds: float) -> str:
    """One line of the table."""
    precision, recall, f1 = figures(made, found, threshold)
    return f"| {label} | {threshold:.2f} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {seconds:.0f} |"


def figures(made: Sample, found: Scored, threshold: float) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    called = {pair for pair, score in found.items() if score >= threshold}
    right = len(called & made.truth)
    precision, recall = right / max(len(called), 1), right / len(made.truth)
    return precision, recall, 2 * precision * recall / max(precision + recall, math.ulp(1))


def best(made: Sample, found: Scored) -> float:
    """The threshold of the best F1, which nobody knows beforehand: the most that can be got out of the scores."""
    return max((number / 100 for number in range(1, 100)), key=lambda threshold: figures(made, found, threshold)[2])


def show_misses(made: Sample, found: Scored) -> None:
    """Some pairs that were missed and some that are two people."""
    by_id = {row.id: row for row in made.rows}
    called = {pair for pair, score in found.items() if score >= SHOWN}
    for title, pairs in (("missed", made.truth - called), ("wrong", called - made.truth)):
        print(f"\n{title}: {len(pairs)}")
        for pair in sorted(pairs)[:25]:
            print(f"  {found.get(pair, 0):.2f}", *(" | ".join(map(str, told(by_id[pk]))) for pk in pair), sep="\n    ")


def told(row: Row) -> tuple[object, ...]:
    """A row on one line."""
    return row.name, row.birth_date, row.sex, row.nik, row.mother_name, row.father_name, row.no_kk[-6:], row.birth_place


if __name__ == "__main__":
    sys.exit(main())
