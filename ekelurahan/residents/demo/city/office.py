"""The book of one office: those who live there, those who left, those who came from other offices. Pure."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from ekelurahan.residents.demo.city.book import Book, Span
from ekelurahan.residents.demo.city.facts import city_facts, places_of
from ekelurahan.residents.demo.city.families import CityFamilies
from ekelurahan.residents.demo.city.lives import Lives
from ekelurahan.residents.demo.city.registrar import Registrar, enrolment, leave
from ekelurahan.residents.demo.city.sizes import office_sizes
from ekelurahan.residents.demo.families import Member
from ekelurahan.residents.demo.people import Numbers

YEARS = 10
PEOPLE_OF_FAMILY = 3.1
ALIKE, ALIKE_ON_THE_WAY = 450, 15  # serials that one stream of people has for each birth date and sex
FIRST_ON_THE_WAY = 9000
NEIGHBOURS = 3  # offices that people of an office move to
MOVED_AWAY = 0.003  # families that moved to each of them, for each resident


@dataclass(frozen=True)
class City:
    """What decides everything: the same plan makes the same people and events."""

    residents: int
    seed: int
    last: date
    offices: tuple[int, ...]

    @property
    def span(self) -> Span:
        """From the first of a month ten years ago to the last day."""
        return Span(date(self.last.year - YEARS, self.last.month, 1), self.last)

    @property
    def told(self) -> str:
        """What the first event of every office says of it."""
        return json.dumps({"city": self.residents, "seed": self.seed, "until": self.last.isoformat()})


class Move(NamedTuple):
    """A family that moves from one office of the city to another."""

    day: date
    members: list[Member]


def book_of(city: City, kelurahan_id: int) -> Book:
    """Everything that is written down in one office, but for those who came from other offices of the city."""
    residents = office_sizes(city.offices, city.residents)[kelurahan_id]
    book = Book(kelurahan_id, Random(f"{city.seed}/{kelurahan_id}"), city.span)  # made-up people, not secrets
    registrar = _registrar(book, residents, kelurahan_id % 100 * ALIKE)
    lives = Lives(registrar, enrolment(book, city.told))
    for target in _neighbours(city.offices, kelurahan_id):
        for move in moves(city, kelurahan_id, target):
            family = registrar.write(move.members, lives.enrolment, day=move.day)
            youngest = max((soul.act for soul in family.souls), key=lambda act: act.moment)
            leave(family.souls, registrar.departure(move.day, after=youngest, to=target))
    here = sum(len(move.members) for _, move in _incoming(city, kelurahan_id))
    while here < residents:
        here += lives.live()
    return book


def arrivals_of(city: City, kelurahan_id: int) -> Book:
    """Those who came from other offices, to be written when all others stand: a NIK is let go before it is taken up."""
    residents = office_sizes(city.offices, city.residents)[kelurahan_id]
    book = Book(kelurahan_id, Random(f"{city.seed}/{kelurahan_id}+"), city.span)
    registrar = _registrar(book, residents, kelurahan_id % 100 * ALIKE + ALIKE - ALIKE_ON_THE_WAY)
    for origin, move in _incoming(city, kelurahan_id):
        registrar.write(move.members, registrar.arrival(move.day, of=origin), day=city.last)
    return book


def _registrar(book: Book, residents: int, first_serial: int) -> Registrar:
    return Registrar(book, Numbers(first_serial), places_of(book.kelurahan_id, round(residents / PEOPLE_OF_FAMILY)))


def moves(city: City, origin: int, target: int) -> Iterator[Move]:
    """Who moved from one office to the other: the same for whoever asks, the office that they left or that took them up."""
    rng = Random(f"{city.seed}/{origin}>{target}")
    place = _neighbours(city.offices, origin).index(target)
    numbers = Numbers(FIRST_ON_THE_WAY + (origin % 100 * NEIGHBOURS + place) * ALIKE_ON_THE_WAY)
    maker = CityFamilies(rng, city.last)
    families = maker.families()
    for _ in range(round(office_sizes(city.offices, city.residents)[origin] * MOVED_AWAY)):
        first, last = city.span.first + timedelta(days=90), city.last - timedelta(days=10)
        day = maker.today = first + timedelta(days=rng.randrange((last - first).days))
        members = next(families)
        for member in members:
            member.nik, member.standing = numbers.nik(origin, member), ""
        for member in members:
            member.facts = city_facts(rng, member, day)
        yield Move(day, members)


def _incoming(city: City, kelurahan_id: int) -> Iterator[tuple[int, Move]]:
    for origin in city.offices:
        if kelurahan_id in _neighbours(city.offices, origin):
            yield from ((origin, move) for move in moves(city, origin, kelurahan_id))


def _neighbours(offices: Sequence[int], kelurahan_id: int) -> list[int]:
    """The next offices in the order of their codes: mostly of the same kecamatan."""
    place, count = offices.index(kelurahan_id), len(offices)
    return [offices[(place + step) % count] for step in range(1, min(NEIGHBOURS, count - 1) + 1)]
