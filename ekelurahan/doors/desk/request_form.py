"""Reading the form of a request: typed answers, ticked papers, files. What is wrong is told beside what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from ekelurahan.applications.actions import NewRequest, Upload
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.answers import clean
from ekelurahan.catalogue.service import Kind, Product
from ekelurahan.doors.answers import typed
from ekelurahan.lib.dates_id import short_date
from ekelurahan.lib.now import now

FILE, SHOWN, ALL_SHOWN = "berkas-", "asli-", "asli-semua"


@dataclass(frozen=True)
class RequestForm:
    """What stands in the form. `errors` are by the names that the page's fields bear."""

    product: Product
    draft_key: UUID
    answers: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    contact_email: str = ""
    contact_phone: str = ""
    duplicate_accepted: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    def usable_answers(self) -> dict[str, str]:
        """The answers that can stand in a letter: those that have to be mended are left out."""
        checked = clean(self.product, self.answers, today=now().date())
        return {name: "" if name in checked.errors else value for name, value in checked.values.items()}

    def with_errors(self, errors: Mapping[str, str]) -> "RequestForm":
        """The same form with more errors; those of papers go to the field where the file is chosen."""
        papers = {item.key for item in self.product.requirements}
        named = {FILE + name if name in papers else name: message for name, message in errors.items()}
        return replace(self, errors={**self.errors, **named})

    def as_request(self, service: str, resident_id: UUID) -> NewRequest:
        """What is handed in."""
        return NewRequest(
            service, self.product.slug, resident_id, self.draft_key, self.answers, self.shown,
            self.contact_email, self.contact_phone, self.duplicate_accepted,
        )  # fmt: skip


def blank_form(product: Product) -> RequestForm:
    """A new form with a key of its own: sent twice, it is one request."""
    return RequestForm(product, uuid4())


def form_of(application: Application) -> RequestForm:
    """The form of a request that exists already, for mending it."""
    return RequestForm(
        application.kind, application.draft_key, _as_typed(application.kind, application.answers),
        tuple(application.shown), application.contact_email, application.contact_phone,
    )  # fmt: skip


def read_form(request: HttpRequest, product: Product, draft_key: UUID | None = None) -> RequestForm:
    """What was sent. Raises BadRequest for a form that is not ours."""
    values = typed(request.POST)
    return RequestForm(
        product=product,
        draft_key=draft_key or key_of(values.get("draft_key", "")),
        answers={item.name: values.get(item.name, "") for item in product.fields},
        shown=_shown(product, values),
        contact_email=values.get("contact_email", "").strip(),
        contact_phone=" ".join(values.get("contact_phone", "").split()),
        duplicate_accepted=bool(values.get("tetap")),
    )


def uploads_of(files: "MultiValueDict[str, UploadedFile[Any]]", product: Product) -> list[Upload]:
    """The files that were sent along. Of a file that is too large only so much is read that it shows."""
    return [
        Upload(item.key, file.name or "", file.read(settings.UPLOAD_MAX_BYTES + 1))
        for item in product.requirements
        for file in files.getlist(FILE + item.key)
    ]


def file_error(upload: Upload, message: str) -> str:
    """Which file was refused, why, and what to do."""
    return _("Berkas «%(name)s»: %(message)s") % {"name": upload.name[:60], "message": message}


def _shown(product: Product, values: Mapping[str, str]) -> tuple[str, ...]:
    everything = bool(values.get(ALL_SHOWN))
    papers = [
        item for item in product.requirements if values.get(SHOWN + item.key) or (everything and not item.cover_letter)
    ]
    return tuple(item.key for item in papers)


def key_of(text: str) -> UUID:
    """An id that a form of ours holds. Raises BadRequest when it does not look like one."""
    try:
        return UUID(text)
    except ValueError:
        raise BadRequest from None


def _as_typed(product: Product, answers: Mapping[str, str]) -> dict[str, str]:
    shown = dict(answers)
    for item in product.fields:
        if item.kind is Kind.DATE and shown.get(item.name):
            shown[item.name] = short_date(date.fromisoformat(shown[item.name]))
    return shown
