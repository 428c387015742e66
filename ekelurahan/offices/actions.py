"""Setting up an office, how it handles its products, and the handles that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import parents_of
from ekelurahan.audit import actions as audit
from ekelurahan.lib.now import now
from ekelurahan.lib.sealed_box import close_box
from ekelurahan.lib.tokens import hash_of_code
from ekelurahan.offices.models import Handle, Office, ProductSetting, ScannedSignature
from ekelurahan.offices.queries import HandleKind

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class ProductChoice:
    """What an office decides about a product."""

    service: str
    product: str
    chain: str
    offered: bool = True
    cover_letter: bool = False
    classification_code: str = ""
    number_pattern: str = ""


@transaction.atomic
def set_product(choice: ProductChoice, *, kelurahan_id: int, by: Actor | None) -> None:
    """Decide how an office handles a product from now on; requests under way keep their chain."""
    values = {
        "chain": choice.chain,
        "offered": choice.offered,
        "cover_letter": choice.cover_letter,
        "classification_code": choice.classification_code,
        "number_pattern": choice.number_pattern,
    }
    ProductSetting.objects.update_or_create(
        kelurahan_id=kelurahan_id, service=choice.service, product=choice.product, defaults=values
    )
    audit.record(kelurahan_id, "set_product", f"product:{choice.service}/{choice.product}", by=by, details=values)


@transaction.atomic
def set_profile(office: Office, changes: dict[str, object], *, by: Actor | None) -> None:
    """Change the office's profile; letters already approved keep the letterhead they were approved with."""
    for name, value in changes.items():
        setattr(office, name, value)
    office.full_clean()
    office.save(update_fields=list(changes))
    audit.record(office.kelurahan_id, "set_profile", f"office:{office.kelurahan_id}", by=by, details=changes)


@transaction.atomic
def enrol_signature(kelurahan_id: int, user_id: UUID, png: bytes, *, by: Actor | None) -> None:
    """Keep a signer's scanned signature, encrypted; an earlier one is withdrawn. Raises ValueError for what is no PNG."""
    if not png.startswith(PNG):  # found out now, and not by the worker with the first letter
        raise ValueError(_("Tanda tangan harus berupa gambar PNG."))
    ScannedSignature.objects.filter(kelurahan_id=kelurahan_id, user_id=user_id, withdrawn_at=None).update(
        withdrawn_at=now()
    )
    box = close_box(settings.FILE_KEY, png, belongs_to=f"signature:{user_id}")
    ScannedSignature.objects.create(kelurahan_id=kelurahan_id, user_id=user_id, image_box=box)
    audit.record(kelurahan_id, "enrol_signature", f"user:{user_id}", by=by)


def open_handle(code: str, kind: HandleKind, *, kelurahan_id: int, object_id: UUID) -> None:
    """Let a code lead to an object. Only its hash is kept. Raises IntegrityError when the code is taken."""
    Handle.objects.create(hash=hash_of_code(code), kind=kind, kelurahan_id=kelurahan_id, object_id=object_id)


def open_handles(codes: Mapping[HandleKind, str], *, kelurahan_id: int, object_id: UUID) -> None:
    """Let several codes lead to one object, in one statement. Raises IntegrityError when one is taken."""
    Handle.objects.bulk_create(
        Handle(hash=hash_of_code(code), kind=kind, kelurahan_id=kelurahan_id, object_id=object_id)
        for kind, code in codes.items()
    )


def keep_handle_open(code: str, kind: HandleKind, *, kelurahan_id: int, object_id: UUID) -> None:
    """As `open_handle`, for a code that can only lead to this object and may do so already."""
    handle = Handle(hash=hash_of_code(code), kind=kind, kelurahan_id=kelurahan_id, object_id=object_id)
    Handle.objects.bulk_create([handle], ignore_conflicts=True)


def open_office(area: Area, *, by: Actor | None) -> Office:
    """Make a kelurahan a tenant, with a profile made from the official area data; one that is open stays as it is."""
    kelurahan_id = area.lo
    found = Office.objects.filter(kelurahan_id=kelurahan_id).first()
    if found is not None:
        return found
    _, city, kecamatan = parents_of(area)
    office = Office.objects.create(
        kelurahan_id=kelurahan_id, name=area.local_name, kecamatan=kecamatan.local_name, city=city.name,
        city_title=f"PEMERINTAH {city.name.upper()}", place=city.name.removeprefix("Kota ").removeprefix("Kabupaten "),
        unit_code=unit_code(area.local_name), address=f"Kantor Kelurahan {area.local_name}", postcode=area.postcode,
    )  # fmt: skip
    audit.record(kelurahan_id, "open_office", f"office:{kelurahan_id}", by=by)
    return office


def unit_code(name: str) -> str:
    """A short code for letter numbers made from a name, for the office to change: Plaju Ulu is PLU, 35 Ilir is 35IL."""
    words = name.upper().replace(".", " ").split()
    if words[0].isdigit():
        return words[0] + "".join(word[:2] for word in words[1:2])
    return words[0][:3] if len(words) == 1 else words[0][:2] + "".join(word[0] for word in words[1:])
