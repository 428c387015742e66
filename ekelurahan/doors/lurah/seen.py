"""What the lurah had before him, carried by each form from the letter's page to the decision."""

import re
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ekelurahan.accounts.actions import confirm_password
from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.actions import Confirmation
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.errors import ChangedMeanwhile
from ekelurahan.applications.models import Application
from ekelurahan.doors.guard import ActorRequest
from ekelurahan.offices.queries import get_office

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Seen:
    """The version of the request and the fingerprint of the letter as they were read."""

    version: int
    content_sha256: str

    @property
    def confirmation(self) -> Confirmation:
        """What the decision is bound to."""
        return Confirmation(self.version, self.content_sha256)

    def require_unchanged(self, application: Application) -> None:
        """A first look, so that nobody confirms in vain; the act checks again under lock. Raises ChangedMeanwhile."""
        content = content_of(application, office=get_office(application.kelurahan_id))
        if (application.version, content.sha256()) != (self.version, self.content_sha256):
            raise ChangedMeanwhile(_("Permohonan ini berubah setelah Anda membacanya. Lihat lagi, lalu putuskan."))


def seen_in(request: HttpRequest) -> Seen | None:
    """What a form or link says was read; None when it says nothing usable."""
    data = request.POST if request.method == "POST" else request.GET
    version, sha256 = str(data.get("versi", "")), str(data.get("isi", ""))
    if not (version.isascii() and version.isdigit() and len(version) < 10 and _SHA256.fullmatch(sha256)):  # noqa: PLR2004
        return None
    return Seen(int(version), sha256)


def confirmed(request: ActorRequest) -> Actor:
    """Who decides, with the password just given if the form held one. Raises PasswordWrong or LoginRefused."""
    password = request.POST.get("password", "")
    if not password:
        return request.actor
    return replace(request.actor, confirmed_at=confirm_password(password, by=request.actor))
