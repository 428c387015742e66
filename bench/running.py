"""Everything that is measured in this process, at the size that the database has now."""

from collections.abc import Iterator
from uuid import UUID

from bench.acts import approving, issuing, submitting
from bench.browser import Browser, UnexpectedAnswer
from bench.figures import WARM_UP, Figures, measured
from bench.pages import pages

Line = tuple[str, Figures | str]


def all_lines(people: dict[str, Browser], visitors: Iterator[UUID], *, rounds: int, acts: int) -> list[Line]:
    """Every line of the table: its name, and its figures or why there are none."""
    lines: list[Line] = []
    for page in pages(people):
        try:
            lines.append((page.name, measured(page.ask, rounds)))
        except UnexpectedAnswer as problem:
            lines.append((page.name, str(problem)))
    return [
        *lines,
        ("submit", measured(submitting(people["operator"], visitors), acts)),
        ("approve", measured(approving(people["lurah"], acts + WARM_UP), acts)),
        ("issue: set, seal, commit", measured(issuing(), acts)),
    ]


def promise_letters(people: dict[str, Browser], visitors: Iterator[UUID], count: int) -> None:
    """Submit and approve so many requests; their letters then wait for the worker."""
    submit = submitting(people["operator"], visitors)
    for number in range(count):
        submit(number)
    approve = approving(people["lurah"], count)
    for number in range(count):
        approve(number)
