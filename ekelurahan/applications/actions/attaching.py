"""Photos and PDFs of requirements, before submission and after."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.actions.steps import hold_key, locked, require_right
from ekelurahan.applications.errors import Refused
from ekelurahan.applications.models import Attachment
from ekelurahan.audit import actions as audit
from ekelurahan.catalogue.workflow import NotAllowed, Role, Status
from ekelurahan.files.cleaning import CleanFile, cleaned, safe_name
from ekelurahan.files.errors import FileRefused
from ekelurahan.files.storage import keep_file
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now

MAX_PER_REQUEST = 20
MENDABLE = {Status.RETURNED, Status.SUBMITTED, Status.CHECKED, Status.AWAITING_LURAH}


@dataclass(frozen=True)
class Upload:
    """A file as it came: for which requirement, under which name, with which bytes."""

    requirement: str
    name: str
    content: bytes


@transaction.atomic
def attach(upload: Upload, *, draft_key: UUID, kelurahan_id: int, by: Actor) -> Attachment:
    """Keep a file for a form that is still being filled in. The same file sent twice is kept once.

    Raises FileRefused, RightEnded, or NotAllowed for a role that hands nothing in.
    """
    _require_counter(by)
    clean = _checked(upload)
    hold_key(draft_key)
    drafts = Attachment.objects.filter(kelurahan_id=kelurahan_id, draft_key=draft_key, removed_at=None)
    sha256 = hashlib.sha256(clean.content).hexdigest()
    known = drafts.filter(requirement=upload.requirement, sha256=sha256).first()
    if known is not None:
        return known
    if drafts.count() >= MAX_PER_REQUEST:
        raise FileRefused(_("Paling banyak 20 berkas untuk satu permohonan. Hapus yang tidak perlu."))
    return _kept(upload, clean, Attachment(kelurahan_id=kelurahan_id, draft_key=draft_key, added_by=by.user_id), by=by)


@transaction.atomic
def attach_to(upload: Upload, *, application_id: UUID, by: Actor) -> Attachment:
    """Add a file to a request that is not decided yet: what the others saw changes, so its version does too.

    Raises FileRefused, Refused when it was decided, RightEnded, or NotAllowed for a role that hands nothing in.
    """
    _require_counter(by)
    clean = _checked(upload)
    application = locked(application_id, by=by)
    if application.state not in MENDABLE:
        raise Refused(_("Permohonan ini sudah diputuskan; lampirannya tidak dapat diubah lagi."))
    application.version += 1
    application.save(update_fields=["version"])
    row = Attachment(
        kelurahan_id=application.kelurahan_id, draft_key=application.draft_key, application=application,
        added_by=by.user_id,
    )  # fmt: skip
    return _kept(upload, clean, row, by=by)


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: Actor) -> None:
    """Take a file out again, as long as nothing was decided. Raises Refused, RightEnded, NotAllowed."""
    _require_counter(by)
    if attachment.application_id is not None:
        application = locked(attachment.application_id, by=by)
        if application.state not in MENDABLE:
            raise Refused(_("Permohonan ini sudah diputuskan; lampirannya tidak dapat diubah lagi."))
        application.version += 1
        application.save(update_fields=["version"])
    attachment.removed_at = now()
    attachment.save(update_fields=["removed_at"])
    audit.record(attachment.kelurahan_id, "remove_attachment", f"attachment:{attachment.id}", by=by)


def _require_counter(by: Actor) -> None:
    """Papers come in at the counter, and nowhere else."""
    require_right(by)
    if by.role is not Role.OPERATOR:
        raise NotAllowed(_("Lampiran hanya boleh diubah oleh: %(role)s.") % {"role": _(Role.OPERATOR.label)})


def _checked(upload: Upload) -> CleanFile:
    return cleaned(upload.content, max_bytes=settings.UPLOAD_MAX_BYTES, max_pixels=settings.UPLOAD_MAX_PIXELS)


def _kept(upload: Upload, clean: CleanFile, row: Attachment, *, by: Actor) -> Attachment:
    row.id = new_id()
    row.requirement, row.name = upload.requirement, safe_name(upload.name, clean.extension)
    row.content_type, row.size = clean.content_type, len(clean.content)
    row.sha256 = hashlib.sha256(clean.content).hexdigest()
    try:
        keep_file(row.id, clean.content)
    except OSError:
        raise FileRefused(
            _("Berkas tidak dapat disimpan: cakram server penuh. Beri tahu pengelola, lalu coba lagi.")
        ) from None
    row.save(force_insert=True)
    audit.record(
        row.kelurahan_id, "attach", f"attachment:{row.id}", by=by,
        details={"requirement": row.requirement, "sha256": row.sha256},
    )  # fmt: skip
    return row
