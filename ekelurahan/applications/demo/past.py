"""Finished requests of ten years, made up: who asked when for what, and the words of the letter. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from ekelurahan.applications.composition import content_of_facts
from ekelurahan.catalogue.service import Product
from ekelurahan.letters.number import letter_number
from ekelurahan.lib.tokens import ALPHABET
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import Handling
from ekelurahan.residents.demo.city.book import made_id, moment_of

FACTS = ("name", "nik", "birth", "sex", "religion", "marital_status", "occupation", "address")
LETTERS = 5  # of chance in a request's number
OFFICES_OF_KECAMATAN, SHARES = 25, 2500
_WEEKEND = 5


class Holder(NamedTuple):
    """Somebody who may have asked for letters: since when, and what they say of him, in the order of FACTS."""

    id: str
    since: date
    facts: tuple[str, ...]


class Past(NamedTuple):
    """One request that ended with a letter. Moments are milliseconds since 1970."""

    id: str
    letter_id: str
    request_number: str
    purpose: str
    resident_id: str
    name: str
    moment: int
    minutes: int
    day: date
    serial: int
    number: str
    content: str
    sha256: str


@dataclass(frozen=True)
class Desk:
    """The office as its letters need it, and the time that is to be filled."""

    office: Office
    handling: Handling
    first: date
    last: date


def pasts(desk: Desk, holders: Sequence[Holder], count: int, rng: Random) -> Iterator[Past]:
    """So many requests in the order of their days: the numbers of each year have no gap."""
    templates = {purpose: _template(desk, purpose) for purpose in desk.handling.product.fields[0].suggestions}
    purposes, serials, taken = list(templates), Counter[int](), set[str]()
    drawn = sorted((_day(rng, desk, holder), place) for place, holder in _drawn(rng, holders, count))
    for day, place in drawn:
        holder, purpose = holders[place], rng.choice(purposes)
        serials[day.year] += 1
        moment, content = moment_of(rng, day), _filled(templates[purpose], holder)
        yield Past(
            made_id(rng, moment), made_id(rng, moment), _free_number(rng, desk.office, day, taken), purpose, holder.id,
            holder.facts[0], moment, rng.randrange(3, 14), day, serials[day.year],
            _number(desk, day, serials[day.year]), content, hashlib.sha256(content.encode()).hexdigest(),
        )  # fmt: skip


def _drawn(rng: Random, holders: Sequence[Holder], count: int) -> Iterator[tuple[int, Holder]]:
    for _ in range(count):
        place = rng.randrange(len(holders))
        yield place, holders[place]


def _day(rng: Random, desk: Desk, holder: Holder) -> date:
    """A working day since the person lives here."""
    first = max(desk.first, holder.since)
    day = first + timedelta(days=rng.randrange(max((desk.last - first).days, 1)))
    return day - timedelta(days=max(day.weekday() - _WEEKEND + 1, 0))


def _free_number(rng: Random, office: Office, day: date, taken: set[str]) -> str:
    """A number that no request bears, of another office either: offices may share a code, so each has numbers of its own."""
    kecamatan, kelurahan = office.kelurahan_id // 10_000 % 100, office.kelurahan_id % 100
    own = (kecamatan * OFFICES_OF_KECAMATAN + kelurahan) % SHARES
    while True:
        drawn = rng.randrange(len(ALPHABET) ** LETTERS // SHARES) * SHARES + own
        code = "".join(ALPHABET[drawn >> (5 * place) & 31] for place in range(LETTERS))
        number = f"{office.unit_code}-{day:%y%m}-{code}"
        if number not in taken:
            taken.add(number)
            return number


def _number(desk: Desk, day: date, serial: int) -> str:
    handling = desk.handling
    return letter_number(
        handling.number_pattern, serial=serial, on=day, classification=handling.classification_code,
        unit=desk.office.unit_code, code=handling.product.code,
    )  # fmt: skip


def _template(desk: Desk, purpose: str) -> str:
    """The letter for this purpose as canonical JSON, with marks where the person comes in."""
    marks = {name: _mark(name) for name in FACTS}
    product: Product = desk.handling.product
    answers: Mapping[str, str] = {"purpose": purpose, "actual_address": "", "since": ""}
    content = content_of_facts(product, facts=marks, office=desk.office, answers=answers)
    return json.dumps(content.as_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _filled(template: str, holder: Holder) -> str:
    for name, fact in zip(FACTS, holder.facts, strict=True):
        template = template.replace(_mark(name), fact)
    return template


def _mark(name: str) -> str:
    return f"@@{name}@@"
