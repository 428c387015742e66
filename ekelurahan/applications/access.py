"""How anybody reaches one request: an officer by id, a resident by number and PIN or by the receipt's QR."""

import hmac
from uuid import UUID

from django.conf import settings
from django.http import Http404

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.models import Application, Attachment
from ekelurahan.lib.tokens import derived_handle, derived_pin


def application_for(actor: Actor, application_id: UUID) -> Application:
    """The request, for an officer in whose area it lies; absent and forbidden look the same. Raises Http404."""
    application = (
        Application.objects.select_related("resident__family_card")
        .filter(id=application_id, kelurahan_id__range=(actor.lo, actor.hi))
        .first()
    )
    if application is None:
        raise Http404
    return application


def attachment_for(actor: Actor, attachment_id: UUID) -> Attachment:
    """An attachment in the officer's area. Raises Http404."""
    attachment = Attachment.objects.filter(
        id=attachment_id, kelurahan_id__range=(actor.lo, actor.hi), removed_at=None
    ).first()
    if attachment is None:
        raise Http404
    return attachment


def tracking_handle(application_id: UUID) -> str:
    """The code in the receipt's QR."""
    return derived_handle(settings.SECRET_KEY, purpose="track", about=str(application_id))


def tracking_pin(application_id: UUID) -> str:
    """The six digits on the receipt."""
    return derived_pin(settings.SECRET_KEY, purpose="track", about=str(application_id))


def inbox_handle(application_id: UUID) -> str:
    """The code in the mail to the lurah; it opens nothing without his session."""
    return derived_handle(settings.SECRET_KEY, purpose="inbox", about=str(application_id))


def pin_fits(application_id: UUID, pin: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(tracking_pin(application_id).encode(), pin.strip().encode())
