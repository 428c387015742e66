"""The dates that a birth date may have been meant to be. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

YEARS = range(1900, 2100)  # others are no misreading


def near_dates(born: date) -> list[date]:
    """The date itself, day and month exchanged, the day before and after, one digit wrong, two years' digits exchanged."""
    return [born, *sorted({*_near(born)} - {born})]


def _near(born: date) -> Iterator[date]:
    yield from (born - timedelta(days=1), born + timedelta(days=1))
    yield from _dates([(born.year, born.day, born.month)])
    digits = f"{born:%d%m%Y}"
    for place in range(len(digits)):
        for digit in "0123456789":
            yield from _read(digits[:place] + digit + digits[place + 1 :])
    for place in range(len(digits) - 1):
        yield from _read(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


def _read(digits: str) -> Iterator[date]:
    year = int(digits[4:])
    if year in YEARS:
        yield from _dates([(year, int(digits[2:4]), int(digits[:2]))])


def _dates(numbers: list[tuple[int, int, int]]) -> Iterator[date]:
    for year, month, day in numbers:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
