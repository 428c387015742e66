"""Births, deaths, people who are missing and found again."""

from uuid import UUID

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Newborn, NewHead
from ekelurahan.residents.models import Event, Resident


def register_birth(newborn: Newborn, *, kelurahan_id: int, told: Told, by: Actor | None) -> Resident:
    """Write a child down on a family's card; it was born on `told.happened_on`. Raises Refused, Doubtful."""
    raise NotImplementedError


def register_death(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, new_head: NewHead | None = None
) -> Event:
    """Write down a death. The row stays, in the archive. Raises Refused; the head of a family needs a `new_head`."""
    raise NotImplementedError


def report_missing(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, new_head: NewHead | None = None
) -> Event:
    """Write down that nobody knows where somebody is: until found, not one of the residents. Raises Refused."""
    raise NotImplementedError


def report_found(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, relation: FamilyRelation | None = None
) -> Event:
    """Somebody missing lives here again; `relation` is needed where the family has another head now. Raises Refused."""
    raise NotImplementedError
