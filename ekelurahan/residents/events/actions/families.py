"""Family cards: new ones, split ones, new heads, members who come, families that live elsewhere in the kelurahan."""

from uuid import UUID

from ekelurahan.accounts.actor import Actor
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Address, Founding, Joining, NewHead
from ekelurahan.residents.models import Event, FamilyCard


def open_card(founding: Founding, *, kelurahan_id: int, told: Told, by: Actor | None) -> FamilyCard:
    """A new card for people of this kelurahan, from one card or several (a marriage). Raises Refused, Doubtful."""
    raise NotImplementedError


def split_card(card_id: UUID, founding: Founding, *, kelurahan_id: int, told: Told, by: Actor | None) -> FamilyCard:
    """Some members of one card get a card of their own; somebody stays. Raises Refused, Doubtful."""
    raise NotImplementedError


def change_head(card_id: UUID, new_head: NewHead, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Another member leads the family from now on. Raises Refused, Doubtful."""
    raise NotImplementedError


def join_card(joining: Joining, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """People of this kelurahan come onto a card that stands already. Raises Refused, Doubtful."""
    raise NotImplementedError


def relocate(card_id: UUID, address: Address, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """The whole family lives at another address of the kelurahan. Raises Refused."""
    raise NotImplementedError
