"""Kasi and sekretaris: take, check and initial, pass on, or send back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.actions.steps import Note, locked, move, require_right, require_version
from ekelurahan.applications.actions.telling import tell_applicant, tell_lurah, tracking_link
from ekelurahan.applications.errors import Refused
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.workflow import Act
from ekelurahan.notices import words


@dataclass(frozen=True)
class Remark:
    """A reason for sending back, tied to a field or a requirement by its key ("" for the whole)."""

    target: str
    text: str


@transaction.atomic
def take(application_id: UUID, *, by: Actor) -> Application:
    """Show the others that one is at it."""
    require_right(by)
    application = locked(application_id, by=by)
    move(application, Act.TAKE, by=by)
    application.taken_by, application.taken_name = by.user_id, by.name
    application.save()
    return application


def verify(application_id: UUID, *, version: int, by: Actor) -> Application:
    """The kasi checked the papers and initials (paraf)."""
    return _pass_on(application_id, Act.VERIFY, version=version, by=by)


def endorse(application_id: UUID, *, version: int, by: Actor) -> Application:
    """The sekretaris initials (paraf) and passes on to the lurah."""
    return _pass_on(application_id, Act.ENDORSE, version=version, by=by)


@transaction.atomic
def return_for_correction(application_id: UUID, *, version: int, remarks: Sequence[Remark], by: Actor) -> Application:
    """Send back with reasons; the clock pauses. Raises Refused without a reason, ChangedMeanwhile, NotAllowed."""
    require_right(by)
    application = locked(application_id, by=by)
    application.flow.step(Act.RETURN, status=application.state, role=by.role)
    require_version(application, version)
    reasons = [remark for remark in remarks if remark.text.strip()]
    if not reasons:
        raise Refused(_("Tulis paling sedikit satu alasan pengembalian, supaya petugas tahu apa yang diperbaiki."))
    application.remarks = [asdict(remark) for remark in reasons]
    application.taken_by, application.taken_name = None, ""
    note = Note("; ".join(remark.text for remark in reasons), {"remarks": application.remarks})
    move(application, Act.RETURN, by=by, note=note)
    application.save()
    message = words.request_returned(
        title=application.kind.title, number=application.number, link=tracking_link(application)
    )
    tell_applicant(application, message)
    return application


@transaction.atomic
def _pass_on(application_id: UUID, act: Act, *, version: int, by: Actor) -> Application:
    require_right(by)
    application = locked(application_id, by=by)
    application.flow.step(act, status=application.state, role=by.role)
    require_version(application, version)
    application.taken_by, application.taken_name = None, ""
    move(application, act, by=by, note=Note(details={"version": version}))
    application.save()
    tell_lurah(application)
    return application
