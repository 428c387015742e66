"""Who is told what after an act, in the same transaction."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.queries import holders
from ekelurahan.applications.access import inbox_handle, tracking_handle, tracking_pin
from ekelurahan.applications.errors import Refused
from ekelurahan.applications.models import Application
from ekelurahan.audit import actions as audit
from ekelurahan.catalogue.workflow import Role, Status
from ekelurahan.notices import words
from ekelurahan.notices.actions import tell
from ekelurahan.offices.actions import keep_handle_open
from ekelurahan.offices.queries import HandleKind, get_office


def tell_lurah(application: Application) -> None:
    """If the request waits for the lurah now, everyone who holds that office gets a mail."""
    if application.state is not Status.AWAITING_LURAH:
        return
    code = inbox_handle(application.id)
    keep_handle_open(code, HandleKind.INBOX, kelurahan_id=application.kelurahan_id, object_id=application.id)
    message = words.letter_waits(
        title=application.kind.title, number=application.number, office=get_office(application.kelurahan_id).name,
        link=f"{settings.PUBLIC_URL}/lurah/surat/{code}/",
    )  # fmt: skip
    for lurah in holders(Role.LURAH, application.kelurahan_id):
        tell(message, to=lurah.email, kelurahan_id=application.kelurahan_id, about=application.id)


def tell_applicant(application: Application, message: words.Words) -> None:
    """Write to the applicant, if an address was left."""
    tell(message, to=application.contact_email, kelurahan_id=application.kelurahan_id, about=application.id)


def tracking_link(application: Application) -> str:
    """Where the applicant follows the request."""
    return f"{settings.PUBLIC_URL}/p/{tracking_handle(application.id)}/"


@transaction.atomic
def send_receipt(application: Application, *, by: Actor) -> None:
    """Mail the receipt to the address that the applicant left. Raises Refused without one."""
    if not application.contact_email:
        raise Refused(_("Pemohon tidak meninggalkan alamat pos-el. Cetak tanda terimanya."))
    office = get_office(application.kelurahan_id)
    message = words.receipt(
        title=application.kind.title, number=application.number, pin=tracking_pin(application.id),
        office=office.name, link=tracking_link(application),
    )  # fmt: skip
    tell_applicant(application, message)
    audit.record(application.kelurahan_id, "send_receipt", f"application:{application.id}", by=by)
