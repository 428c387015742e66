"""Which function keeps which kind of promise."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Handler = Callable[..., None]


class Lane(StrEnum):
    """Work in one lane cannot be held up by work in another: a slow mail server delays no letter."""

    LETTERS = "letters"
    MAIL = "mail"
    IMPORTS = "imports"


@dataclass(frozen=True)
class Kind:
    """A kind of promise: its lane and the function that keeps it."""

    name: str
    lane: Lane
    keep: Handler


_kinds: dict[str, Kind] = {}


def keeps(name: str, *, lane: Lane) -> Callable[[Handler], Handler]:
    """Register `handler(kelurahan_id=…, **payload)`. It must be safe to run twice."""

    def register(handler: Handler) -> Handler:
        _kinds[name] = Kind(name, lane, handler)
        return handler

    return register


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return _kinds[name]


Round = Callable[[], None]

_rounds: dict[str, Round] = {}


def nightly(name: str) -> Callable[[Round], Round]:
    """Register work that one process does once a night. It must be safe to run twice, and sets its own scope."""

    def register(work: Round) -> Round:
        _rounds[name] = work
        return work

    return register


def rounds() -> dict[str, Round]:
    """The work of every night, by name, in the order in which it was registered."""
    return dict(_rounds)
