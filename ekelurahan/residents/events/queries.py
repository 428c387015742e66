"""Reading what happened: the history of a person, the journal of an office, one event with all that it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ekelurahan.residents.models import Event


@dataclass(frozen=True)
class Changed:
    """One column, as it was and as it is since: texts for the screen; `before` is None where the row began."""

    subject: UUID
    of_card: bool
    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Story:
    """An event with what it changed. `undone_by` is the event that took it back."""

    event: Event
    changes: Sequence[Changed]
    undone_by: Event | None
    names: Mapping[UUID, str]  # of the people and cards it is about


@dataclass(frozen=True)
class Span:
    """A part of the journal: by month or dates of reporting, by kind."""

    since: date | None = None
    until: date | None = None
    kind: str = ""


def history_of(resident_id: UUID, *, kelurahan_id: int) -> list[Story]:
    """What happened to one person, the latest first; changes of the family card while they stood on it included."""
    raise NotImplementedError


def journal(kelurahan_id: int, span: Span, *, limit: int = 50, before: UUID | None = None) -> list[Story]:
    """The office's events, the latest first; `before` is the last one of the page before."""
    raise NotImplementedError


def event_page(event_id: UUID, *, kelurahan_id: int) -> Story | None:
    """One event with all its changes."""
    raise NotImplementedError
