"""What is asked about before it is saved, whichever form it comes by: an old day, and an RT the office does not know."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.doors.registry.forms.event_form import EventForm, Subject
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.lib.now import now
from ekelurahan.residents.errors import Doubtful
from ekelurahan.residents.events.actions.checking import raise_for
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.events.rules import doubt_of_day
from ekelurahan.residents.events.shown import as_shown
from ekelurahan.residents.neighbourhoods.queries import knows

_ELSEWHERE = {Kind.DEPART}  # whose RT and RW are those of another office


def asking(form: EventForm) -> EventForm:
    """The form, which asks about these too, together with what its action asks about."""

    def act(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
        is_birth = form.kind is Kind.BIRTH
        doubts = doubts_of_day(typed.day("birth_date"), "birth_date") if is_birth else doubts_of_day(told.happened_on)
        if form.kind not in _ELSEWHERE and not (form.kind is Kind.CORRECT and _is_untouched(subject, typed, told)):
            doubts |= doubts_of_address(typed, subject.kelurahan_id)
        with asked_together(doubts, told):
            return form.act(subject, typed, told, by)

    return replace(form, act=act)


def _is_untouched(subject: Subject, typed: Typed, told: Told) -> bool:
    """RT and RW stand as the correction showed them, even where the family moved meanwhile: they are not written."""
    card = as_shown(subject.the_card, told.seen.get(subject.the_card.id))
    return (typed.column("rt"), typed.column("rw")) == (card.rt, card.rw)


@contextmanager
def asked_together(doubts: Mapping[str, str], told: Told) -> Iterator[None]:
    """These doubts, and those of the action inside, in one question. Raises Doubtful, for the caller to undo the action."""
    try:
        yield
    except Doubtful as doubt:
        both = {name: f"{words} {doubt.problems.get(name, '')}".strip() for name, words in doubts.items()}
        doubt.problems |= both
        raise
    raise_for({}, doubts, told)


def doubts_of_day(day: date | None, name: str = "happened_on") -> dict[str, str]:
    """Whether the day is so long ago that it may be a slip."""
    words = doubt_of_day(day, timezone.localdate(now())) if day else ""
    return {name: words} if words else {}


def doubts_of_address(typed: Typed, kelurahan_id: int) -> dict[str, str]:
    """Whether nobody of this office lives in that RT, and nobody leads it: ask before the new card makes it known."""
    rt, rw = str(typed.column("rt") or ""), str(typed.column("rw") or "")
    if not (rt and rw) or knows(rt, rw, kelurahan_id=kelurahan_id):
        return {}
    words = _("RT %(rt)s RW %(rw)s belum dikenal di kelurahan ini. Periksa apakah salah ketik.")
    return {"rt": words % {"rt": rt, "rw": rw}}
