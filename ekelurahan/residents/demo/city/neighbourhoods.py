"""Who leads the RT and RW of the made-up office, and since when. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ekelurahan.residents.demo.city.book import Book, Soul

TERM_YEARS = 5
YOUNGEST, OLDEST = 30, 68  # years, of who is chosen


class Term(NamedTuple):
    """One term of one head; `rt` is empty for an RW."""

    rw: str
    rt: str
    head_name: str
    phone: str
    since: date
    until: date | None


def terms_of(book: Book) -> Iterator[Term]:
    """The last term and the present one of every RT and RW that has somebody to lead it."""
    chosen: dict[tuple[str, str], list[Soul]] = defaultdict(list)
    for soul in book.souls:
        if soul.facts["family_relation"] == "head" and not soul.is_gone and soul.house.moved is None:
            age = soul.member.age(book.span.last)
            if YOUNGEST <= age <= OLDEST:
                chosen[soul.house.rw, soul.house.rt].append(soul)
    for rw in sorted({rw for rw, _ in chosen}):
        chosen[rw, ""] = [soul for (of, _), souls in sorted(chosen.items()) if of == rw for soul in souls]
    now = date(book.span.last.year - 3, 1, 1)
    before = date(now.year - TERM_YEARS, 1, 1)
    for (rw, rt), souls in sorted(chosen.items()):
        old, new = book.rng.choice(souls), book.rng.choice(souls)
        yield Term(rw, rt, str(old.facts["name"]), "", before, date(now.year - 1, 12, 31))
        yield Term(rw, rt, str(new.facts["name"]), f"0812-0000-{book.rng.randrange(10_000):04d}", now, None)
