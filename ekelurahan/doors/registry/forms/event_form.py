"""A form for one kind of event: about whom, what is asked, and what is done with the answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ekelurahan.accounts.actor import Actor
from ekelurahan.doors.registry.forms.fields import Section, Words
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import FamilyCard, Resident


@dataclass(frozen=True)
class Subject:
    """Who a form is about: a person, a family, or nobody yet. `people` stand on the card, archived ones too."""

    kelurahan_id: int
    person: Resident | None = None
    card: FamilyCard | None = None
    people: Sequence[Resident] = ()

    @property
    def present(self) -> list[Resident]:
        """Who lives there."""
        return [row for row in self.people if row.is_present]

    @property
    def the_card(self) -> FamilyCard:
        """The card, in a form that is about one."""
        assert self.card is not None
        return self.card

    @property
    def the_person(self) -> Resident:
        """The person, in a form that is about one."""
        assert self.person is not None
        return self.person

    def others(self) -> list[Resident]:
        """Who lives there besides the person."""
        return [row for row in self.present if self.person is None or row.id != self.person.id]

    def versions(self) -> dict[UUID, int]:
        """The rows as they are shown: what somebody else changes meanwhile is not overwritten."""
        rows: list[Resident | FamilyCard] = [*self.people, *([self.card] if self.card else [])]
        return {row.id: row.version for row in rows}


@dataclass(frozen=True)
class EventForm:
    """One form. `happened` names the date on which it came to pass; empty where the form asks for it by another name."""

    slug: str
    kind: Kind
    title: Words
    lead: Words
    hint: Words  # in one line, where it is offered
    happened: Words
    button: Words
    sections: Callable[[Subject, Typed], list[Section]]
    act: Callable[[Subject, Typed, Told, Actor], object]
    details: Sequence[str] = ()
    fits: Callable[[Subject], bool] = lambda _subject: True
    starts_today: bool = True
    needs_reason: bool = False
    grows: bool = False  # more people can be asked for
    renewed: Callable[[Subject, Typed], Typed] = lambda _subject, typed: typed  # after somebody else's change


def is_head_of_others(subject: Subject) -> bool:
    """Whether the person leads a family of more than one."""
    person = subject.the_person
    return person.is_present and person.family_relation == FamilyRelation.HEAD and bool(subject.others())


def followers(people: Sequence[Resident]) -> list[Resident]:
    """Who could lead a family that somebody else leads now."""
    return [row for row in people if row.family_relation != FamilyRelation.HEAD]


def new_head(typed: Typed, name: str = "new_head") -> NewHead | None:
    """Who leads the family from now on."""
    chosen = typed.one(name)
    return NewHead(chosen) if chosen else None
