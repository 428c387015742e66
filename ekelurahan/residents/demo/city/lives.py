"""Ten years of an office: who was there when the registry began, who came, was born, married, died and left. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from ekelurahan.lib.codes import FamilyRelation, MaritalStatus, Sex
from ekelurahan.lib.registry_codes import DeathCause, DeathWitness, LifeStatus
from ekelurahan.residents.demo.city.book import Act, Book, Facts, Soul, Span
from ekelurahan.residents.demo.city.facts import address_in
from ekelurahan.residents.demo.city.families import CityFamilies, Parents
from ekelurahan.residents.demo.city.registrar import Family, Registrar, become_head, die, leave, told_as
from ekelurahan.residents.demo.families import Member
from ekelurahan.residents.demo.naming import weighted
from ekelurahan.residents.events.kinds import Kind

CAME_LATER = 0.13  # of the families that might have been there from the beginning
ELDER_DIED, CHILD_LEFT, ADDRESS_CHANGED = 0.12, 0.05, 0.02  # of families
LEFT, DIED_ALONE = 0.125, 0.025  # families that are gone, for each one that is there
LOST, FOUND, WRONG = 0.0002, 0.5, 0.0003
_CAUSES = ((DeathCause.ILLNESS, 93), (DeathCause.ACCIDENT, 5), (DeathCause.OTHER, 2))
_WITNESSES = ((DeathWitness.DOCTOR, 50), (DeathWitness.HEALTH_WORKER, 30), (DeathWitness.OTHER, 20))
DAY = timedelta(days=1)


class Lives:
    """What happens to the families of one office."""

    def __init__(self, registrar: Registrar, enrolment: Act) -> None:
        self.registrar, self.enrolment = registrar, enrolment
        self.book: Book = registrar.book
        self.rng: Random = registrar.rng
        self.span: Span = self.book.span
        self.maker = CityFamilies(self.rng, self.span.last)
        self.families = self.maker.families()

    def live(self) -> int:
        """One more family that is there today, and perhaps one that is not; returns how many people are there."""
        here = self.settle(next(self.families))
        if self.rng.random() < LEFT:
            self.pass_through()
        if self.rng.random() < DIED_ALONE:
            self.die_alone()
        return here

    def settle(self, members: list[Member]) -> int:
        """A family that is there today."""
        head, last = members[0], self.span.last
        founded = head.married_on or head.born + timedelta(days=6800)
        if self._is_of_a_son(members, founded):
            family = self._found_family(members)
        elif founded > self.span.first or self.rng.random() < CAME_LATER:
            came = self.book.day_between(max(founded, self.span.first + DAY), last)
            family = self.registrar.write(members, self.registrar.arrival(came), day=last)
        else:
            family = self.registrar.write(members, self.enrolment, day=last)
        self._go_on(family)
        for soul in family.souls:
            self.registrar.mend(soul)
        return sum(soul.member.standing != "lodger" and not soul.is_gone for soul in family.souls)

    def pass_through(self) -> None:
        """A family that left."""
        left = self.book.day_between(self.span.first + 60 * DAY, self.span.last)
        self.maker.today = left
        members = next(self.families)
        self.maker.today = self.span.last
        founded = members[0].divorced_on or members[0].married_on or members[0].born + timedelta(days=6800)
        entry = self.enrolment
        if founded > self.span.first or self.rng.random() < CAME_LATER:
            entry = self.registrar.arrival(self.book.day_between(max(founded, self.span.first + DAY), left))
        left = max(left, entry.reported_on)
        family = self.registrar.write(members, entry, day=left)
        youngest = max((soul.act for soul in family.souls), key=lambda act: act.moment)
        leave(family.souls, self.registrar.departure(left, after=youngest))

    def die_alone(self) -> None:
        """Somebody old who lived alone."""
        died = self.book.day_between(self.span.first + 30 * DAY, self.span.last)
        self.maker.today = died
        family = self.registrar.write(self.maker.alone(), self.enrolment, day=died)
        self.maker.today = self.span.last
        die(family.souls[0], self.death(died, after=self.enrolment))

    def death(self, day: date, *, after: Act) -> Act:
        """Somebody has died."""
        cause, witness = weighted(self.rng, _CAUSES), weighted(self.rng, _WITNESSES)
        return self.book.act(
            Kind.DEATH, day, within=20, after=after, told=told_as(cause=cause.value, attested_by=witness.value)
        )

    def _is_of_a_son(self, members: Sequence[Member], founded: date) -> bool:
        """Whether the head grew up in this office and married since the registry began."""
        head = members[0]
        if not (head.father and head.father.id and len(members) > 1 and founded > self.span.first):
            return False
        self.home = next((one for one in self.maker.parents if one.father.member is head.father), None)
        return self.home is not None and self.home.father.act.reported_on < founded

    def _found_family(self, members: list[Member]) -> Family:
        """A son leaves the card of his parents, his wife comes."""
        assert self.home
        man, woman, *children = members
        assert man.married_on
        wedding = self.book.act(Kind.NEW_CARD, man.married_on, within=30, after=self.home.father.act)
        man.nik = self.registrar.numbers.nik(self.book.kelurahan_id, man)
        house = self.registrar.house(man, wedding)
        facts = self.registrar.facts(man, self.span.last)
        groom = self.book.soul(self.home.father.act, self.home.house, man, facts | _unmarried())
        changes = {name: facts[name] for name in (*_unmarried(), "marriage_date", "marriage_certificate")}
        groom.facts |= {"marriage_date": None, "marriage_certificate": ""}
        groom.steps.append((wedding, {**changes, "family_card_id": house.id}))
        bride = self.registrar.write([woman], self._joins(wedding), day=self.span.last, house=house)
        rest = self.registrar.write(children, wedding, day=self.span.last, house=house) if children else None
        return Family(house, [groom, *bride.souls, *(rest.souls if rest else ())], wedding)

    def _joins(self, wedding: Act) -> Act:
        told = told_as(move_reason="family", area="BANYUASIN", code="1607011001")
        return self.book.act(Kind.ARRIVE, wedding.happened_on, after=wedding, told=told)

    def _go_on(self, family: Family) -> None:
        """What else happens to a family that is there."""
        head = family.souls[0].member
        is_couple = head.marital is MaritalStatus.MARRIED
        luck = self.rng.random()
        if not is_couple:
            if head.married_on and len(family.souls) > 1:
                self._lost_partner(family)
        elif luck < ELDER_DIED and head.age(self.span.last) < 65:  # else the elder would be too old
            self._elder_dies(family)
        elif luck < ELDER_DIED + CHILD_LEFT:
            self._child_leaves(family)
        elif luck < ELDER_DIED + CHILD_LEFT + ADDRESS_CHANGED:
            self._change_address(family)
        elif family.entry.kind is not Kind.NEW_CARD and self.span.last.year - head.born.year > 40:
            self.maker.remember(Parents(family.souls[0], family.souls[1], family.house))
        if luck > 1 - LOST * len(family.souls) - WRONG:
            self._rare(family, wrong=luck > 1 - WRONG)

    def _lost_partner(self, family: Family) -> None:
        """A widow, a widower, or a parent alone: the partner was there when the registry began, or was not."""
        stays = family.souls[0].member
        partner = next((who for soul in family.souls[1:] if (who := _other_parent(soul.member, stays))), None)
        youngest = max(soul.act.reported_on for soul in family.souls)
        first, is_divorced = max(youngest, family.entry.reported_on) + DAY, stays.marital is MaritalStatus.DIVORCED
        day = stays.divorced_on if is_divorced else self.book.day_between(first, self.span.last)
        if partner is None or day is None or day <= first or (not is_divorced and self.rng.random() < 0.25):  # long ago
            return
        partner.marital = MaritalStatus.MARRIED
        partner.relation = FamilyRelation.HEAD if partner.sex is Sex.MALE else FamilyRelation.WIFE
        gone = self.registrar.write([partner], family.entry, day=day, house=family.house).souls[0]
        last = max((soul.act for soul in family.souls), key=lambda act: act.moment)
        act = self.registrar.departure(day, after=last) if is_divorced else self.death(day, after=last)
        (leave([gone], act) if is_divorced else die(gone, act))
        self._stays_alone(family.souls[0], partner, act)

    def _stays_alone(self, remains: Soul, partner: Member, act: Act) -> None:
        """Who is left leads the family from now on."""
        stays, day = remains.member, act.happened_on
        if partner.relation is FamilyRelation.HEAD:
            become_head(remains, self.book.act(Kind.CHANGE_HEAD, day, after=act), stays.marital)
        else:
            wed = next((facts for _, facts in reversed(remains.steps) if "marital_status" in facts), remains.facts)
            wed["marital_status"] = MaritalStatus.MARRIED.value
            remains.steps.append((act, {"marital_status": stays.marital.value}))
        if stays.divorced_on:
            remains.facts |= {"divorce_date": None, "divorce_certificate": ""}
            remains.steps[-1][1].update({"divorce_date": stays.divorced_on})

    def _elder_dies(self, family: Family) -> None:
        """The mother or father of the head lived with them."""
        died = self.book.day_between(family.entry.reported_on + DAY, self.span.last)
        elder = self.maker.elder(family.souls[0].member, today=died)
        soul = self.registrar.write([elder], family.entry, day=died, house=family.house).souls[0]
        die(soul, self.death(died, after=soul.act))

    def _child_leaves(self, family: Family) -> None:
        left = self.book.day_between(family.entry.reported_on + DAY, self.span.last)
        child = self.maker.grown_child(family.souls[0].member, family.souls[1].member, left_on=left)
        if child is not None and child.born < family.entry.happened_on:
            soul = self.registrar.write([child], family.entry, day=left, house=family.house).souls[0]
            leave([soul], self.registrar.departure(left, after=soul.act))

    def _change_address(self, family: Family) -> None:
        """Everybody who is there moves within the office; nobody comes or goes afterwards."""
        known_until = max(
            act.reported_on for soul in family.souls for act in (soul.act, *(act for act, _ in soul.steps))
        )
        day = self.book.day_between(known_until + DAY, self.span.last)
        if day > known_until and all(soul.house is family.house for soul in family.souls):
            address, rt, rw = address_in(self.rng, self.registrar.places)
            act = self.book.act(Kind.RELOCATE, day)
            family.house.moved = (act, {"address": address, "rt": rt, "rw": rw})

    def _rare(self, family: Family, *, wrong: bool) -> None:
        """Somebody is missing, or should never have been written down."""
        soul = family.souls[-1]
        if soul.is_gone or soul.member.relation is FamilyRelation.HEAD or soul.steps:
            return
        day = self.book.day_between(soul.act.reported_on + DAY, self.span.last)
        act = self.book.act(Kind.WRONG_ENTRY if wrong else Kind.MISSING, day, after=soul.act)
        status = LifeStatus.INVALID if wrong else LifeStatus.LOST
        soul.steps.append((act, {"life_status": status.value}))
        if not wrong and self.rng.random() < FOUND:
            found = self.book.act(Kind.FOUND, day, within=90, after=act)
            soul.steps.append((found, {"life_status": LifeStatus.ALIVE.value}))


def _unmarried() -> Facts:
    return {
        "family_relation": FamilyRelation.CHILD.value,
        "marital_status": MaritalStatus.SINGLE.value,
        "marital_record": "single",
    }


def _other_parent(child: Member, stays: Member) -> Member | None:
    """The father or mother who is not on the card any more."""
    if stays not in (child.father, child.mother):
        return None
    return child.mother if stays is child.father else child.father
