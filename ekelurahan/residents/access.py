"""The way a door gets at one resident: by id, as somebody."""

from uuid import UUID

from django.http import Http404

from ekelurahan.accounts.actor import Actor
from ekelurahan.residents.models import FamilyCard, Resident


def resident_for(actor: Actor, resident_id: UUID) -> Resident:
    """The resident with the family card, if this person's area holds both. Otherwise 404: absent looks like forbidden."""
    try:
        return Resident.objects.select_related("family_card").get(
            id=resident_id, kelurahan_id__range=(actor.lo, actor.hi)
        )
    except Resident.DoesNotExist:
        raise Http404 from None


def card_for(actor: Actor, card_id: UUID) -> FamilyCard:
    """The family card, if this person's area holds it. Otherwise 404."""
    try:
        return FamilyCard.objects.get(id=card_id, kelurahan_id__range=(actor.lo, actor.hi))
    except FamilyCard.DoesNotExist:
        raise Http404 from None
