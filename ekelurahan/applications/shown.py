"""The letter of a request as a page shows it: as it would be issued now, or as it was approved."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from ekelurahan.accounts.queries import holders
from ekelurahan.applications.composition import compose_letter, preview_letter
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.letter import LetterContent, content_from_dict
from ekelurahan.catalogue.service import Product
from ekelurahan.catalogue.workflow import Role, Status
from ekelurahan.letters.composition import draft_sheet, letterhead_of
from ekelurahan.letters.models import Letter
from ekelurahan.letters.queries import find_letter
from ekelurahan.letters.sheet import Letterhead, Signer
from ekelurahan.letters.typesetting import typeset
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import get_office
from ekelurahan.residents.models import Resident

DECIDED = {Status.APPROVED, Status.ISSUED, Status.HANDED_OVER, Status.REVOKED}


@dataclass(frozen=True)
class ShownLetter:
    """What a page needs to draw the letter. Without a number it is a draft."""

    content: LetterContent
    letterhead: Letterhead
    signer: Signer
    place: str
    paper: str  # "F4" or "A4"
    number: str = ""
    date: dt.date | None = None


def shown_letter(application: Application) -> ShownLetter:
    """The approved letter of a request, or before the decision what it would say now. At most two queries."""
    if application.state in DECIDED:
        letter = find_letter(application.kelurahan_id, application.id)
        if letter is not None:
            return _approved(letter)
    office = get_office(application.kelurahan_id)
    content = compose_letter(
        application.kind, resident=application.resident, office=office, answers=application.answers
    )
    return _drafted(content, office)


def shown_draft(product: Product, *, resident: Resident, answers: Mapping[str, str]) -> ShownLetter:
    """The letter while its form is being filled in (answers cleaned): gaps are dotted lines."""
    office = get_office(resident.kelurahan_id)
    return _drafted(preview_letter(product, resident=resident, office=office, answers=answers), office)


def draft_pdf(product: Product, *, resident: Resident, answers: Mapping[str, str]) -> bytes:
    """The same on paper, marked KONSEP: no number, no QR, no signature."""
    office = get_office(resident.kelurahan_id)
    content = preview_letter(product, resident=resident, office=office, answers=answers)
    return typeset(draft_sheet(content, office=office, signer=expected_signer(office), on=timezone.localdate()))


def expected_signer(office: Office) -> Signer:
    """Who would sign now: whoever holds the lurah's office, longest first."""
    heading = f"LURAH {office.name.upper()}"
    holder = next(iter(holders(Role.LURAH, office.kelurahan_id)), None)
    if holder is None:
        return Signer(heading=f"{heading},", name="")
    return Signer(heading=f"{holder.title or heading},", name=holder.name, rank=holder.rank, nip=holder.nip)


def _drafted(content: LetterContent, office: Office) -> ShownLetter:
    return ShownLetter(content, letterhead_of(office), expected_signer(office), office.place, office.paper)


def _approved(letter: Letter) -> ShownLetter:
    kept = letter.sheet
    return ShownLetter(
        content_from_dict(letter.content), Letterhead(**kept["letterhead"]), Signer(**kept["signer"]),
        kept["place"], kept["paper"], letter.number, letter.date,
    )  # fmt: skip
