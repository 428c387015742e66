"""People who come to live here, and people who go."""

from ekelurahan.accounts.actor import Actor
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Arrival, Leaving
from ekelurahan.residents.models import Event, Resident


def register_arrival(arrival: Arrival, *, kelurahan_id: int, told: Told, by: Actor | None) -> list[Resident]:
    """Write down people who come to live here from outside the city. Raises Refused, Doubtful.

    Somebody who lived here before gets the old row back. People of another office of the city come by a transfer.
    """
    raise NotImplementedError


def register_departure(leaving: Leaving, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Write down that people go. To another office of the city: they wait there to be accepted. Raises Refused."""
    raise NotImplementedError
