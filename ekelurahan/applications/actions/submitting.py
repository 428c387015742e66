"""Handing a request in, and handing it in again after a correction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.access import tracking_handle
from ekelurahan.applications.actions.steps import Note, hold_key, locked, move, require_right, require_version
from ekelurahan.applications.actions.telling import tell_lurah
from ekelurahan.applications.composition import content_of, require_printable
from ekelurahan.applications.errors import AnswersNotRight, LikelyDuplicate, Refused
from ekelurahan.applications.models import Application, Attachment
from ekelurahan.catalogue.answers import clean
from ekelurahan.catalogue.service import Product
from ekelurahan.catalogue.workflow import Act, Status
from ekelurahan.letters.fonts import unprintable
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.lib.tokens import random_code
from ekelurahan.offices.actions import open_handles
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import HandleKind, Handling, find_handle, get_office, handling_of
from ekelurahan.residents.access import resident_for


@dataclass(frozen=True)
class NewRequest:
    """What the counter hands in. `draft_key` comes from the form: the same key is the same request."""

    service: str
    product: str
    resident_id: UUID
    draft_key: UUID
    answers: Mapping[str, str]
    shown: tuple[str, ...] = ()
    contact_email: str = ""
    contact_phone: str = ""
    duplicate_accepted: bool = False


@transaction.atomic
def submit(request: NewRequest, *, by: Actor) -> Application:
    """Hand a request in. Sent twice (a double click, a retry) it is the same request.

    Raises AnswersNotRight, LikelyDuplicate, Refused, RightEnded, or NotAllowed for a role that may not.
    """
    require_right(by)
    kelurahan_id = _office_of(by)
    hold_key(request.draft_key)
    known = Application.objects.filter(kelurahan_id=kelurahan_id, draft_key=request.draft_key).first()
    if known is not None:
        return known
    handling = handling_of(kelurahan_id, request.service, request.product)
    office = get_office(kelurahan_id)
    application = _drafted(request, handling, office=office, by=by)
    require_printable(content_of(application, office=office))
    files = _files_handed_in(application, handling)
    move(application, Act.SUBMIT, by=by, note=Note(details={"product": request.product}))
    _claim(files, application)
    _open_tracking(application)
    tell_lurah(application)
    return application


@transaction.atomic
def resubmit(
    application_id: UUID, *, version: int, answers: Mapping[str, str], shown: tuple[str, ...], by: Actor
) -> Application:
    """Hand a returned request in again; its place in the queue (`submitted_at`) is kept.

    Raises AnswersNotRight, ChangedMeanwhile, RightEnded, NotAllowed.
    """
    require_right(by)
    application = locked(application_id, by=by)
    application.flow.step(Act.RESUBMIT, status=application.state, role=by.role)
    require_version(application, version)
    application.answers = _checked(application.kind, answers)
    require_printable(content_of(application, office=get_office(application.kelurahan_id)))
    application.shown = _known_papers(application.kind, shown)
    application.remarks, application.taken_by, application.taken_name = [], None, ""
    handling = handling_of(application.kelurahan_id, application.service, application.product)
    _claim(_files_handed_in(application, handling), application)
    move(application, Act.RESUBMIT, by=by)
    application.save()
    tell_lurah(application)
    return application


def _office_of(by: Actor) -> int:
    if by.kelurahan_id is None:
        raise Refused(_("Hanya petugas kelurahan yang dapat mengajukan permohonan di loket."))
    return by.kelurahan_id


def _drafted(request: NewRequest, handling: Handling, *, office: Office, by: Actor) -> Application:
    if not handling.offered:
        raise Refused(_("Layanan ini sedang tidak dibuka di kelurahan ini."))
    resident = resident_for(by, request.resident_id)
    answers = _checked(handling.product, request.answers)
    if not request.duplicate_accepted:
        _refuse_duplicate(request, kelurahan_id=office.kelurahan_id)
    this_moment = now()
    return Application(
        id=new_id(), kelurahan_id=office.kelurahan_id, draft_key=request.draft_key, service=request.service,
        product=request.product, chain=handling.chain.name, resident=resident, answers=answers,
        shown=_known_papers(handling.product, request.shown), status=Status.DRAFT, version=0,
        contact_email=request.contact_email,
        contact_phone=request.contact_phone, submitted_at=this_moment, changed_at=this_moment,
        number=_free_number(office),
    )  # fmt: skip


def _known_papers(product: Product, shown: tuple[str, ...]) -> list[str]:
    return [item.key for item in product.requirements if item.key in shown]


def _free_number(office: Office) -> str:
    """A number that no request bears: five letters of chance meet again sooner than one thinks (2^25 in a month)."""
    while True:
        number = f"{office.unit_code}-{timezone.localdate(now()):%y%m}-{random_code(5)}"
        if find_handle(number, HandleKind.NUMBER) is None:
            return number


def _checked(product: Product, answers: Mapping[str, str]) -> dict[str, str]:
    checked = clean(product, answers, today=timezone.localdate(now()))
    errors = {
        name: _("Huruf ini tidak dapat dicetak di surat: %(letters)s. Ketik ulang.") % {"letters": " ".join(lacking)}
        for name, value in checked.values.items()
        if (lacking := unprintable(value))
    } | dict(checked.errors)
    if errors:
        raise AnswersNotRight(errors)
    return dict(checked.values)


def _refuse_duplicate(request: NewRequest, *, kelurahan_id: int) -> None:
    since = now() - timedelta(days=settings.DUPLICATE_DAYS)
    twin = (
        Application.objects.filter(
            kelurahan_id=kelurahan_id, resident_id=request.resident_id, service=request.service,
            product=request.product, submitted_at__gte=since,
        )
        .exclude(status__in=[Status.REJECTED, Status.CANCELLED, Status.REVOKED])
        .order_by("-submitted_at")
        .first()
    )  # fmt: skip
    if twin is not None:
        message = _(
            "Surat yang sama untuk warga ini sudah diminta pada %(day)s (permohonan %(number)s, %(status)s). "
            "Centang «tetap ajukan» bila memang diperlukan lagi."
        ) % {
            "day": timezone.localtime(twin.submitted_at).strftime("%d-%m-%Y"),
            "number": twin.number,
            "status": _(twin.state.label),
        }
        raise LikelyDuplicate(message, twin.id)


def _files_handed_in(application: Application, handling: Handling) -> list[UUID]:
    """The files that came with the form. Raises AnswersNotRight for missing papers."""
    mine = Attachment.objects.filter(
        kelurahan_id=application.kelurahan_id, draft_key=application.draft_key, removed_at=None
    )
    files = dict(mine.values_list("id", "requirement"))
    handed_in = set(files.values()) | set(application.shown)
    missing = [
        item
        for item in handling.product.requirements
        if item.key not in handed_in and (item.required or (item.cover_letter and handling.cover_letter))
    ]
    if missing:
        raise AnswersNotRight(
            {
                item.key: _("Lampirkan %(paper)s, atau centang bahwa aslinya diperlihatkan.") % {"paper": _(item.label)}
                for item in missing
            }
        )
    return list(files)


def _claim(files: list[UUID], application: Application) -> None:
    """They belong to the request from now on."""
    if files:
        Attachment.objects.filter(kelurahan_id=application.kelurahan_id, id__in=files).update(application=application)


def _open_tracking(application: Application) -> None:
    codes = {HandleKind.NUMBER: application.number, HandleKind.TRACK: tracking_handle(application.id)}
    open_handles(codes, kelurahan_id=application.kelurahan_id, object_id=application.id)
