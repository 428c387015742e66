"""Proof files that come with a form: kept at once, so that a mistake elsewhere in the form does not lose them."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ekelurahan.files.errors import FileRefused
from ekelurahan.residents.proofs.actions import Paper, set_aside

FIELD, KEPT = "bukti", "bukti-tersimpan"
SALT = "registry.papers"
ONE_DAY = 24 * 3600


def papers_of(request: HttpRequest, key: UUID) -> tuple[list[Paper], str]:
    """The files of this form: those that were kept before and those that come now; and what is wrong with others."""
    papers = [paper for text in request.POST.getlist(KEPT) if (paper := _read(str(text), key))]
    errors = []
    for file in request.FILES.getlist(FIELD):
        try:
            papers.append(set_aside(file.name or "", file.read(settings.UPLOAD_MAX_BYTES + 1)))
        except FileRefused as refusal:
            errors.append(_("Berkas «%(name)s»: %(message)s") % {"name": (file.name or "")[:60], "message": refusal})
    return papers, " ".join(errors)


def tickets(papers: Sequence[Paper], key: UUID) -> list[tuple[str, str]]:
    """File names, and what the form brings back in place of the file: signed, for this form alone."""
    return [
        (paper.name, signing.dumps({**asdict(paper), "id": str(paper.id), "form": str(key)}, salt=SALT))
        for paper in papers
    ]


def _read(text: str, key: UUID) -> Paper | None:
    try:
        told = signing.loads(text, salt=SALT, max_age=ONE_DAY)
    except signing.BadSignature:
        return None
    if told.pop("form") != str(key):
        return None
    return Paper(**{**told, "id": UUID(told["id"])})
