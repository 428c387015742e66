"""Checking the answers of a form against its fields. Pure: the same check serves every door."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from ekelurahan.catalogue.service import Field, Kind, Product
from ekelurahan.lib.dates_id import long_date, parse_date
from ekelurahan.lib.nik import check_nik, digits_of
from ekelurahan.lib.told import Sentence

EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class Answers:
    """Cleaned values by field name (dates as ISO), and a message for every field that is not right."""

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        """Whether nothing has to be mended."""
        return not self.errors


class Unusable(Exception):
    """One answer that cannot be used; the message says what to do."""


def clean(product: Product, raw: Mapping[str, str], *, today: date) -> Answers:
    """Check every answer of a product. Unknown names are ignored; what was typed is kept in `values` either way."""
    values, errors = {}, {}
    for item in product.fields:
        typed = _tidied(raw.get(item.name, ""))
        try:
            values[item.name] = _cleaned(item, typed, today)
        except Unusable as error:
            values[item.name], errors[item.name] = typed, str(error)
    return Answers(values, errors)


def check(item: Field, typed: str, *, today: date) -> str:
    """One answer, cleaned. Raises Unusable."""
    return _cleaned(item, _tidied(typed), today)


def as_written(product: Product, values: Mapping[str, str]) -> dict[str, str]:
    """The answers as a letter writes them: dates in words, "" for what was not answered."""
    written = {}
    for item in product.fields:
        value = values.get(item.name, "")
        written[item.name] = long_date(date.fromisoformat(value)) if value and item.kind is Kind.DATE else value
    return written


def _tidied(typed: str) -> str:
    """Single spaces, and each letter with its accent as one character (Unicode NFC)."""
    return " ".join(normalize("NFC", typed).split())


def _cleaned(item: Field, typed: str, today: date) -> str:
    if not typed:
        if item.required:
            raise Unusable(Sentence("Isi «%(label)s».", label=Sentence(item.label)))
        return ""
    if len(typed) > item.max_length:
        raise Unusable(
            Sentence(
                "%(label)s paling panjang %(most)s huruf; sekarang %(now)s.",
                label=Sentence(item.label),
                most=item.max_length,
                now=len(typed),
            )
        )
    if not typed.isprintable():  # control characters, and signs that turn the direction of writing around
        raise Unusable(
            Sentence("%(label)s memuat tanda yang tidak dapat dicetak. Ketik ulang.", label=Sentence(item.label))
        )
    return _CHECKS.get(item.kind, _as_typed)(item, typed, today)


def _as_typed(_item: Field, typed: str, _today: date) -> str:
    return typed


def _date(item: Field, typed: str, today: date) -> str:
    try:
        day = parse_date(typed)
    except ValueError as error:
        raise Unusable(Sentence("%(label)s: %(why)s.", label=Sentence(item.label), why=Sentence(str(error)))) from None
    if day > today:
        raise Unusable(Sentence("%(label)s tidak boleh di masa depan.", label=Sentence(item.label)))
    if day.year < EARLIEST_YEAR:
        raise Unusable(
            Sentence(
                "%(label)s terlalu lama: tahun %(year)s. Periksa tahunnya.", label=Sentence(item.label), year=day.year
            )
        )
    return day.isoformat()


def _choice(item: Field, typed: str, _today: date) -> str:
    if typed not in item.choices:
        raise Unusable(Sentence("Pilih «%(label)s» dari daftar.", label=Sentence(item.label)))
    return typed


def _nik(item: Field, typed: str, today: date) -> str:
    nik = digits_of(typed)
    errors = check_nik(nik, today=today).errors
    if errors:
        raise Unusable(Sentence("%(label)s: %(why)s", label=Sentence(item.label), why=Sentence(errors[0])))
    return nik


def _rt_rw(item: Field, typed: str, _today: date) -> str:
    if not re.fullmatch(r"[0-9]{1,3}", typed):
        raise Unusable(
            Sentence("%(label)s terdiri atas paling banyak tiga angka, misalnya 004.", label=Sentence(item.label))
        )
    return typed.zfill(3)


def _phone(item: Field, typed: str, _today: date) -> str:
    digits = re.sub(r"[\s().-]", "", typed)
    if not re.fullmatch(r"(\+62|62|0)[0-9]{7,13}", digits):
        raise Unusable(
            Sentence(
                "%(label)s bukan nomor telepon Indonesia. Tulis seperti 0812 3456 7890.", label=Sentence(item.label)
            )
        )
    return digits


_CHECKS: Mapping[Kind, Callable[[Field, str, date], str]] = {
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.NIK: _nik,
    Kind.RT_RW: _rt_rw,
    Kind.PHONE: _phone,
}
