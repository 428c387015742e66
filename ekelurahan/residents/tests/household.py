"""A family of Plaju Ulu that events happen to: Amir and Wati with Rani (19) and Joko (7), and the grandmother Ijah."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ekelurahan.lib.codes import FamilyRelation, MaritalStatus, Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.models import Resident
from ekelurahan.tests.people import PLAJU_ULU

CARD = Card("9901010101100077", "Lr. Sepakat No. 9", "005", "002")
NEW_CARD = Card("9901010101100088", "Lr. Damai No. 1", "006", "003")


@dataclass(frozen=True)
class Household:
    """Everybody by name."""

    card: UUID
    amir: UUID
    wati: UUID
    rani: UUID
    joko: UUID
    ijah: UUID


def person(name: str, born: date, sex: Sex, relation: FamilyRelation, **more: str) -> Person:
    """Somebody as the counter enters them."""
    return Person(name, born, sex, more.pop("nik", None), {"family_relation": relation.value, **more})


def household(kelurahan_id: int = PLAJU_ULU) -> Household:
    """The family, enrolled."""
    married = MaritalStatus.MARRIED.value
    people = [
        person("AMIR HAMZAH", date(1980, 1, 1), Sex.MALE, FamilyRelation.HEAD, marital_status=married),
        person("WATI SUSILO", date(1982, 2, 2), Sex.FEMALE, FamilyRelation.WIFE, marital_status=married),
        person("RANI HAMZAH", date(2007, 3, 3), Sex.FEMALE, FamilyRelation.CHILD, marital_status="single"),
        person("JOKO HAMZAH", date(2019, 4, 4), Sex.MALE, FamilyRelation.CHILD, marital_status="single"),
        person("IJAH SALEHA", date(1955, 5, 5), Sex.FEMALE, FamilyRelation.PARENT, marital_status="widowed"),
    ]
    rows = [add_resident(CARD, each, kelurahan_id=kelurahan_id, by=None) for each in people]
    return Household(rows[0].family_card_id, *(row.id for row in rows))


def told(**more: object) -> Told:
    """An event of today, for a reason."""
    return Told(**{"reason": "Laporan keluarga", **more})  # type: ignore[arg-type]


def row(resident_id: UUID) -> Resident:
    """Somebody as the registry has them now."""
    return Resident.objects.get(id=resident_id)
