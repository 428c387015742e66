"""One family card: its members, where they live, and what can happen to them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.columns import words_of
from ekelurahan.doors.registry.forms.kinds import offered_for_family
from ekelurahan.doors.registry.office import READERS, WRITERS, office_of
from ekelurahan.doors.registry.states import state_of
from ekelurahan.doors.registry.stories import told
from ekelurahan.lib.now import now
from ekelurahan.residents.access import card_for
from ekelurahan.residents.events.queries import history_of_family
from ekelurahan.residents.households import people_on
from ekelurahan.residents.neighbourhoods.queries import leaders_of

FEW, MOST = 15, 300  # events at first, and of the whole history


@only(*READERS)
@require_safe
def family(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """The page."""
    kelurahan_id = office_of(request.actor)
    card = card_for(request.actor, card_id)
    people = people_on(card.id, kelurahan_id=kelurahan_id)
    limit = MOST if request.GET.get("riwayat") == "semua" else FEW
    stories, has_more = history_of_family(
        card.id, [row.id for row in people], kelurahan_id=kelurahan_id, limit=limit
    )  # fmt: skip
    words = {
        "card": card,
        "people": people,
        "leaders": leaders_of(card.rw, card.rt, kelurahan_id=kelurahan_id, on=now().date()) if card.rw else [],
        "history": [told(story, by=request.actor) for story in stories],
        "has_more": has_more and limit == FEW,
        "acts": offered_for_family(people, kelurahan_id) if request.actor.role in WRITERS else [],
        "words_of": words_of,
        "state_of": state_of,
    }
    return render(request, "registry/family.html", words)
