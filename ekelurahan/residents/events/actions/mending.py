"""Setting right what was written wrongly: a wrong entry, and the undoing of an event. Nothing is erased."""

from uuid import UUID

from ekelurahan.accounts.actor import Actor
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import NewHead
from ekelurahan.residents.models import Event


def wrong_entry(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, new_head: NewHead | None = None
) -> Event:
    """This person should never have been written down here: the row becomes invalid and lets go of its NIK.

    Needs a reason. Raises Refused.
    """
    raise NotImplementedError


def undo(event_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Take an event back by another one that restores everything it changed. Needs a reason.

    Raises Refused where something later changed the same, and names it; where the event was undone already; and for an
    event that itself undoes another.
    """
    raise NotImplementedError
