"""Requests in every state, for tests of the counter's pages."""

from uuid import UUID, uuid4

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation, NewRequest, Remark
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.offices.actions import ProductChoice, set_product
from ekelurahan.offices.queries import get_office
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_ULU, Town

NEW = "/kerja/surat/baru/{}/domisili/keterangan/"


def verified_chain(*, cover_letter: bool = False) -> None:
    """The office lets kasi and sekretaris check."""
    choice = ProductChoice("domisili", "keterangan", "VERIFIED", cover_letter=cover_letter)
    with office_scope(PLAJU_ULU):
        set_product(choice, kelurahan_id=PLAJU_ULU, by=None)


def submitted(town: Town, resident: UUID | None = None, *, email: str = "") -> Application:
    """A fresh request."""
    answers = {"purpose": "Melamar pekerjaan", "since": "01-03-2019"}
    request = NewRequest(
        "domisili", "keterangan", resident or town.siti, uuid4(), answers, shown=("ktp", "kk"),
        contact_email=email, duplicate_accepted=True,
    )  # fmt: skip
    with office_scope(PLAJU_ULU):
        return actions.submit(request, by=town.operator)


def returned(town: Town) -> Application:
    """Sent back by the lurah, for its purpose and its KTP."""
    application = submitted(town)
    remarks = [Remark("purpose", "Keperluan kurang jelas."), Remark("ktp", "Foto KTP buram.")]
    with office_scope(PLAJU_ULU):
        return actions.return_for_correction(
            application.id, version=application.version, remarks=remarks, by=town.lurah
        )


def issued(town: Town, resident: UUID | None = None, *, email: str = "") -> Application:
    """Approved, numbered and sealed."""
    application = submitted(town, resident, email=email)
    with office_scope(PLAJU_ULU):
        seen = content_of(application, office=get_office(PLAJU_ULU)).sha256()
        actions.approve(application.id, confirmation=Confirmation(application.version, seen), by=town.lurah)
    keep_all(Lane.LETTERS)
    return fresh(application)


def fresh(application: Application) -> Application:
    """As it stands now."""
    with office_scope(PLAJU_ULU):
        return Application.objects.get(id=application.id)


def newest() -> Application:
    """What was handed in last."""
    with office_scope(PLAJU_ULU):
        return Application.objects.order_by("-submitted_at")[0]


def how_many() -> int:
    """Requests of the office."""
    with office_scope(PLAJU_ULU):
        return Application.objects.count()
