"""Who leads which RT and RW."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from ekelurahan.residents.models import FamilyCard, Neighbourhood


def terms(kelurahan_id: int) -> list[Neighbourhood]:
    """All terms of the office by RW and RT, the latest of each first. One query."""
    return list(Neighbourhood.objects.filter(kelurahan_id=kelurahan_id).order_by("rw", "rt", "-since"))


def find_term(term_id: UUID, *, kelurahan_id: int) -> Neighbourhood | None:
    """One term of this office."""
    return Neighbourhood.objects.filter(kelurahan_id=kelurahan_id, id=term_id).first()


def leaders_of(rw: str, rt: str, *, kelurahan_id: int, on: date) -> Sequence[Neighbourhood]:
    """Who leads this RT, and who its RW, on that day: the RT first. One query."""
    found = Neighbourhood.objects.filter(kelurahan_id=kelurahan_id, rw=rw, rt__in=[rt, ""], since__lte=on)
    return list(found.filter(Q(until=None) | Q(until__gte=on)).order_by("-rt"))


def knows(rt: str, rw: str, *, kelurahan_id: int) -> bool:
    """Whether a card or the list of leaders names this RT; an office that knows no RT yet takes every one."""
    cards = FamilyCard.objects.filter(kelurahan_id=kelurahan_id)
    led = Neighbourhood.objects.filter(kelurahan_id=kelurahan_id)
    if cards.filter(rt=rt, rw=rw).exists() or led.filter(rt=rt, rw=rw).exists():
        return True
    return not (cards.exclude(rt="").exists() or led.exclude(rt="").exists())
