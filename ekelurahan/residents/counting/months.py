"""Months as reports count them: each is named by its first day. No database."""

from collections.abc import Iterator
from datetime import date, timedelta

from ekelurahan.lib.dates_id import MONTHS


def month_of(day: date) -> date:
    """The month a day lies in."""
    return day.replace(day=1)


def following(month: date) -> date:
    """The month after."""
    return (month + timedelta(days=31)).replace(day=1)


def previous(month: date) -> date:
    """The month before."""
    return (month - timedelta(days=1)).replace(day=1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return following(month) - timedelta(days=1)


def months_from(first: date, last: date) -> Iterator[date]:
    """Every month from the first to the last, both among them."""
    while first <= last:
        yield first
        first = following(first)


def month_words(month: date) -> str:
    """Oktober 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def parse_month(text: str) -> date | None:
    """The month that "2026-10" means, as browsers and links write it; None for anything else."""
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and text.isascii()):
        return None
    try:
        return date(int(year), int(month), 1)
    except ValueError:
        return None
