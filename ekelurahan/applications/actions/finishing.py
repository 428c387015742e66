"""The end of a request: printed, handed over, cancelled; and a letter taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.actions.deciding import require_fresh_confirmation
from ekelurahan.applications.actions.steps import Note, locked, move, require_right
from ekelurahan.applications.errors import Refused
from ekelurahan.applications.models import Application
from ekelurahan.applications.timing import working_seconds_of
from ekelurahan.catalogue.workflow import Act
from ekelurahan.letters import actions as letters
from ekelurahan.letters.queries import find_letter
from ekelurahan.lib.now import now
from ekelurahan.offices.queries import get_office


@transaction.atomic
def note_print(application_id: UUID, *, by: Actor) -> Application:
    """The letter went to the printer (again)."""
    require_right(by)
    application = locked(application_id, by=by)
    move(application, Act.PRINT, by=by)
    application.save()
    return application


@transaction.atomic
def hand_over(application_id: UUID, *, recipient: str, by: Actor, at: datetime | None = None) -> Application:
    """The letter is in the hands of `recipient`; the SOP clock stops. Raises Refused without a name."""
    require_right(by)
    application = locked(application_id, by=by)
    application.flow.step(Act.HAND_OVER, status=application.state, role=by.role)
    if not recipient.strip():
        raise Refused(_("Tulis nama orang yang menerima surat."))
    move(application, Act.HAND_OVER, by=by, note=Note(details={"to_applicant": recipient == application.resident.name}))
    application.recipient = recipient.strip()[:120]
    application.finished_at = at or now()
    office = get_office(application.kelurahan_id)
    application.working_seconds = working_seconds_of(application, office=office, until=application.finished_at)
    application.save()
    return application


@transaction.atomic
def cancel(application_id: UUID, *, reason: str, by: Actor) -> Application:
    """The applicant withdraws, or the request was a mistake. Raises Refused without a reason."""
    require_right(by)
    application = locked(application_id, by=by)
    application.flow.step(Act.CANCEL, status=application.state, role=by.role)
    if not reason.strip():
        raise Refused(_("Tulis alasan pembatalan."))
    move(application, Act.CANCEL, by=by, note=Note(reason))
    application.finished_at = application.changed_at
    application.save()
    return application


@transaction.atomic
def revoke(application_id: UUID, *, reason: str, by: Actor) -> Application:
    """Take an issued letter back: from this moment the verification page says DICABUT, with the reason.

    Raises NotAllowed, RightEnded, ConfirmationNeeded, and Refused without a reason.
    """
    require_right(by)
    application = locked(application_id, by=by)
    application.flow.step(Act.REVOKE, status=application.state, role=by.role)
    if not reason.strip():
        raise Refused(_("Tulis alasan pencabutan: siapa pun yang memeriksa surat akan membacanya."))
    require_fresh_confirmation(by)
    letter = find_letter(application.kelurahan_id, application.id)
    if letter is not None:
        letters.revoke(letter, reason=reason.strip()[:300], by=by)
    move(application, Act.REVOKE, by=by, note=Note(reason))
    application.save()
    return application
