"""One person: everything that is written, the family, the letters so far, and what happened."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.applications.queries import requests_of
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.columns import GROUPS, facts_in, words_of
from ekelurahan.doors.registry.forms.kinds import offered_for
from ekelurahan.doors.registry.office import READERS, SEES_HEALTH, UNPROCESSABLE, WRITERS, office_of
from ekelurahan.doors.registry.states import state_of
from ekelurahan.doors.registry.stories import Told, told
from ekelurahan.residents import actions
from ekelurahan.residents.access import resident_for
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.events.queries import history_of
from ekelurahan.residents.facts import address_line
from ekelurahan.residents.households import merged_rows, people_on
from ekelurahan.residents.models import Resident
from ekelurahan.residents.proofs.queries import proofs_of

ENDINGS = {  # the event that tells why somebody is in the archive
    "dead": {Kind.DEATH}, "moved": {Kind.DEPART}, "lost": {Kind.MISSING}, "away": {Kind.MISSING},
    "invalid": {Kind.WRONG_ENTRY, Kind.MERGE},
}  # fmt: skip


@only(*READERS)
@require_safe
def resident(request: ActorRequest, resident_id: UUID) -> HttpResponse:
    """The page."""
    return _page(request, resident_for(request.actor, resident_id))


@only(*READERS)
@require_POST
def reveal(request: ActorRequest, resident_id: UUID) -> HttpResponse:
    """The same page with the whole numbers, once, after the reason was written down."""
    found = resident_for(request.actor, resident_id)
    try:
        actions.reveal_numbers(found, reason=request.POST.get("reason", ""), by=request.actor)
    except actions.Refused as refusal:
        return _page(request, found, errors=refusal.problems)
    return _page(request, found, revealed=True)


def _page(
    request: ActorRequest, found: Resident, *, revealed: bool = False, errors: dict[str, str] | None = None
) -> HttpResponse:
    kelurahan_id, actor = office_of(request.actor), request.actor
    family = people_on(found.family_card_id, kelurahan_id=kelurahan_id)
    merged = merged_rows(found.id, kelurahan_id=kelurahan_id)
    stories = history_of(found.id, kelurahan_id=kelurahan_id, merged=merged)
    history = [told(story, by=actor) for story in stories]
    groups = [group for group in GROUPS if group.key != "kesehatan" or actor.role in SEES_HEALTH]
    words = {
        "resident": found,
        "card": found.family_card,
        "groups": [(group, facts) for group in groups if (facts := facts_in(found, group, whole=revealed))],
        "family": [row for row in family if row.id != found.id],
        "requests": requests_of(found.id, kelurahan_id, also=merged),
        "history": history,
        "proofs": proofs_of([one.story.event.id for one in history], kelurahan_id=kelurahan_id),
        "ending": (ending := _ending(found, history)),
        "went_to": _destination(ending) if ending else "",
        "just_merged": _last_merge(history) if "gabung" in request.GET and merged else None,
        "acts": offered_for(found, family) if actor.role in WRITERS else [],
        "words_of": words_of,
        "state_of": state_of,
        "revealed": revealed,
        "errors": errors or {},
    }
    return render(request, "registry/resident.html", words, status=UNPROCESSABLE if errors else 200)


def _ending(found: Resident, history: list[Told]) -> Told | None:
    """What took this person out of the population, unless it was undone."""
    kinds = ENDINGS.get(found.life_status, set())
    stories = (one for one in history if one.story.event.kind in kinds and one.story.undone_by is None)
    return next(stories, None)


def _last_merge(history: list[Told]) -> Told | None:
    """The latest merge that stands."""
    merges = (one for one in history if one.story.event.kind == Kind.MERGE and one.story.undone_by is None)
    return next(merges, None)


def _destination(ending: Told) -> str:
    """Where a departure went, as far as it was told: address, kelurahan, country."""
    event = ending.story.event
    if event.kind != Kind.DEPART:
        return ""
    address = address_line(*(str(event.told.get(name) or "") for name in ("address", "rt", "rw")))
    places = (address, str(event.told.get("area") or ""), str(event.told.get("country") or ""))
    return ", ".join(place for place in places if place)
