"""From a stored letter, or from one that is only being written, to the sheet that is set on paper."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from ekelurahan.catalogue.letter import LetterContent, content_from_dict
from ekelurahan.letters.models import Letter
from ekelurahan.letters.sheet import Letterhead, Paper, Sheet, Signer
from ekelurahan.lib.tokens import derived_handle, grouped
from ekelurahan.offices.models import Office


def verification_handle(letter_id: UUID) -> str:
    """The code in the letter's QR: derived from the secret, so that no table holds it in clear."""
    return derived_handle(settings.SECRET_KEY, purpose="verify", about=str(letter_id))


def verification_url(handle: str) -> str:
    """The address in the QR."""
    return f"{settings.PUBLIC_URL}/v/{handle}/"


def signature_note() -> str:
    """What the letter says of its own signature (PP 71/2019 art. 60: an image of a signature is uncertified). A letter
    of the demo says first that it is none.
    """
    trial = "CONTOH DARI DEMO \N{EN DASH} UJI, TIDAK SAH. " if settings.DEMO else ""
    return trial + (
        "Disetujui secara elektronik oleh penanda tangan dan disegel dengan segel elektronik kelurahan. Tanda tangan "
        "elektronik tidak tersertifikasi."
    )


def letterhead_of(office: Office) -> Letterhead:
    """The kop of an office as it stands now."""
    return Letterhead(
        city=office.city_title,
        kecamatan=f"KECAMATAN {office.kecamatan.upper()}",
        kelurahan=f"KELURAHAN {office.name.upper()}",
        address=f"{office.address} {office.postcode}".strip(),
        contact=office.contact,
    )


def sheet_of(letter: Letter, *, scan_png: bytes) -> Sheet:
    """The sheet of a letter as it was approved. `scan_png` is the signer's scan, or b"" for wet ink."""
    handle = verification_handle(letter.id)
    kept: dict[str, Any] = letter.sheet
    return Sheet(
        content=content_from_dict(letter.content),
        letterhead=Letterhead(**kept["letterhead"]),
        signer=Signer(**kept["signer"], scan_png=scan_png),
        place=kept["place"],
        number=letter.number,
        date=letter.date,
        verification_url=f"{kept['public_url']}/v/{handle}/",
        verification_code=grouped(handle),
        signature_note=signature_note(),
        paper=Paper(kept["paper"]),
    )


def draft_sheet(content: LetterContent, *, office: Office, signer: Signer, on: date) -> Sheet:
    """The sheet of a letter that has no number yet: marked KONSEP, without a QR and without a signature."""
    return Sheet(
        content=content,
        letterhead=letterhead_of(office),
        signer=signer,
        place=office.place,
        number="(nomor diberikan saat disetujui)",
        date=on,
        verification_url="",
        verification_code="",
        signature_note="",
        paper=Paper(office.paper),
        draft=True,
    )
