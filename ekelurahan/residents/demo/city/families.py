"""Families of the city: those of the demo, and besides sons who marry, foreigners, lodgers. Pure, the same for a seed."""

from datetime import date
from random import Random
from typing import NamedTuple

from ekelurahan.lib.codes import FamilyRelation, MaritalStatus, Sex
from ekelurahan.residents.demo.city.book import House, Soul
from ekelurahan.residents.demo.city.naming import city_cultures, spelt
from ekelurahan.residents.demo.families import DAYS, FamilyMaker, Member
from ekelurahan.residents.demo.naming import Lineage

REMEMBERED = 300  # couples whose sons may marry next
YOUNGEST_MOTHER, OLDEST_MOTHER = 18, 45
FOREIGNERS, LODGERS = 0.012, 0.2  # of those who live alone


class Parents(NamedTuple):
    """A couple of this office whose children may found families here."""

    father: Soul
    mother: Soul
    house: House


class CityFamilies(FamilyMaker):
    """One family after another, as of `today`; some heads are sons of couples that were made before."""

    def __init__(self, rng: Random, today: date) -> None:
        super().__init__(rng, today, city_cultures())
        self.kinds = (  # 3.1 people to a card, as in the city
            (self._couple_with_children, 48),
            (self._couple_alone, 16),
            (self._lone_parent, 15),
            (self._three_generations, 5),
            (self._one_person, 16),
        )
        self.parents: list[Parents] = []
        self._inherited: Lineage | None = None

    def remember(self, parents: Parents) -> None:
        """Their sons may marry from now on."""
        if len(self.parents) < REMEMBERED:
            self.parents.append(parents)
        else:
            self.parents[self.rng.randrange(REMEMBERED)] = parents

    def alone(self) -> list[Member]:
        """A family of one who is old."""
        person = self._person(Sex.FEMALE, self._born(self._years(66, 90)), self._line(), FamilyRelation.HEAD)
        person.marital = MaritalStatus.WIDOWED
        return [person]

    def elder(self, child: Member, *, today: date) -> Member:
        """The father or mother of a head, who lives with the family."""
        sex = Sex.FEMALE if self.rng.random() < 0.6 else Sex.MALE
        born = date.fromordinal(child.born.toordinal() - round(self.rng.uniform(19, 36) * DAYS))
        born = max(born, date(today.year - 92, 1, 2))
        elder = self._person(sex, born, child.lineage, FamilyRelation.PARENT)
        elder.marital = MaritalStatus.WIDOWED
        return elder

    def grown_child(self, man: Member, woman: Member, *, left_on: date) -> Member | None:
        """A son or daughter who left at 18 to 26, where the mother's age allows one."""
        born = date.fromordinal(left_on.toordinal() - round(self.rng.uniform(18, 26) * DAYS))
        return self._child(born, man, woman) if _may_be_mother(woman, born) else None

    def _couple(self, age: float, *, children: bool) -> list[Member]:
        parents = self._parents_of(self._born(age)) if age < 40 and self.parents else None  # sons of older couples
        self._inherited = parents.father.member.lineage if parents else None
        family = super()._couple(age, children=children)
        if parents:
            family[0].father, family[0].mother = parents.father.member, parents.mother.member
        return family

    def _parents_of(self, born: date) -> Parents | None:
        parents = self.rng.choice(self.parents)
        return parents if _may_be_mother(parents.mother.member, born) else None

    def _line(self, like: Lineage | None = None) -> Lineage:
        if self._inherited and like is None:
            line, self._inherited = self._inherited, None
            return line
        return super()._line(like)

    def _one_person(self) -> list[Member]:
        person = super()._one_person()[0]
        if person.marital is MaritalStatus.SINGLE:
            luck = self.rng.random()
            person.standing = "foreigner" if luck < FOREIGNERS else "lodger" if luck < FOREIGNERS + LODGERS else ""
        return [person]

    def _person(self, sex: Sex, born: date, lineage: Lineage, relation: FamilyRelation) -> Member:
        name = spelt(self.rng, lineage.name(self.rng, sex), born.year)
        return Member(name, sex, born, lineage, relation)


def _may_be_mother(woman: Member, born: date) -> bool:
    return YOUNGEST_MOTHER < (born - woman.born).days / DAYS < OLDEST_MOTHER
