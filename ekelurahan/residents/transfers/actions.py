"""What becomes of people on their way. `transfer_id` is that of the office's own row."""

from uuid import UUID

from ekelurahan.accounts.actor import Actor
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Taking
from ekelurahan.residents.models import Resident, Transfer


def accept(transfer_id: UUID, taking: Taking, *, kelurahan_id: int, told: Told, by: Actor | None) -> list[Resident]:
    """Write people down who come from another office of the city. Raises Refused, Doubtful."""
    raise NotImplementedError


def refuse(transfer_id: UUID, *, kelurahan_id: int, reason: str, by: Actor | None) -> Transfer:
    """Send people back: at their old office the departure is undone. Needs a reason. Raises Refused."""
    raise NotImplementedError


def withdraw(transfer_id: UUID, *, kelurahan_id: int, reason: str, by: Actor | None) -> Transfer:
    """The old office takes a departure back before it was accepted. Needs a reason. Raises Refused."""
    raise NotImplementedError
