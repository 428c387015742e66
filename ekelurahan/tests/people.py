"""A small named town that any test may use.

Plaju Ulu: Siti asks for a letter, Oki sits at the counter, Kasim checks, Sekar initials, Lukman is lurah, Lina is the
other signer's neighbour: lurah of Plaju Darat, who must see nothing of it; Opan sits at her counter. Cici is camat of
Plaju, Kota works for the city.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import transaction
from django.utils import timezone

from ekelurahan.accounts import actions as accounts
from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.models import Posting, User
from ekelurahan.accounts.queries import actor_of
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.codes import FamilyRelation, MaritalStatus, Occupation, Religion, Sex
from ekelurahan.offices.models import Office
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.recording import Told, change, locked_resident, record
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Resident

PLAJU_ULU, PLAJU_DARAT = 1671141001, 1671141002
PASSWORD = "kata-sandi-untuk-uji"  # of made-up people


@dataclass
class Town:
    """Everybody, by the part they play."""

    operator: Actor
    kasi: Actor
    sekretaris: Actor
    lurah: Actor
    lurah_next_door: Actor
    operator_next_door: Actor
    camat: Actor
    city: Actor
    siti: UUID
    budi: UUID
    neighbour: UUID  # a resident of Plaju Darat


PEOPLE = {
    "operator": ("oki", "Oki Setiawan", Role.OPERATOR, "16.71.14.1001"),
    "kasi": ("kasim", "Kasim, S.Sos.", Role.SECTION_HEAD, "16.71.14.1001"),
    "sekretaris": ("sekar", "Sekar Wangi, S.E.", Role.SECRETARY, "16.71.14.1001"),
    "lurah": ("lukman", "Lukman Hakim, S.IP., M.Si.", Role.LURAH, "16.71.14.1001"),
    "lurah_next_door": ("lina", "Lina Marlina, S.STP.", Role.LURAH, "16.71.14.1002"),
    "operator_next_door": ("opan", "Opan Sopandi", Role.OPERATOR, "16.71.14.1002"),
    "camat": ("cici", "Cici Andriani, S.H.", Role.CAMAT, "16.71.14"),
    "city": ("kota", "Kurnia Tahir, S.Kom.", Role.CITY, "16.71"),
}


def build_town() -> Town:
    """Two offices, eight officers, three residents."""
    actors = {part: _officer(*told) for part, told in PEOPLE.items()}
    for kelurahan_id, name, unit in ((PLAJU_ULU, "Plaju Ulu", "PLU"), (PLAJU_DARAT, "Plaju Darat", "PLD")):
        with office_scope(kelurahan_id):
            _office(kelurahan_id, name, unit)
    with office_scope(PLAJU_ULU):
        siti = _siti()
        budi = _budi()
    with office_scope(PLAJU_DARAT):
        neighbour = _neighbour()
    return Town(**actors, siti=siti, budi=budi, neighbour=neighbour)


def _officer(username: str, name: str, role: Role, area_code: str) -> Actor:
    user = User(username=username, name=name, email=f"{username}@example.test", nip="197201011998031004",
                rank="Penata Tingkat I (III/d)")  # fmt: skip
    user.password = _hashed(PASSWORD)
    user.save(force_insert=True)
    posting = accounts.post(user, role, area_code, starts_at=timezone.now() - timedelta(days=30))
    return actor_of(Posting.objects.select_related("user").get(id=posting.id))


class Cheap(Argon2PasswordHasher):
    """The same algorithm with the least work."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@cache
def _hashed(password: str) -> str:
    """Eight people share one hash, which is cheaper to check than real ones: Argon2 is slow on purpose."""
    return make_password(password, hasher=Cheap())


def _office(kelurahan_id: int, name: str, unit: str) -> Office:
    return Office.objects.create(
        kelurahan_id=kelurahan_id, name=name, kecamatan="Plaju", city="Kota Palembang", place="Palembang",
        city_title="PEMERINTAH KOTA PALEMBANG", unit_code=unit, address="Jalan Kapten Abdullah Nomor 1 Palembang",
        postcode="30266", contact="Telepon (0711) 000000, Pos-el plajuulu@example.test",
        hours={str(day): ["00:00", "23:59"] for day in range(7)},
    )  # fmt: skip


def _siti() -> UUID:
    card = Card("9901010101100001", "Jl. Kapten Abdullah Lr. Sepakat No. 7", "004", "002")
    more = {
        "birth_place": "Palembang", "religion": Religion.ISLAM.value, "occupation": Occupation.HOMEMAKER.value,
        "marital_status": MaritalStatus.MARRIED.value, "family_relation": FamilyRelation.WIFE.value,
    }  # fmt: skip
    person = Person("SITI AMINAH", date(1990, 5, 2), Sex.FEMALE, "9901014205900001", more)
    return add_resident(card, person, kelurahan_id=PLAJU_ULU, by=None).id


def _budi() -> UUID:
    card = Card("9901010101100001", "Jl. Kapten Abdullah Lr. Sepakat No. 7", "004", "002")
    more = {"birth_place": "Plaju", "family_relation": FamilyRelation.HEAD.value}
    person = Person("BUDI SANTOSO", date(1985, 3, 12), Sex.MALE, "9901011203850002", more)
    return add_resident(card, person, kelurahan_id=PLAJU_ULU, by=None).id


def _neighbour() -> UUID:
    card = Card("9901020101100001", "Jl. DI Panjaitan No. 3", "001", "001")
    person = Person("SITI ZUBAIDAH", date(1980, 8, 5), Sex.FEMALE, "9901024508800001", {"birth_place": "Lahat"})
    return add_resident(card, person, kelurahan_id=PLAJU_DARAT, by=None).id


def rewritten(resident_id: UUID, **values: Any) -> None:
    """The registry says something else of somebody since now, whatever the rules of entry are. In the current scope."""
    known = Resident.objects.get(id=resident_id)
    with transaction.atomic():
        event = record(Kind.CORRECT, Told(), kelurahan_id=known.kelurahan_id, by=None)
        change(event, locked_resident(resident_id, kelurahan_id=known.kelurahan_id), values)
