"""Giving numbers, sealing letters, taking them back."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.catalogue.letter import LetterContent, content_from_dict
from ekelurahan.letters.composition import letterhead_of, sheet_of, verification_handle
from ekelurahan.letters.keys import SealKey, ensure_ca, ensure_office_key
from ekelurahan.letters.models import Letter, LetterFile, Revocation
from ekelurahan.letters.number import letter_number
from ekelurahan.letters.seal import seal
from ekelurahan.letters.sheet import Signer
from ekelurahan.letters.typesetting import typeset
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.offices.actions import open_handle
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import HandleKind, Handling


class ContentTampered(Exception):
    """The stored text is not the one that was approved: somebody changed the row. Nothing is sealed."""


@dataclass(frozen=True)
class Order:
    """What the lurah approved: one letter to be numbered and issued."""

    application_id: UUID
    resident_id: UUID
    holder: str
    service: str
    handling: Handling
    content: LetterContent
    signer: Signer
    signer_id: UUID


def reserve(order: Order, *, office: Office, on: date) -> Letter:
    """Give the next number of the series and write the letter down, in the caller's transaction.

    The number is gapless: a transaction that is rolled back gives its number back, and the row of the series is
    locked until then.
    """
    product, handling = order.handling.product, order.handling
    serial = _next_serial(office.kelurahan_id, product.register, on.year)
    letter = Letter(
        id=new_id(), kelurahan_id=office.kelurahan_id, application_id=order.application_id,
        resident_id=order.resident_id, holder=order.holder, service=order.service, product=product.slug,
        title=product.title, register=product.register, year=on.year, serial=serial, date=on,
        number=letter_number(
            handling.number_pattern, serial=serial, on=on, classification=handling.classification_code,
            unit=office.unit_code, code=product.code,
        ),
        content=order.content.as_dict(), content_sha256=order.content.sha256(), signer_id=order.signer_id,
        sheet=sheet_data(office, order.signer),
    )  # fmt: skip
    letter.save(force_insert=True)
    open_handle(
        verification_handle(letter.id), HandleKind.VERIFY, kelurahan_id=office.kelurahan_id, object_id=letter.id
    )
    return letter


@transaction.atomic(savepoint=False)
def seal_letter(letter: Letter, *, scan_png: bytes) -> LetterFile:
    """Set, seal and keep the letter; one that was sealed already is returned as it is."""
    kept = LetterFile.objects.filter(kelurahan_id=letter.kelurahan_id, letter=letter).first()
    if kept is not None:
        return kept
    if content_from_dict(letter.content).sha256() != letter.content_sha256:
        raise ContentTampered(f"isi surat {letter.id} bukan lagi isi yang disetujui")
    sealed_at = now()
    pdf = seal(typeset(sheet_of(letter, scan_png=scan_png)), _key_of(letter), at=sealed_at)
    sha256 = hashlib.sha256(pdf).hexdigest()
    open_handle(sha256, HandleKind.FILE, kelurahan_id=letter.kelurahan_id, object_id=letter.id)
    return LetterFile.objects.create(
        kelurahan_id=letter.kelurahan_id, letter=letter, pdf=pdf, sha256=sha256, size=len(pdf), sealed_at=sealed_at
    )


def office_key(kelurahan_id: int, *, city: str, kelurahan: str) -> SealKey:
    """The office's sealing key; it and the deployment's authority are made on first use."""
    folder, passphrase = settings.HOME / "keys", settings.SEAL_PASSPHRASE.encode()
    ensure_ca(folder, passphrase, city.title())
    return ensure_office_key(folder, passphrase, kelurahan_id, kelurahan.title())


def revoke(letter: Letter, *, reason: str, by: Actor) -> None:
    """Take a letter back from now on, in the caller's transaction."""
    Revocation.objects.create(kelurahan_id=letter.kelurahan_id, letter=letter, reason=reason, user_id=by.user_id)
    audit.record(letter.kelurahan_id, "revoke_letter", f"letter:{letter.id}", by=by, details={"reason": reason})


def _key_of(letter: Letter) -> SealKey:
    head = letter.sheet["letterhead"]
    return office_key(letter.kelurahan_id, city=head["city"], kelurahan=head["kelurahan"])


def _next_serial(kelurahan_id: int, register: str, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO letters_numberseries AS s (id, kelurahan_id, register, year, last) VALUES (%s, %s, %s, %s, 1)
            ON CONFLICT (kelurahan_id, register, year) DO UPDATE SET last = s.last + 1 RETURNING last
            """,
            [new_id(), kelurahan_id, register, year],
        )
        row = cursor.fetchone()
    if row is None:  # an INSERT … RETURNING always returns its row
        raise RuntimeError(_("Nomor surat tidak dapat dialokasikan."))
    return int(row[0])


def sheet_data(office: Office, signer: Signer) -> dict[str, object]:
    """Letterhead and signer as plain data; the images are not kept here."""
    letterhead, block = asdict(letterhead_of(office)), asdict(signer)
    del letterhead["emblem_svg"], block["scan_png"]
    return {
        "letterhead": letterhead,
        "signer": block,
        "place": office.place,
        "paper": office.paper,
        "public_url": settings.PUBLIC_URL,
    }
