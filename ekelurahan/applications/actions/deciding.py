"""The lurah's decision: bound to what he saw, given once, and kept with its evidence."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.actions.steps import Note, locked, move, require_right, require_version
from ekelurahan.applications.actions.telling import tell_applicant, tracking_link
from ekelurahan.applications.composition import content_of, require_printable
from ekelurahan.applications.errors import ChangedMeanwhile, ConfirmationNeeded, Refused
from ekelurahan.applications.models import Application, Decision
from ekelurahan.catalogue.letter import LetterContent
from ekelurahan.catalogue.workflow import Act
from ekelurahan.letters.actions import Order, reserve
from ekelurahan.letters.models import Letter
from ekelurahan.letters.number import NumberPatternError
from ekelurahan.letters.sheet import Signer
from ekelurahan.lib.now import now
from ekelurahan.lib.told import Sentence
from ekelurahan.notices import words
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import get_office, handling_of
from ekelurahan.outbox.actions import promise


@dataclass(frozen=True)
class Confirmation:
    """What the decider had before him when he decided."""

    version: int
    content_sha256: str


@transaction.atomic
def approve(application_id: UUID, *, confirmation: Confirmation, by: Actor) -> Application:
    """Approve the letter that was shown: its number is given and its issue promised in this transaction.

    Raises NotAllowed (also when it was decided already), ChangedMeanwhile, ConfirmationNeeded, RightEnded.
    """
    application, content, office = _before_decision(application_id, Act.APPROVE, confirmation, by=by)
    order = Order(
        application_id=application.id, resident_id=application.resident_id, holder=application.resident.name,
        service=application.service,
        handling=handling_of(application.kelurahan_id, application.service, application.product),
        content=content, signer=signer_block(by, office), signer_id=by.user_id,
    )  # fmt: skip
    letter = _numbered(order, office)
    _keep(application, content, letter_id=letter.id, reason="", by=by)
    move(application, Act.APPROVE, by=by, note=Note(details={"number": letter.number, **_seen(confirmation)}))
    application.save()
    promise("issue_letter", kelurahan_id=application.kelurahan_id, payload={"application_id": str(application.id)})
    return application


@transaction.atomic
def reject(application_id: UUID, *, confirmation: Confirmation, reason: str, by: Actor) -> Application:
    """Say no, with a reason that the applicant will read. Raises as `approve`, and Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Tulis alasan penolakan: pemohon akan membacanya."))
    application, content, _office = _before_decision(application_id, Act.REJECT, confirmation, by=by)
    _keep(application, content, letter_id=None, reason=reason, by=by)
    move(application, Act.REJECT, by=by, note=Note(reason, _seen(confirmation)))
    application.finished_at = application.changed_at
    application.save()
    message = words.request_rejected(
        title=application.kind.title, number=application.number, reason=reason, link=tracking_link(application)
    )
    tell_applicant(application, message)
    return application


def _numbered(order: Order, office: Office) -> Letter:
    """The letter with its number, unless it could never be printed or numbered. Raises Refused."""
    require_printable(order.content)
    try:
        return reserve(order, office=office, on=timezone.localdate(now()))
    except NumberPatternError as error:
        raise Refused(Sentence("Pola nomor surat kantor ini salah: %(why)s", why=error)) from error


def signer_block(by: Actor, office: Office) -> Signer:
    """How the signer is named under the letter."""
    title = by.title or f"LURAH {office.name.upper()}"
    return Signer(heading=f"{title},", name=by.name, rank=by.rank, nip=by.nip)


def is_freshly_confirmed(by: Actor) -> bool:
    """Whether the password was given so recently that a decision may follow without asking again."""
    oldest = now() - timedelta(minutes=settings.CONFIRMATION_MINUTES)
    return by.confirmed_at is not None and by.confirmed_at >= oldest


def _before_decision(
    application_id: UUID, act: Act, confirmation: Confirmation, *, by: Actor
) -> tuple[Application, LetterContent, Office]:
    """Lock the row, then check in this order: right, workflow, what was seen, freshness of the confirmation."""
    require_right(by)
    application = locked(application_id, by=by)
    application.flow.step(act, status=application.state, role=by.role)
    require_version(application, confirmation.version)
    office = get_office(application.kelurahan_id)
    content = content_of(application, office=office)
    if content.sha256() != confirmation.content_sha256:
        raise ChangedMeanwhile(_("Isi surat berubah setelah Anda membacanya. Baca lagi, lalu putuskan."))
    require_fresh_confirmation(by)
    return application, content, office


def require_fresh_confirmation(by: Actor) -> None:
    """Refuse a decision on a session whose password was given too long ago. Raises ConfirmationNeeded."""
    if not is_freshly_confirmed(by):
        raise ConfirmationNeeded(_("Demi keamanan, ketik kata sandi Anda lagi untuk memutuskan."))


def _keep(application: Application, content: LetterContent, *, letter_id: UUID | None, reason: str, by: Actor) -> None:
    Decision.objects.create(
        kelurahan_id=application.kelurahan_id, application=application, approved=letter_id is not None,
        version=application.version, content=content.as_dict(), content_sha256=content.sha256(),
        reason=reason[:500], letter_id=letter_id, user_id=by.user_id, posting_id=by.posting_id,
        session_id=by.session_id, level="password", device=by.user_agent, address=by.address,
    )  # fmt: skip


def _seen(confirmation: Confirmation) -> dict[str, object]:
    return {"version": confirmation.version, "content_sha256": confirmation.content_sha256, "level": "password"}
