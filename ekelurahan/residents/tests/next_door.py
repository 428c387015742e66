"""Two offices of the city between which people move, as tests look at them from both sides."""

from typing import Any
from uuid import UUID

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.queries import find_breaks
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.entry import Card
from ekelurahan.residents.events.actions.moving import register_departure
from ekelurahan.residents.events.entries import Leaving, Place, Taking
from ekelurahan.residents.models import Event, Resident, Transfer
from ekelurahan.residents.tests.household import NEW_CARD, Household, household, row, told
from ekelurahan.residents.transfers.actions import accept
from ekelurahan.residents.transfers.queries import waiting_in
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU

NEXT_DOOR, HERE = Place("16.71.14.1002", "Lr. Damai 1", "001", "001"), Place("16.71.14.1001")


def family() -> Household:
    """The household, at home in Plaju Ulu; only Wati has a NIK."""
    with office_scope(PLAJU_ULU):
        home = household()
        update_resident(row(home.wati), {"nik": "9901014202820003"}, by=None)
    return home


def send(resident_ids: list[UUID], frm: int = PLAJU_ULU, to: Place = NEXT_DOOR) -> Event:
    """Somebody departs to the other office."""
    with office_scope(frm):
        return register_departure(Leaving(resident_ids, to), kelurahan_id=frm, told=told(), by=None)


def waiting(kelurahan_id: int = PLAJU_DARAT) -> Transfer:
    """The one move that waits there."""
    with office_scope(kelurahan_id):
        [found] = waiting_in(kelurahan_id)
    return found


def take(transfer: Transfer, *relations: FamilyRelation, card: Card = NEW_CARD, **more: object) -> list[Resident]:
    """It is accepted, on that card."""
    people = [UUID(each["id"]) for each in transfer.people["people"]]
    taking = Taking(card, dict(zip(people, relations, strict=False)))
    with office_scope(transfer.kelurahan_id):
        return accept(transfer.id, taking, kelurahan_id=transfer.kelurahan_id, told=told(**more), by=None)


def states() -> set[str]:
    """The states of all moves, with the audit of both offices unbroken."""
    found = set()
    for office in (PLAJU_ULU, PLAJU_DARAT):
        with office_scope(office):
            found |= set(Transfer.objects.values_list("state", flat=True))
            assert list(find_breaks()) == []
    return found


def life(resident_id: UUID, office: int = PLAJU_ULU) -> str:
    """What became of somebody."""
    with office_scope(office):
        return row(resident_id).life_status


def kept(state: str) -> dict[str, Any]:
    """What the office next door has of a move in that state."""
    with office_scope(PLAJU_DARAT):
        return dict(Transfer.objects.get(state=state).people)
