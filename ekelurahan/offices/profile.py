"""What an office may write into its own profile. No database: typed texts in, columns and complaints out."""

import re
from collections.abc import Mapping
from datetime import time

from django.utils.translation import gettext as _

WEEKDAYS = range(7)  # Monday is 0
TEXTS = {  # column: how long it may be, and whether it must be filled
    "city_title": (120, True),
    "place": (80, True),
    "unit_code": (12, True),
    "address": (160, True),
    "postcode": (5, False),
    "contact": (200, False),
}
PAPERS = ("A4", "F4")
_UNIT = re.compile(r"[A-Z0-9]{2,12}")
_POSTCODE = re.compile(r"[0-9]{5}")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


def clean_profile(typed: Mapping[str, str]) -> tuple[dict[str, object], dict[str, str]]:
    """Columns to write, and what is wrong by field. Hours come as `opens-0`, `closes-0` … `closes-6`; both empty: closed."""
    values: dict[str, object] = {name: " ".join(typed.get(name, "").split()) for name in TEXTS}
    values["unit_code"] = str(values["unit_code"]).upper()
    values["paper"] = typed.get("paper", "")
    problems = _problems(values)
    hours: dict[str, list[str]] = {}
    for day in WEEKDAYS:
        opens, closes = typed.get(f"opens-{day}", "").strip(), typed.get(f"closes-{day}", "").strip()
        if not opens and not closes:
            continue
        span = _span(opens, closes)
        if span is None:
            problems[f"opens-{day}"] = _(
                "Tulis jam buka dan jam tutup seperti 08.00 dan 16.00; kosongkan keduanya bila libur."
            )
        else:
            hours[str(day)] = span
    if not hours and not any(name.startswith("opens-") for name in problems):
        problems["opens-0"] = _("Isi jam kerja paling sedikit satu hari: waktu layanan dihitung dari sana.")
    return values | {"hours": hours}, problems


def _problems(values: Mapping[str, object]) -> dict[str, str]:
    problems = {}
    for name, (longest, required) in TEXTS.items():
        text = str(values[name])
        if required and not text:
            problems[name] = _("Wajib diisi: bagian ini tercetak pada surat.")
        elif len(text) > longest:
            problems[name] = _("Paling panjang %(most)s huruf; sekarang %(now)s.") % {"most": longest, "now": len(text)}
    if values["unit_code"] and not _UNIT.fullmatch(str(values["unit_code"])):
        problems["unit_code"] = _("Kode unit terdiri atas 2 sampai 12 huruf besar atau angka, misalnya PLU.")
    if values["postcode"] and not _POSTCODE.fullmatch(str(values["postcode"])):
        problems["postcode"] = _("Kode pos terdiri atas lima angka.")
    if values["paper"] not in PAPERS:
        problems["paper"] = _("Pilih kertas A4 atau F4.")
    return problems


def _span(opens: str, closes: str) -> list[str] | None:
    """From and to as HH:MM, if they are times and in order."""
    found = [_CLOCK.fullmatch(text) for text in (opens, closes)]
    times = [time(int(one[1]), int(one[2])) for one in found if one]
    if len(times) != len(found) or times[0] >= times[1]:
        return None
    return [f"{one:%H:%M}" for one in times]
