"""Some weeks of the demo's registry, lived with the real acts: births, deaths, moves, a transfer that waits, heads of RT."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TypedDict
from uuid import UUID

from django.utils import timezone

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import office_scope
from ekelurahan.config.demo.officers import Staff
from ekelurahan.config.demo.profiles import PLAJU_DARAT
from ekelurahan.lib.codes import Sex
from ekelurahan.lib.now import at, now
from ekelurahan.lib.registry_codes import DeathCause, DeathWitness, MoveReason
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.batch.rows import FIELDS
from ekelurahan.residents.demo import words
from ekelurahan.residents.demo.people import Numbers, people_of
from ekelurahan.residents.entry import CARD_FIELDS, Card, Person
from ekelurahan.residents.events.actions.families import relocate
from ekelurahan.residents.events.actions.moving import register_arrival, register_departure
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.actions.vital import register_birth, register_death
from ekelurahan.residents.events.entries import Address, Arrival, Leaving, Newborn, NewHead, Place
from ekelurahan.residents.models import FamilyCard, Resident
from ekelurahan.residents.neighbourhoods.actions import Term, begin_term

DAYS = 80  # of registry that lie behind; before them everybody was enrolled
STRANGERS_AFTER = 8000  # serials of people who come from elsewhere
LOOKED_AT = 4000  # rows among which somebody fitting is sought
OGAN_ILIR = (1610000000, 1610999999)


def enrolled_at() -> datetime:
    """When the registry of the demo began."""
    return now() - timedelta(days=DAYS)


def live_in_the_registry(plaju_ulu: Staff, plaju_darat: Staff, *, events: int) -> None:
    """So many events of the last weeks in Plaju Ulu, one move from there to its neighbour that nobody has accepted yet,
    and one the other way; the RT and RW have their heads.
    """
    with office_scope(plaju_ulu.kelurahan_id):
        registry = Registry(plaju_ulu)
        registry.appoint_heads()
        registry.live(events)
        registry.leave(now() - timedelta(hours=20), Place(str(PLAJU_DARAT), "Lr. Kenari No. 4", "003", "001"))
    with office_scope(plaju_darat.kelurahan_id):
        target = Place(str(plaju_ulu.kelurahan_id), "Lr. Cempaka No. 11", "002", "001")
        Registry(plaju_darat).leave(now() - timedelta(hours=3), target)


class By(TypedDict):
    """Whose registry it is, and who enters something."""

    kelurahan_id: int
    by: Actor


class Registry:
    """The registry of one office at work."""

    def __init__(self, staff: Staff) -> None:
        self.staff, self.chance = staff, random.Random(staff.kelurahan_id)
        rows = Resident.objects.filter(kelurahan_id=staff.kelurahan_id, is_counted=True, nik__isnull=False)
        found: dict[UUID, list[Resident]] = {}
        for row in rows.select_related("family_card").order_by("family_card_id", "nik")[:LOOKED_AT]:
            found.setdefault(row.family_card_id, []).append(row)
        self.families = list(found.values())[:-1]  # of the last one some may be missing
        self.chance.shuffle(self.families)
        self.strangers = self._strangers()
        self.appointed: set[tuple[str, str]] = set()
        self._by = By(kelurahan_id=staff.kelurahan_id, by=staff.operator)

    def live(self, events: int) -> None:
        """Events one after another, from the day after the enrolment to today."""
        acts: tuple[tuple[Callable[[datetime], None], int], ...] = (
            (self.bear, 40), (self.die, 18), (self.come, 14), (self.leave_the_city, 14), (self.move, 8), (self.mend, 6),
        )  # fmt: skip
        kinds = self.chance.choices([act for act, _ in acts], [weight for _, weight in acts], k=events)
        for number, act in enumerate(kinds):
            act(_moment(now() - timedelta(days=(DAYS - 1) * (events - number) / events), self.chance))

    def bear(self, moment: datetime) -> None:
        """A child is born."""
        mother, father = self._couple(oldest=40)
        sex = self.chance.choice((Sex.MALE, Sex.FEMALE))
        names = words.MALAY_MEN if sex is Sex.MALE else words.MALAY_WOMEN
        born = moment.date() - timedelta(days=self.chance.randint(3, 20))
        baby = Person(
            " ".join(self.chance.sample(names, 2)).upper(), born, sex,
            more={"birth_place": "PALEMBANG", "family_relation": "child", "religion": mother.religion},
        )  # fmt: skip
        newborn = Newborn(mother.family_card_id, baby, mother=mother.id, father=father.id)
        with at(moment):
            register_birth(newborn, told=self._told(place="hospital", helper="midwife", multiple="single"), **self._by)

    def die(self, moment: datetime) -> None:
        """A husband dies, and his wife leads the family."""
        widow, husband = self._couple(youngest=55)
        told = self._told(
            moment.date() - timedelta(days=self.chance.randint(1, 6)), cause=DeathCause.ILLNESS.value,
            attested_by=DeathWitness.DOCTOR.value,
        )  # fmt: skip
        with at(moment):
            register_death(husband.id, told=told, new_head=NewHead(widow.id), **self._by)

    def come(self, moment: datetime) -> None:
        """A family comes from another city."""
        arrival = next(self.strangers)
        with at(moment):
            register_arrival(arrival, told=self._told(move_reason=MoveReason.WORK.value), **self._by)

    def leave_the_city(self, moment: datetime) -> None:
        """A family goes to the next district."""
        village = self.chance.choice(list(kelurahan_in(*OGAN_ILIR)[:20]))
        self.leave(moment, Place(str(village.lo)))

    def leave(self, moment: datetime, destination: Place) -> None:
        """A whole family goes."""
        family = self.families.pop()
        with at(moment):
            leaving = Leaving([row.id for row in family], destination, MoveReason.HOUSING)
            register_departure(leaving, told=self._told(), **self._by)

    def move(self, moment: datetime) -> None:
        """A family moves to another RT."""
        card = self.families.pop()[0].family_card
        with at(moment):
            relocate(card.id, Address(card.address, self._other_rt(card), card.rw), told=self._told(), **self._by)

    def mend(self, moment: datetime) -> None:
        """Somebody's blood group becomes known."""
        row = self.families.pop()[0]
        blood = "AB" if row.blood_group != "AB" else "O"
        with at(moment):
            update_resident(row, {"blood_group": blood}, told=self._told(), by=self.staff.operator)

    def appoint_heads(self) -> None:
        """Every RT and RW gets a head: one of those who live there."""
        since = date(timezone.localdate(now()).year - 1, 1, 1)
        for family in self.families:
            card, head = family[0].family_card, next((row for row in family if row.family_relation == "head"), None)
            if head is None:
                continue
            for rt in (card.rt, ""):
                if (card.rw, rt) not in self.appointed:
                    self.appointed.add((card.rw, rt))
                    begin_term(Term(card.rw, rt, head.name, since), kelurahan_id=card.kelurahan_id, by=self.staff.lurah)

    def _couple(self, youngest: int = 18, oldest: int = 120) -> tuple[Resident, Resident]:
        """Wife and husband of a family of which nothing has been told yet; the wife's age is between the two."""
        today = timezone.localdate(now())
        for place, family in enumerate(self.families):
            by_relation = {row.family_relation: row for row in family}
            man, woman = by_relation.get("head"), by_relation.get("wife")
            if man and woman and man.sex == Sex.MALE and youngest <= today.year - woman.birth_date.year <= oldest:
                del self.families[place]
                return woman, man
        raise LookupError("no such couple")

    def _strangers(self) -> Iterator[Arrival]:
        """Families that are not of the demo, each with a card of its own."""
        numbers, office = Numbers(STRANGERS_AFTER), self.staff.kelurahan_id
        rows = (dict(zip(FIELDS, row.values, strict=True)) for row in people_of(office, 10**6, numbers=numbers, seed=3))
        for no_kk, family in groupby(rows, key=lambda row: row["no_kk"]):
            people = [self._person(row) for row in family]
            card = self.families[len(people)][0].family_card
            yield Arrival(Card(str(no_kk), f"{card.address}A", card.rt, card.rw), people, Place())

    def _person(self, row: dict[str, str | date | None]) -> Person:
        named = {"name", "birth_date", "sex", "nik", *CARD_FIELDS}
        more = {name: value for name, value in row.items() if value and name not in named}
        born = row["birth_date"]
        assert isinstance(born, date)
        return Person(str(row["name"]), born, Sex(str(row["sex"])), str(row["nik"]), more)

    def _other_rt(self, card: FamilyCard) -> str:
        choices = sorted(
            {family[0].family_card.rt for family in self.families if family[0].family_card.rw == card.rw} - {card.rt}
        )
        return choices[0] if choices else "001"

    def _told(self, happened_on: date | None = None, **details: str) -> Told:
        return Told(happened_on=happened_on, details=details, sure=True, reason="")


def _moment(day: datetime, chance: random.Random) -> datetime:
    opening = timezone.make_aware(datetime.combine(timezone.localdate(day), time(8, 10)))
    return min(opening + timedelta(minutes=chance.randint(0, 400)), now() - timedelta(minutes=5))
