"""Reading letters: the file, and what anybody may learn who holds one."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.utils import timezone

from ekelurahan.areas.scope import office_scope
from ekelurahan.letters.models import Letter, LetterFile
from ekelurahan.lib.mask import masked_name
from ekelurahan.lib.now import now
from ekelurahan.offices.queries import HandleKind, find_handle


class Validity(StrEnum):
    """What the verification page says."""

    VALID = "SAH"
    SUPERSEDED = "DIGANTI"
    REVOKED = "DICABUT"
    EXPIRED = "KEDALUWARSA"
    NOT_ISSUED = "BELUM TERBIT"


@dataclass(frozen=True)
class VerifiedLetter:
    """The least that proves a letter: no NIK, no address, a masked name."""

    validity: Validity
    number: str
    title: str
    date: dt.date
    holder: str  # masked
    office: str
    kecamatan: str
    city: str
    signer: str
    signer_heading: str
    sealed_at: datetime | None
    sha256: str
    reason: str
    revoked_at: datetime | None
    valid_until: dt.date | None


_VERIFIED = """
SELECT l.number, l.title, l.date, l.holder, o.name, o.kecamatan, o.city, l.sheet->'signer'->>'name',
       l.sheet->'signer'->>'heading', f.sealed_at, coalesce(f.sha256, ''), coalesce(r.reason, ''), r.at,
       l.valid_until, r.superseded_by IS NOT NULL
FROM letters_letter l
JOIN offices_office o ON o.kelurahan_id = l.kelurahan_id
LEFT JOIN letters_letterfile f ON f.kelurahan_id = l.kelurahan_id AND f.letter_id = l.id
LEFT JOIN letters_revocation r ON r.kelurahan_id = l.kelurahan_id AND r.letter_id = l.id
WHERE l.kelurahan_id = %s AND l.id = %s
"""


def verified_by_code(code: str) -> VerifiedLetter | None:
    """What the holder of a letter's code may learn, or None when no letter bears it."""
    found = find_handle(code, HandleKind.VERIFY)
    if found is None:
        return None
    kelurahan_id, letter_id = found
    with office_scope(kelurahan_id):
        return _verified(kelurahan_id, letter_id)


def verified_by_file(pdf: bytes) -> VerifiedLetter | None:
    """The letter whose sealed file has exactly these bytes, or None."""
    found = find_handle(sha256_of(pdf), HandleKind.FILE)
    if found is None:
        return None
    kelurahan_id, letter_id = found
    with office_scope(kelurahan_id):
        return _verified(kelurahan_id, letter_id)


def _verified(kelurahan_id: int, letter_id: UUID) -> VerifiedLetter | None:
    with connection.cursor() as cursor:
        cursor.execute(_VERIFIED, [kelurahan_id, letter_id])
        row = cursor.fetchone()
    if row is None:
        return None
    *told, superseded = row
    number, title, on, holder, office, kecamatan, city, signer, heading, sealed_at, sha256, reason, at, until = told
    validity = _validity(sealed=sealed_at is not None, revoked=at is not None, superseded=superseded, until=until)
    return VerifiedLetter(
        validity, number, title, on, masked_name(holder), office, kecamatan, city, signer, heading, sealed_at,
        sha256, reason, at, until,
    )  # fmt: skip


def _validity(*, sealed: bool, revoked: bool, superseded: bool, until: dt.date | None) -> Validity:
    if revoked:
        return Validity.SUPERSEDED if superseded else Validity.REVOKED
    if not sealed:
        return Validity.NOT_ISSUED
    if until is not None and until < timezone.localdate(now()):
        return Validity.EXPIRED
    return Validity.VALID


def find_file(kelurahan_id: int, letter_id: UUID) -> LetterFile | None:
    """The sealed file of a letter in the current scope."""
    return LetterFile.objects.filter(kelurahan_id=kelurahan_id, letter_id=letter_id).first()


def find_letter(kelurahan_id: int, application_id: UUID) -> Letter | None:
    """The letter that a request ended in, in the current scope."""
    return Letter.objects.filter(kelurahan_id=kelurahan_id, application_id=application_id).first()


def find_letter_numbered(kelurahan_id: int, number: str) -> Letter | None:
    """The letter that bears that number, as it is printed, in the current scope."""
    return Letter.objects.filter(kelurahan_id=kelurahan_id, number=number.strip().upper()).first()


def numbers_of(kelurahan_id: int, application_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The numbers of the letters that some requests ended in; one query."""
    rows = Letter.objects.filter(kelurahan_id=kelurahan_id, application_id__in=list(application_ids))
    return dict(rows.values_list("application_id", "number"))


def sha256_of(data: bytes) -> str:
    """Hex digest of a file's bytes."""
    return hashlib.sha256(data).hexdigest()
