"""What approval promised: the sealed PDF. Done by the worker, safe to do twice."""

from uuid import UUID

from django.db import transaction

from ekelurahan.applications.actions.steps import Note, locked, move
from ekelurahan.applications.actions.telling import tell_applicant, tracking_link
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.workflow import Act, Status
from ekelurahan.letters.actions import seal_letter
from ekelurahan.letters.models import Letter
from ekelurahan.notices import words
from ekelurahan.offices.queries import find_signature, get_office
from ekelurahan.outbox.registry import Lane, keeps


@keeps("issue_letter", lane=Lane.LETTERS)
@transaction.atomic(savepoint=False)
def issue_letter(*, kelurahan_id: int, application_id: str) -> None:
    """Set, seal and keep the letter of an approved request, and mark it issued.

    A request that is not waiting for its letter (issued already, or revoked meanwhile) is left as it is.
    """
    application = locked(UUID(application_id), by=None)
    if application.state is not Status.APPROVED:
        return
    letter = Letter.objects.get(kelurahan_id=kelurahan_id, application_id=application.id)
    file = seal_letter(letter, scan_png=find_signature(kelurahan_id, letter.signer_id))
    move(application, Act.ISSUE, by=None, note=Note(details={"letter": str(letter.id), "sha256": file.sha256}))
    application.save()
    _tell_ready(application)


def _tell_ready(application: Application) -> None:
    if not application.contact_email:
        return
    message = words.letter_ready(
        title=application.kind.title, number=application.number, office=get_office(application.kelurahan_id).name,
        link=tracking_link(application),
    )  # fmt: skip
    tell_applicant(application, message)
