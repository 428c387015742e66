"""Requests at every station of their way, brought there by the acts themselves. Call inside the office's scope."""

from typing import Any
from uuid import UUID, uuid4

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation, NewRequest, Remark
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.workflow import STANDARD, VERIFIED, Chain
from ekelurahan.offices.actions import ProductChoice, set_product
from ekelurahan.offices.queries import get_office
from ekelurahan.tests.people import PLAJU_ULU, Town

SERVICE, PRODUCT = "domisili", "keterangan"


def asked(resident_id: UUID, **changes: Any) -> NewRequest:
    """What the counter sends for a domicile letter; duplicates are accepted unless told otherwise."""
    told: dict[str, Any] = {
        "service": SERVICE,
        "product": PRODUCT,
        "draft_key": uuid4(),
        "answers": {"purpose": "Melamar pekerjaan"},
        "shown": ("ktp", "kk"),
        "duplicate_accepted": True,
    }
    return NewRequest(resident_id=resident_id, **(told | changes))


def choose(chain: Chain, *, kelurahan_id: int = PLAJU_ULU, **changes: Any) -> None:
    """The office decides how domicile letters go."""
    set_product(ProductChoice(SERVICE, PRODUCT, chain.name, **changes), kelurahan_id=kelurahan_id, by=None)


def submitted(town: Town, chain: Chain = STANDARD, **changes: Any) -> Application:
    """Handed in at the counter of Plaju Ulu for Siti."""
    choose(chain)
    return actions.submit(asked(town.siti, **changes), by=town.operator)


def checked(town: Town) -> Application:
    """Initialled by the kasi."""
    application = submitted(town, VERIFIED)
    return actions.verify(application.id, version=application.version, by=town.kasi)


def awaiting(town: Town, chain: Chain = STANDARD) -> Application:
    """Waiting for the lurah."""
    if chain is STANDARD:
        return submitted(town)
    application = checked(town)
    return actions.endorse(application.id, version=application.version, by=town.sekretaris)


def returned(town: Town, chain: Chain = STANDARD) -> Application:
    """Sent back by the lurah."""
    application = awaiting(town, chain)
    remarks = [Remark("purpose", "Tulis keperluannya lebih jelas.")]
    return actions.return_for_correction(application.id, version=application.version, remarks=remarks, by=town.lurah)


def seen(application: Application) -> Confirmation:
    """What somebody has before him who opens the request now."""
    content = content_of(application, office=get_office(application.kelurahan_id))
    return Confirmation(application.version, content.sha256())


def approved(town: Town) -> Application:
    """Approved; the letter is promised, not made yet."""
    application = awaiting(town)
    return actions.approve(application.id, confirmation=seen(application), by=town.lurah)


def rejected(town: Town) -> Application:
    """The lurah said no."""
    application = awaiting(town)
    return actions.reject(application.id, confirmation=seen(application), reason="Bukan warga sini.", by=town.lurah)


def issued(town: Town) -> Application:
    """The letter exists; made here and now, as the worker would."""
    application = approved(town)
    actions.issue_letter(kelurahan_id=application.kelurahan_id, application_id=str(application.id))
    return again(application)


def handed_over(town: Town) -> Application:
    """In the resident's hands."""
    return actions.hand_over(issued(town).id, recipient="SITI AMINAH", by=town.operator)


def cancelled(town: Town) -> Application:
    """Withdrawn by the applicant."""
    return actions.cancel(awaiting(town).id, reason="Pemohon membatalkan.", by=town.operator)


def revoked(town: Town) -> Application:
    """Issued, and taken back."""
    return actions.revoke(issued(town).id, reason="Alamat ternyata salah.", by=town.lurah)


def again(application: Application) -> Application:
    """The row as it stands now."""
    return Application.objects.select_related("resident__family_card").get(id=application.id)
