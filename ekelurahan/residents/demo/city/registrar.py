"""Writing families into the book of an office: who came how, and what was put right later. Pure."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ekelurahan.lib.codes import BloodGroup, FamilyRelation, MaritalStatus
from ekelurahan.lib.registry_codes import LifeStatus, MoveClass, MoveReason
from ekelurahan.residents.demo.city.book import Act, Book, Facts, House, Soul
from ekelurahan.residents.demo.city.facts import GROWING, address_in, city_facts, facts_at_age
from ekelurahan.residents.demo.families import Member
from ekelurahan.residents.demo.naming import weighted
from ekelurahan.residents.demo.people import Numbers
from ekelurahan.residents.events.kinds import Kind, Via

WITHOUT_NIK, NIK_LATER, NEWBORN_DAYS = 0.0015, 0.25, 90
GROWN_UP_WRITTEN, SCHOOL_WRITTEN, MENDED = 0.5, 0.2, 0.03
_BLOOD = (("O", 38), ("B", 28), ("A", 25), ("AB", 9))
_REASONS = (
    (MoveReason.WORK, 40), (MoveReason.FAMILY, 26), (MoveReason.HOUSING, 20), (MoveReason.STUDY, 10),
    (MoveReason.OTHER, 4),
)  # fmt: skip
AREAS = (  # where people come from and go to: class of the move, official code, name
    (MoveClass.CITY, "1610010001", "OGAN ILIR", 24), (MoveClass.CITY, "1607011001", "BANYUASIN", 30),
    (MoveClass.CITY, "1602011001", "OGAN KOMERING ILIR", 16), (MoveClass.CITY, "1603011001", "MUARA ENIM", 12),
    (MoveClass.PROVINCE, "1571011001", "KOTA JAMBI", 5), (MoveClass.PROVINCE, "1871011001", "KOTA BANDAR LAMPUNG", 5),
    (MoveClass.PROVINCE, "3174011001", "JAKARTA SELATAN", 5), (MoveClass.PROVINCE, "3275011001", "KOTA BEKASI", 2),
    (MoveClass.ABROAD, "", "MALAYSIA", 1),
)  # fmt: skip

_WEIGHTED_AREAS = tuple((area, area[3]) for area in AREAS)


class Family(NamedTuple):
    """A family as it was written: the card, and its people in the order of the family."""

    house: House
    souls: list[Soul]
    entry: Act


class Registrar:
    """Writes families of one stream of chance into a book."""

    def __init__(self, book: Book, numbers: Numbers, places: Sequence[tuple[str, str, str]]) -> None:
        self.book, self.numbers, self.places, self.rng = book, numbers, places, book.rng

    def arrival(self, day: date, *, of: int = 0) -> Act:
        """Somebody comes from outside the city, or from another office of it where `of` names one."""
        _, code, area = self._area(abroad=False)
        if of:
            code, area = str(of), "PALEMBANG"
        told = told_as(code=code, area=area, move_reason=weighted(self.rng, _REASONS).value)
        via = Via.TRANSFER if of else Via.COUNTER
        return self.book.act(Kind.ARRIVE, day, within=3 if of else 14, told=told, via=via)

    def departure(self, day: date, *, after: Act, to: int = 0) -> Act:
        """Somebody leaves, for another office of the city where `to` names it."""
        kind, code, area = self._area(abroad=True)
        if to:
            same = to // 10_000 == self.book.kelurahan_id // 10_000
            kind, code, area = (MoveClass.KELURAHAN if same else MoveClass.KECAMATAN), str(to), "PALEMBANG"
        told = told_as(code=code, area=area, move_class=kind.value, move_reason=weighted(self.rng, _REASONS).value)
        return self.book.act(Kind.DEPART, day, after=after, detail=kind.value, told=told)

    def write(self, family: Sequence[Member], entry: Act, *, day: date, house: House | None = None) -> Family:
        """The family as it is on `day`: who was born after the entry is born into it."""
        house = house or self.house(family[0], entry)
        for member in family:
            if not member.nik and self.rng.random() > WITHOUT_NIK:
                member.nik = self.numbers.nik(self.book.kelurahan_id, member)
        return Family(house, [self.soul(member, entry, house, day) for member in family], entry)

    def house(self, head: Member, entry: Act) -> House:
        """A card at some address, registered after the wedding and before the entry."""
        since = min(head.married_on or head.born + timedelta(days=6700), entry.happened_on)
        no_kk = self.numbers.no_kk(self.book.kelurahan_id, self.book.day_between(since, entry.happened_on))
        return self.book.house(entry, no_kk, address_in(self.rng, self.places))

    def facts(self, member: Member, day: date) -> Facts:
        """What is known of somebody on a day, with the parents where they are in this office."""
        parents = {"father": member.father, "mother": member.mother}
        ids = {name: parent.id if parent and parent.id else None for name, parent in parents.items()}
        return {**(member.facts or city_facts(self.rng, member, day)), **ids}

    def soul(self, member: Member, entry: Act, house: House, day: date) -> Soul:
        """One person, who is born later where the birth is later than the entry."""
        facts = self.facts(member, day)
        if member.born <= entry.happened_on or member.relation is not FamilyRelation.CHILD:
            soul = self.book.soul(entry, house, member, facts)
        else:
            soul = self._born(member, Family(house, [], entry), facts, day)
        self._grow(soul, day)
        return soul

    def mend(self, soul: Soul) -> None:
        """Now and then something was wrong, or changed, and was put right."""
        if soul.is_gone or soul.member.standing or self.rng.random() >= MENDED:
            return
        day = self.book.day_between(soul.act.reported_on + timedelta(days=1), self.book.span.last)
        now = weighted(self.rng, _BLOOD)
        before: Facts = {"blood_group": BloodGroup.UNKNOWN.value}
        after: Facts = {"blood_group": now}
        wrong = _mistyped(soul.member.name, self.rng.random())
        if wrong != soul.facts["name"] and self.rng.random() < 0.5:
            before, after = {"name": wrong}, {"name": soul.facts["name"]}
        soul.facts |= before
        soul.steps.append((self.book.act(Kind.CORRECT, day, after=soul.act), after))

    def _born(self, member: Member, family: Family, facts: Facts, day: date) -> Soul:
        house, told = family.house, told_as(place="hospital", helper="midwife", multiple="single")
        within = min(40, (day - member.born).days)
        act = self.book.act(Kind.BIRTH, member.born, within=within, after=family.entry, told=told)
        soul = self.book.soul(act, house, member, facts)
        is_young = (self.book.span.last - member.born).days < NEWBORN_DAYS
        if is_young and self.rng.random() < 0.35:  # the number has not come yet
            facts["nik"] = member.nik = ""
        elif facts["nik"] and (day - act.reported_on).days > 60 and self.rng.random() < NIK_LATER:  # it came later
            later = self.book.act(Kind.CORRECT, act.reported_on + timedelta(days=7), within=50, after=act)
            soul.steps.append((later, {"nik": facts["nik"]}))
            facts["nik"] = ""
        return soul

    def _grow(self, soul: Soul, day: date) -> None:
        """Children who grew up since they were written down: the office was told of some."""
        then, now = soul.member.age(soul.act.happened_on), soul.member.age(day)
        is_grown_up, is_pupil = then < 17 < now, then < 5 and 7 < now < 17
        luck = self.rng.random()
        if not ((is_grown_up and luck < GROWN_UP_WRITTEN) or (is_pupil and luck < SCHOOL_WRITTEN)):
            return
        after = {name: soul.facts[name] for name in GROWING}
        soul.facts |= facts_at_age(self.rng, soul.member, max(then, 0))
        age = timedelta(days=round((17.3 if is_grown_up else 6.8) * 365.25))
        told = self.book.day_between(soul.member.born + age, day)
        soul.steps.append((self.book.act(Kind.CORRECT, told, after=soul.act), after))

    def _area(self, *, abroad: bool) -> tuple[MoveClass, str, str]:
        area, code, name, _ = weighted(self.rng, _WEIGHTED_AREAS if abroad else _WEIGHTED_AREAS[:-1])
        return area, code, name


def leave(souls: Sequence[Soul], act: Act) -> None:
    """These people are gone since then."""
    for soul in souls:
        soul.steps.append((act, {"life_status": LifeStatus.MOVED.value}))


def die(soul: Soul, act: Act) -> None:
    """This person is dead since then."""
    soul.steps.append((act, {"life_status": LifeStatus.DEAD.value}))


def become_head(soul: Soul, act: Act, marital: MaritalStatus) -> None:
    """Who stays behind leads the family."""
    soul.facts |= {"family_relation": FamilyRelation.WIFE.value, "marital_status": MaritalStatus.MARRIED.value}
    soul.steps.append((act, {"family_relation": FamilyRelation.HEAD.value, "marital_status": marital.value}))


def enrolment(book: Book, told: str) -> Act:
    """The day on which the registry began with everybody who lived there."""
    return book.act(Kind.ENROL, book.span.first, via=Via.COMMAND, told=told)


def told_as(**words: str) -> str:
    """What an event tells besides, as JSON."""
    return json.dumps({name: word for name, word in words.items() if word})


def _mistyped(name: str, where: float) -> str:
    """One letter too few."""
    place = 1 + int(where * (len(name) - 2)) if len(name) > 3 else 0
    return name[:place] + name[place + 1 :] if place and name[place] != " " else name + "H"
