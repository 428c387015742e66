"""What the letter of a request says: facts of the registry, the office and the answers, in the product's words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from ekelurahan.applications.errors import Refused
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.answers import as_written
from ekelurahan.catalogue.letter import LetterContent, compose
from ekelurahan.catalogue.service import Product
from ekelurahan.letters.fonts import unprintable
from ekelurahan.offices.models import Office
from ekelurahan.residents.facts import facts_of
from ekelurahan.residents.models import Resident

BLANK = "……………"


def content_of(application: Application, *, office: Office) -> LetterContent:
    """The letter of a request as it stands at this moment: what is shown, hashed and decided on."""
    return compose_letter(application.kind, resident=application.resident, office=office, answers=application.answers)


def compose_letter(
    product: Product, *, resident: Resident, office: Office, answers: Mapping[str, str]
) -> LetterContent:
    """The letter of a product with these answers (cleaned: dates as ISO)."""
    return content_of_facts(product, facts=facts_of(resident), office=office, answers=answers)


def content_of_facts(
    product: Product, *, facts: Mapping[str, str], office: Office, answers: Mapping[str, str]
) -> LetterContent:
    """The same from what is known of the resident, as words."""
    content = compose(product.wording, _facts(product, facts, office, as_written(product, answers)))
    return replace(content, frame=_frame(office))


def preview_letter(
    product: Product, *, resident: Resident, office: Office, answers: Mapping[str, str]
) -> LetterContent:
    """The same while it is being filled in: what is still missing is shown as a dotted line."""
    written = as_written(product, answers)
    for item in product.fields:
        if item.required and not written[item.name]:
            written[item.name] = BLANK
    return compose(product.wording, _facts(product, facts_of(resident), office, written))


def _frame(office: Office) -> tuple[tuple[str, str], ...]:
    """What the office puts around every letter: part of what the lurah reads, hence of what he decides on."""
    names = ("city_title", "kecamatan", "name", "address", "postcode", "contact", "place", "paper", "unit_code")
    return tuple((name, str(getattr(office, name))) for name in names)


def require_printable(content: LetterContent) -> None:
    """Refuse a letter with characters that no font on board has, before a number is given. Raises Refused."""
    lacking = unprintable("".join(_strings(content.as_dict())))
    if lacking:
        raise Refused(
            _("Surat ini memuat huruf yang tidak dapat dicetak: %(letters)s. Perbaiki isian atau data penduduknya.")
            % {"letters": " ".join(lacking)}
        )


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _strings(item)


def _facts(product: Product, resident: Mapping[str, str], office: Office, answers: Mapping[str, str]) -> dict[str, str]:
    facts = {
        **resident,
        **answers,
        "office": office.name,
        "kecamatan": office.kecamatan,
        "city": office.city,
        "head_title": "Lurah",
    }
    return facts | dict(product.extra_facts(answers, resident)) if product.extra_facts else facts
