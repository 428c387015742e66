"""Dates as Indonesian letters write them, and as people and spreadsheets hand them in."""

import re
from datetime import date, datetime, timedelta

from ekelurahan.lib.told import noop

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_SPREADSHEET_ZERO = date(1899, 12, 30)  # day 0 of Excel's calendar (with its leap day of 1900 that never was)
_SPREADSHEET_DAYS = range(367, 73_051)  # 1901 to 2099: other numbers in a date cell are no dates
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")


def long_date(day: date) -> str:
    """24 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date_with_weekday(day: date) -> str:
    """Selasa, 24 November 2026."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def short_date(day: date) -> str:
    """24-11-2026, as on the KTP."""
    return f"{day:%d-%m-%Y}"


def parse_date(value: object) -> date:
    """A date in one of the four shapes: of a spreadsheet, 1970-05-20, 20-05-1970 or 20/05/1970.

    Raises ValueError with a message for the screen.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and value == int(value) and int(value) in _SPREADSHEET_DAYS:
        return _SPREADSHEET_ZERO + timedelta(days=int(value))
    return _date_from_text(str(value).strip().lstrip("'"))


def _date_from_text(text: str) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.group(1, 2, 3)
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.group(1, 3, 4)
    else:
        msg = noop("bukan tanggal; tulis seperti 1970-05-20, 20-05-1970, atau 20/05/1970")
        raise ValueError(msg)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        msg = noop("tanggal ini tidak ada di kalender")
        raise ValueError(msg) from None
