"""The letter of every product as plain text, told of one invented person: what the golden files hold.

`python -m ekelurahan.tests.letters_told` writes them anew; read the difference before committing it.
"""

import os
from datetime import date
from importlib import import_module
from pathlib import Path

import django

from ekelurahan.catalogue.letter import LetterContent, Paragraph
from ekelurahan.catalogue.registry import ROOTS as REAL
from ekelurahan.catalogue.registry import services_in
from ekelurahan.catalogue.service import Product, Service

ROOTS = [*REAL, "ekelurahan.tests.fictitious"]


def text_of(content: LetterContent) -> str:
    """A letter as somebody would read it out: title, paragraphs, rows, signatures."""
    lines = [content.title.upper()]
    for block in content.blocks:
        rows = [block.text] if isinstance(block, Paragraph) else [f"{label}: {value}" for label, value in block.rows]
        lines += ["", *rows]
    for item in content.signatures:
        stamp = " [meterai]" if item.duty_stamp else ""
        lines += ["", f"({item.party}) {item.heading}{stamp}", f"    {item.name}".rstrip()]
    return "\n".join(lines).rstrip() + "\n"


def told(product: Product, answers: dict[str, str] | None = None) -> LetterContent:
    """The letter with the sample's answers, or with others."""
    from ekelurahan.applications.composition import compose_letter
    from ekelurahan.offices.models import Office
    from ekelurahan.residents.models import FamilyCard, Resident

    card = FamilyCard(no_kk="9901010101100001", address="Jl. Kapten Abdullah Lr. Sepakat No. 7", rt="004", rw="002")
    resident = Resident(
        family_card=card, name="SITI AMINAH", nik="9901014205900001", sex="female", birth_place="Palembang",
        birth_date=date(1990, 5, 2), religion="islam", occupation="homemaker", marital_status="married",
    )  # fmt: skip
    office = Office(kelurahan_id=1671141001, name="Plaju Ulu", kecamatan="Plaju", city="Kota Palembang")
    return compose_letter(product, resident=resident, office=office, answers=answers or product.sample)


def golden_file(service: Service, product: Product) -> Path:
    """Where the agreed text of a product stands: in the tests of the service's own folder."""
    return folder_of(service) / "tests" / f"{product.slug}.txt"


def folder_of(service: Service) -> Path:
    """The folder of a service, wherever the registry found it."""
    for root in ROOTS:
        (package,) = import_module(root).__path__
        for file in Path(package).glob("*/service.py"):
            if import_module(f"{root}.{file.parent.name}.service").SERVICE is service:
                return file.parent
    raise LookupError(service.slug)


def every_service() -> list[Service]:
    """The real ones and the fictitious ones."""
    return [service for root in ROOTS for service in services_in(root)]


def main() -> None:
    """Write every golden file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekelurahan.config.settings")
    django.setup()
    for service in every_service():
        for product in service.products:
            golden_file(service, product).write_text(text_of(told(product)))


if __name__ == "__main__":
    main()
