"""The tables of the registry: people and cards, the events that made them, what is counted, who is on the way."""

from ekelurahan.residents.models.counting import ClosedMonth, Flow, Tally
from ekelurahan.residents.models.events import Change, Event, Proof
from ekelurahan.residents.models.neighbourhoods import Neighbourhood
from ekelurahan.residents.models.pairs import Pair
from ekelurahan.residents.models.people import FamilyCard, NameWord, Resident, ResidentWord, code_field
from ekelurahan.residents.models.transfers import Transfer

__all__ = [
    "Change",
    "ClosedMonth",
    "Event",
    "FamilyCard",
    "Flow",
    "NameWord",
    "Neighbourhood",
    "Pair",
    "Proof",
    "Resident",
    "ResidentWord",
    "Tally",
    "Transfer",
    "code_field",
]
