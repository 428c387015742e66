"""`ekelurahan keys`: make the sealing keys that are missing, and show what verifiers have to trust."""

from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from ekelurahan.areas.scope import all_offices, dotted
from ekelurahan.letters.actions import office_key
from ekelurahan.letters.keys import KeyUnusableError, ca_certificate
from ekelurahan.offices.models import Office


def commands() -> dict[str, Callable[[list[str]], int]]:
    """What this room adds to the command line."""
    return {"keys": keys}


def keys(arguments: list[str]) -> int:
    """0: every office has its key. 1: a key cannot be opened. 2: the words were wrong, or no office is open yet."""
    if arguments:
        print("Pemakaian: ekelurahan keys")
        return 2
    with all_offices():
        offices = list(Office.objects.order_by("kelurahan_id"))
    if not offices:
        print("Belum ada kelurahan. Buka dulu, misalnya: ekelurahan open-offices 16.71")
        return 2
    try:
        for office in offices:
            _show(office)
        authority = ca_certificate(settings.HOME / "keys")
    except KeyUnusableError as error:
        print(error)
        return 1
    print(f"Otoritas: {settings.HOME / 'keys' / 'ca.crt'}  SHA-256 {authority.fingerprint(hashes.SHA256()).hex()}")
    return 0


def _show(office: Office) -> None:
    key = office_key(office.kelurahan_id, city=office.city_title, kelurahan=f"KELURAHAN {office.name}")
    until = key.certificate.not_valid_after_utc
    print(f"{dotted(office.kelurahan_id)}  {office.name:<28} berlaku sampai {until:%d-%m-%Y}")
