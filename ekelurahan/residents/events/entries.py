"""What is told of each kind of event, as the actions take it. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.lib.registry_codes import CardStatus, MoveReason
from ekelurahan.residents.entry import Card, Person

Relations = Mapping[UUID, FamilyRelation]  # of whom, to the head of the card


@dataclass(frozen=True)
class NewHead:
    """Who leads a family from now on. Relations that are not told follow from the old ones (`rules.relation_under`)."""

    id: UUID
    relations: Relations = field(default_factory=dict)


@dataclass(frozen=True)
class Newborn:
    """A child on a family's card. `person` needs no NIK; mother and father where they stand in this registry."""

    card_id: UUID
    person: Person
    mother: UUID | None = None
    father: UUID | None = None


@dataclass(frozen=True)
class Place:
    """Where people come from or go to: `code` is the 10-digit kelurahan code with or without points, empty where it is
    abroad (then `country` is told) or, for an origin, unknown.
    """

    code: str = ""
    address: str = ""
    rt: str = ""
    rw: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True)
class Leaving:
    """Who goes where. `new_head` is needed where the head goes and others stay."""

    resident_ids: Sequence[UUID]
    destination: Place
    move_reason: MoveReason = MoveReason.OTHER
    new_head: NewHead | None = None
    movers_card: CardStatus | None = None  # what becomes of the card of those who go
    stayers_card: CardStatus | None = None


@dataclass(frozen=True)
class Arrival:
    """People who come to live here, on a new card or on one that stands already (known by its number).

    Each `person.more` names the `family_relation`.
    """

    card: Card
    people: Sequence[Person]
    origin: Place | None = None


@dataclass(frozen=True)
class Founding:
    """A new card: its head and the others on it. `new_heads` lead families whose head comes onto this card."""

    card: Card
    head: UUID
    others: Relations = field(default_factory=dict)
    new_heads: Sequence[NewHead] = ()


@dataclass(frozen=True)
class Joining:
    """People who come onto a card that stands already, each with the relation to its head."""

    card_id: UUID
    relations: Relations
    new_heads: Sequence[NewHead] = ()


@dataclass(frozen=True)
class Address:
    """Where a card's family lives inside the kelurahan."""

    address: str
    rt: str
    rw: str
    hamlet: str = ""


@dataclass(frozen=True)
class Taking:
    """How the accepting office writes people down who come from another office of the city: on a card of its own that
    stands already (known by its number) or on a new one, and each with a relation, by the id in the transfer's `people`.
    """

    card: Card
    relations: Relations
