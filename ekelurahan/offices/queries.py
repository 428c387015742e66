"""Reads about offices: the profile, how a product is handled, where a handle leads."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import connection

from ekelurahan.catalogue.registry import all_services, get_product
from ekelurahan.catalogue.service import Product
from ekelurahan.catalogue.workflow import CHAINS, STANDARD, Chain
from ekelurahan.lib.sealed_box import open_box
from ekelurahan.lib.tokens import hash_of_code
from ekelurahan.offices.models import Office, ProductSetting, ScannedSignature


class HandleKind(StrEnum):
    """What a handle leads to."""

    VERIFY = "verify"  # a letter, from its QR
    FILE = "file"  # a letter, from the SHA-256 of its sealed file
    TRACK = "track"  # a request, from the receipt's QR
    NUMBER = "number"  # a request, from its number (a PIN is asked besides)
    INBOX = "inbox"  # a request in the lurah's inbox, from his mail


@dataclass(frozen=True)
class Handling:
    """How this office handles a product: its own settings over the defaults."""

    product: Product
    chain: Chain
    offered: bool
    cover_letter: bool
    classification_code: str
    number_pattern: str


def get_office(kelurahan_id: int) -> Office:
    """The profile of an office in the current scope. Raises Office.DoesNotExist."""
    return Office.objects.get(kelurahan_id=kelurahan_id)


def handling_of(kelurahan_id: int, service: str, product: str) -> Handling:
    """How the office handles a product. Raises KeyError when there is no such product."""
    setting = ProductSetting.objects.filter(kelurahan_id=kelurahan_id, service=service, product=product).first()
    return _handling(get_product(service, product), setting)


def handlings(kelurahan_id: int) -> dict[tuple[str, str], Handling]:
    """How the office handles every product there is, by service and product; one query."""
    rows = ProductSetting.objects.filter(kelurahan_id=kelurahan_id)
    settings_of = {(row.service, row.product): row for row in rows}
    return {
        (service.slug, product.slug): _handling(product, settings_of.get((service.slug, product.slug)))
        for service in all_services().values()
        for product in service.products
    }


def find_signature(kelurahan_id: int, user_id: UUID) -> bytes:
    """The signer's scanned signature (PNG), or b"" when none is enrolled. For the sealing worker only.

    Raises BoxBroken when it cannot be opened: no letter is issued without a signature that should be there.
    """
    row = (
        ScannedSignature.objects.filter(kelurahan_id=kelurahan_id, user_id=user_id, withdrawn_at=None)
        .order_by("-added_at")
        .first()
    )
    if row is None:
        return b""
    return open_box(settings.FILE_KEY, bytes(row.image_box), belongs_to=f"signature:{user_id}")


def find_handle(code: str, kind: HandleKind) -> tuple[int, UUID] | None:
    """Where a handle leads: the office and the object. Absent and of another kind look the same."""
    with connection.cursor() as cursor:  # every public page begins here, so without the ORM's share
        cursor.execute(
            "SELECT kelurahan_id, object_id FROM offices_handle WHERE hash = %s AND kind = %s",
            [hash_of_code(code), kind],
        )
        row: tuple[int, UUID] | None = cursor.fetchone()
    return row


def _handling(product: Product, setting: ProductSetting | None) -> Handling:
    if setting is None:
        return Handling(
            product, STANDARD, offered=True, cover_letter=False,
            classification_code=product.classification_code, number_pattern=product.number_pattern,
        )  # fmt: skip
    return Handling(
        product, CHAINS[setting.chain], offered=setting.offered, cover_letter=setting.cover_letter,
        classification_code=setting.classification_code or product.classification_code,
        number_pattern=setting.number_pattern or product.number_pattern,
    )  # fmt: skip
