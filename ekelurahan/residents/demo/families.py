"""Believable families: ages, relations, marriages and names that fit each other. Pure, and the same for the same seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ekelurahan.lib.codes import FamilyRelation, MaritalStatus, Sex
from ekelurahan.residents.demo.naming import CULTURES, Cultures, Lineage, new_lineage, weighted

DAYS = 365.25  # of a year


@dataclass(eq=False)
class Member:
    """One person of a family card."""

    name: str
    sex: Sex
    born: date
    lineage: Lineage
    relation: FamilyRelation
    marital: MaritalStatus = MaritalStatus.SINGLE
    father: "Member | None" = None
    mother: "Member | None" = None
    married_on: date | None = None
    divorced_on: date | None = None
    nik: str = ""
    id: str = ""  # of the row, once there is one
    standing: str = ""  # foreigner, lodger; most people have none
    facts: dict[str, str | date | None] | None = None  # what is known already, by column

    def age(self, today: date) -> int:
        """Full years."""
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))


class FamilyMaker:
    """Makes one family after another from one stream of chance."""

    def __init__(self, rng: Random, today: date, cultures: Cultures = CULTURES) -> None:
        self.rng, self.today, self.cultures = rng, today, cultures
        self.kinds: tuple[tuple[Callable[[], list[Member]], int], ...] = (
            (self._couple_with_children, 66),
            (self._couple_alone, 7),
            (self._lone_parent, 12),
            (self._three_generations, 9),
            (self._one_person, 6),
        )

    def families(self) -> Iterator[list[Member]]:
        """Families without end."""
        while True:
            yield weighted(self.rng, self.kinds)()

    def _couple_with_children(self) -> list[Member]:
        return self._couple(self._years(23, 66), children=True)

    def _couple_alone(self) -> list[Member]:
        return self._couple(self.rng.choice((self._years(22, 32), self._years(58, 80))), children=False)

    def _lone_parent(self) -> list[Member]:
        man, woman, *children = self._couple(self._years(30, 70), children=True)
        remaining = woman if self.rng.random() < 0.8 else man  # women outlive men
        remaining.relation = FamilyRelation.HEAD
        remaining.marital = MaritalStatus.WIDOWED if self.rng.random() < 0.6 else MaritalStatus.DIVORCED
        if remaining.marital is MaritalStatus.DIVORCED and remaining.married_on:
            remaining.divorced_on = self._between(remaining.married_on, self.today)
        return [remaining, *children]

    def _three_generations(self) -> list[Member]:
        """A couple with children, and the mother or father of one of them."""
        family = self._couple(self._years(26, 48), children=True)
        man, woman = family[:2]
        of_man = self.rng.random() < 0.5  # his or hers
        child = man if of_man else woman
        sex = Sex.FEMALE if self.rng.random() < 0.7 else Sex.MALE  # mothers more often
        born = child.born - timedelta(days=round(self.rng.uniform(19, 33) * DAYS))
        relation = FamilyRelation.PARENT if of_man else FamilyRelation.PARENT_IN_LAW
        parent = self._person(sex, born, child.lineage, relation)
        parent.marital = MaritalStatus.WIDOWED
        if sex is Sex.MALE:
            child.father = parent
        else:
            child.mother = parent
        return [*family, parent]

    def _one_person(self) -> list[Member]:
        is_old = self.rng.random() < 0.5  # a widow, or somebody who lodges
        sex = Sex.FEMALE if is_old else self.rng.choice((Sex.MALE, Sex.FEMALE))
        born = self._born(self._years(62, 84) if is_old else self._years(19, 34))
        person = self._person(sex, born, self._line(), FamilyRelation.HEAD)
        person.marital = MaritalStatus.WIDOWED if is_old else MaritalStatus.SINGLE
        return [person]

    def _couple(self, age: float, *, children: bool) -> list[Member]:
        line = self._line()
        man = self._person(Sex.MALE, self._born(age), line, FamilyRelation.HEAD)
        her_age = max(19.0, age - self.rng.gauss(3, 3))
        woman = self._person(Sex.FEMALE, self._born(her_age), self._line(like=line), FamilyRelation.WIFE)
        grown_up = max(man.born, woman.born) + timedelta(days=round(18.5 * DAYS))
        latest = min(self.today, grown_up + timedelta(days=round(9 * DAYS)))
        man.married_on = woman.married_on = self._between(grown_up, latest) if grown_up < latest else self.today
        man.marital = woman.marital = MaritalStatus.MARRIED
        return [man, woman, *(self._children(man, woman) if children else ())]

    def _children(self, man: Member, woman: Member) -> Iterator[Member]:
        born = (man.married_on or self.today) + timedelta(days=round(self.rng.uniform(0.9, 3) * DAYS))
        for _ in range(self.rng.choice((1, 2, 2, 3, 3, 4, 5))):
            mothers_age = (born - woman.born).days / DAYS
            if born > self.today or mothers_age > 45:  # years
                return
            age = (self.today - born).days / DAYS
            if self.rng.random() < (1 if age < 19 else 0.6 if age < 25 else 0.2 if age < 35 else 0.03):
                yield self._child(born, man, woman)
            born += timedelta(days=round(self.rng.uniform(1.4, 5) * DAYS))

    def _child(self, born: date, man: Member, woman: Member) -> Member:
        sex = Sex.MALE if self.rng.random() < 0.512 else Sex.FEMALE  # of births
        child = self._person(sex, born, man.lineage, FamilyRelation.CHILD)
        child.father, child.mother = man, woman
        return child

    def _line(self, like: Lineage | None = None) -> Lineage:
        return new_lineage(self.rng, like, self.cultures)

    def _person(self, sex: Sex, born: date, lineage: Lineage, relation: FamilyRelation) -> Member:
        return Member(lineage.name(self.rng, sex), sex, born, lineage, relation)

    def _years(self, youngest: float, oldest: float) -> float:
        return self.rng.triangular(youngest, oldest, youngest + (oldest - youngest) * 0.38)

    def _born(self, age: float) -> date:
        return self.today - timedelta(days=round(age * DAYS) + 1)

    def _between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randrange(max((last - first).days, 1)))
