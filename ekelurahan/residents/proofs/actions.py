"""Keeping proofs of events. Files arrive before their event is written: they are cleaned and kept first, then claimed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.files.cleaning import cleaned, safe_name
from ekelurahan.files.errors import FileRefused
from ekelurahan.files.storage import keep_file
from ekelurahan.lib.ids import new_id
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.models import Event, Proof

MOST = 10  # files of one event


@dataclass(frozen=True)
class Paper:
    """A clean file that lies encrypted on the disk under `id`, and belongs to no event yet."""

    id: UUID
    name: str
    content_type: str
    size: int
    sha256: str


def set_aside(name: str, content: bytes) -> Paper:
    """Clean a file and keep it for a form that is not written yet. Raises FileRefused with what to do."""
    clean = cleaned(content, max_bytes=settings.UPLOAD_MAX_BYTES, max_pixels=settings.UPLOAD_MAX_PIXELS)
    paper = Paper(
        new_id(), safe_name(name, clean.extension), clean.content_type, len(clean.content),
        hashlib.sha256(clean.content).hexdigest(),
    )  # fmt: skip
    try:
        keep_file(paper.id, clean.content)
    except OSError:
        words = _("Berkas tidak dapat disimpan: cakram server penuh. Beri tahu pengelola, lalu coba lagi.")
        raise FileRefused(words) from None
    return paper


@transaction.atomic
def keep_proofs(event_id: UUID, papers: Sequence[Paper], *, kelurahan_id: int, by: Actor) -> None:
    """Files that were set aside prove this event from now on; one that does so already is left alone. Raises Refused."""
    if not papers:
        return
    if not Event.objects.filter(kelurahan_id=kelurahan_id, id=event_id).exists():
        raise Refused({"bukti": _("Peristiwa ini tidak ada di kelurahan ini.")})
    known = set(Proof.objects.filter(kelurahan_id=kelurahan_id, event_id=event_id).values_list("sha256", flat=True))
    fresh = {paper.sha256: paper for paper in papers if paper.sha256 not in known}
    if len(known) + len(fresh) > MOST:
        raise Refused({"bukti": _("Paling banyak 10 berkas bukti untuk satu peristiwa.")})
    for paper in fresh.values():
        Proof.objects.create(
            id=paper.id, kelurahan_id=kelurahan_id, event_id=event_id, name=paper.name, size=paper.size,
            content_type=paper.content_type, sha256=paper.sha256, added_by=by.user_id,
        )  # fmt: skip
        audit.record(
            kelurahan_id, "event.proof", f"proof:{paper.id}", by=by,
            details={"event": str(event_id), "sha256": paper.sha256},
        )  # fmt: skip
