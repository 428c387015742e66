"""How dates, durations, numbers and sizes are written for people. Times are shown in the office's own zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, ngettext

from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.mask import masked_number

WIB = ZoneInfo("Asia/Jakarta")
KILOBYTE = 1024
THOUSANDS = {"id": ".", "en": ","}


def language() -> str:
    """The language of this page: "id" unless the reader chose another."""
    return get_language() or "id"


def date_id(value: date | None) -> str:
    """24 November 2026. Empty for None. A datetime is read in WIB."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(WIB).date()
    return long_date(value) if language() == "id" else format_date(value, "d MMMM y", locale=language())


def letter_date(value: date | None) -> str:
    """24 November 2026, in Indonesian whoever reads: the date as the letter itself bears it. Empty for None."""
    return long_date(value) if value else ""


def time_id(value: datetime | None) -> str:
    """09.54 WIB (Indonesian writes a dot; English a colon). Empty for None."""
    if value is None:
        return ""
    separator = ":" if language() == "en" else "."
    return value.astimezone(WIB).strftime(f"%H{separator}%M WIB")


def datetime_id(value: datetime | None) -> str:
    """24 November 2026, 09.54 WIB. Empty for None."""
    return f"{date_id(value)}, {time_id(value)}" if value is not None else ""


def iso(value: datetime) -> str:
    """For the `datetime` attribute of <time>: seconds and the zone."""
    return value.isoformat(timespec="seconds")


def minutes(value: float | None) -> str:
    """Whole minutes in words: 7 menit, 1 jam 15 menit. An en dash for None: not measured yet."""
    if value is None:
        return "–"
    hours, rest = divmod(round(value), 60)
    words = [ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": number(hours)}] if hours else []
    if rest or not hours:
        words.append(ngettext("%(n)s menit", "%(n)s menit", rest) % {"n": rest})
    return " ".join(words)


def number(value: float) -> str:
    """1.700.000 in Indonesian, 1,700,000 in English."""
    separator = THOUSANDS.get(language())
    if separator and isinstance(value, int):  # nearly always; and Babel takes its time
        return f"{value:,}".replace(",", separator)
    return format_decimal(value, locale=language())


def mask_nik(nik: str) -> str:
    """A NIK or KK number as lists show it."""
    return masked_number(nik)


def filesize(size: int) -> str:
    """Bytes as kB or MB (1024-based), one decimal for MB."""
    if size < KILOBYTE * KILOBYTE:
        return gettext("%(n)s kB") % {"n": number(-(-size // KILOBYTE))}
    return gettext("%(n)s MB") % {"n": number(round(size / KILOBYTE / KILOBYTE, 1))}
