"""A few people of the demo who were written down twice, so that there is something to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ekelurahan.areas.scope import Area, office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.doubles.actions.keeping import look_through
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.models import Resident

PLAJU_ULU, PLAJU_DARAT = 1671141001, 1671141002
AGAIN = Told(sure=True, reason="Didata ulang oleh petugas RT")  # as it happens
LOOKED_AT = 600  # rows among which somebody fitting is sought


@dataclass(frozen=True)
class Again:
    """Who is written down again, where, and how it comes out this time."""

    person: Resident
    kelurahan_id: int
    name: str
    born: date


def write_some_twice() -> int:
    """Four people of Plaju Ulu, one of them next door; the pairs are found at once. Returns how many."""
    with office_scope(PLAJU_ULU):
        chosen = list(_chosen(list(Resident.objects.select_related("family_card").order_by("id")[:LOOKED_AT])))
    for again in chosen:
        with office_scope(again.kelurahan_id):
            _enter(again)
    return look_through(Area(PLAJU_ULU, PLAJU_DARAT))


def _chosen(people: list[Resident]) -> Iterator[Again]:
    children = [row for row in people if row.family_relation == FamilyRelation.CHILD and row.sex]
    for row in [row for row in children if row.name.startswith("MUHAMMAD ")][:1]:
        yield Again(row, PLAJU_ULU, row.name.replace("MUHAMMAD", "MOH.", 1), row.birth_date)
    for row in [row for row in children if row.birth_date.day <= 12 != row.birth_date.month][:1]:  # months
        born = row.birth_date
        yield Again(row, PLAJU_ULU, row.name, date(born.year, born.day, born.month))
    long = [row for row in children if len(row.name.split()[-1]) > 7]  # letters: room for a slip
    for row in long[3:4]:
        yield Again(row, PLAJU_ULU, row.name[:-2] + row.name[-1], row.birth_date)
    for row in long[8:9]:
        yield Again(row, PLAJU_DARAT, row.name, row.birth_date)


def _enter(again: Again) -> None:
    row, card = again.person, again.person.family_card
    next_door = again.kelurahan_id != row.kelurahan_id
    relation = FamilyRelation.HEAD if next_door else FamilyRelation.OTHER
    more = {
        "birth_place": row.birth_place, "mother_name": row.mother_name, "father_name": row.father_name,
        "religion": row.religion, "family_relation": relation.value,
    }  # fmt: skip
    person = Person(again.name, again.born, Sex(row.sex), None, more)
    where = Card(card.no_kk, card.address, card.rt, card.rw)
    add_resident(where, person, kelurahan_id=again.kelurahan_id, by=None, told=AGAIN)
