"""The demo's officers. The eight accounts of the README share one published password; the others cannot log in."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta

from ekelurahan.accounts.actions import NewUser, add_user, post
from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.queries import actor_of
from ekelurahan.areas.scope import dotted
from ekelurahan.catalogue.workflow import Role
from ekelurahan.config.demo.profiles import PLAJU_DARAT, PLAJU_ULU
from ekelurahan.config.demo.signature import signature_png
from ekelurahan.doors.entry.demo_accounts import DEMO_PASSWORD
from ekelurahan.lib.now import now
from ekelurahan.offices.actions import enrol_signature

ACCOUNTS = (
    ("operator", "Rina Oktaviani", Role.OPERATOR, dotted(PLAJU_ULU)),
    ("kasi", "Hendra Kesuma, S.Sos.", Role.SECTION_HEAD, dotted(PLAJU_ULU)),
    ("sekretaris", "Dewi Kartika, S.E.", Role.SECRETARY, dotted(PLAJU_ULU)),
    ("lurah", "Ahmad Fikri Ramadhan, S.IP., M.Si.", Role.LURAH, dotted(PLAJU_ULU)),
    ("operator2", "Yulianti", Role.OPERATOR, dotted(PLAJU_DARAT)),
    ("lurah2", "Siti Rohmah, S.STP.", Role.LURAH, dotted(PLAJU_DARAT)),
    ("camat", "Bambang Irawan, S.H., M.Si.", Role.CAMAT, "16.71.14"),
    ("kota", "Nurlela Agustina, S.Kom.", Role.CITY, "16.71"),
)
GIVEN = ("Agus", "Eko", "Fitri", "Herman", "Indah", "Joni", "Lestari", "Maya", "Nasir", "Ratna", "Sari", "Taufik")
FAMILY = ("Saputra", "Wulandari", "Hidayat", "Pratama", "Kurniawan", "Anggraini", "Firdaus", "Maulana", "Safitri")
DEGREES = ("S.IP.", "S.Sos.", "S.E.", "S.H.", "S.STP., M.Si.")
RANKS = ("Penata Muda Tingkat I (III/b)", "Penata (III/c)", "Penata Tingkat I (III/d)")


@dataclass(frozen=True)
class Staff:
    """Who works in one office. Kasi and sekretaris exist where the chain needs them."""

    kelurahan_id: int
    operator: Actor
    lurah: Actor
    kasi: Actor | None = None
    sekretaris: Actor | None = None


def hire_everybody(kelurahan_ids: list[int]) -> list[Staff]:
    """The accounts of the README, and an operator and a lurah for every other office."""
    chance = random.Random(2016)
    known = {account[0]: _hire(account, chance, password=DEMO_PASSWORD) for account in ACCOUNTS}
    plaju_ulu = Staff(PLAJU_ULU, known["operator"], known["lurah"], known["kasi"], known["sekretaris"])
    plaju_darat = Staff(PLAJU_DARAT, known["operator2"], known["lurah2"])
    others = [_staff(office, chance) for office in kelurahan_ids if office not in {PLAJU_ULU, PLAJU_DARAT}]
    everybody = [plaju_ulu, plaju_darat, *others]
    for number, staff in enumerate(everybody):
        png = signature_png(number)
        enrol_signature(staff.kelurahan_id, staff.lurah.user_id, png, by=None)
    return everybody


def with_fresh_password(actor: Actor) -> Actor:
    """As if the password had been given this moment."""
    return replace(actor, confirmed_at=now())


def _staff(kelurahan_id: int, chance: random.Random) -> Staff:
    code = dotted(kelurahan_id)
    operator, lurah = _made_up_name(chance), f"{_made_up_name(chance)}, {chance.choice(DEGREES)}"
    return Staff(
        kelurahan_id,
        _hire((f"operator-{kelurahan_id}", operator, Role.OPERATOR, code), chance),
        _hire((f"lurah-{kelurahan_id}", lurah, Role.LURAH, code), chance),
    )


def _hire(account: tuple[str, str, Role, str], chance: random.Random, *, password: str | None = None) -> Actor:
    username, name, role, area = account
    email = f"{username}@palembang.example"
    user = add_user(NewUser(username, name, password, email, _nip(chance), chance.choice(RANKS)))
    return actor_of(post(user, role, area, starts_at=now() - timedelta(days=400)))


def _made_up_name(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def _nip(chance: random.Random) -> str:
    """18 digits with a birth date that nobody has: month 00."""
    return f"{chance.randint(1968, 1992)}0000{chance.randint(1995, 2018)}00{chance.randint(1, 2)}{chance.randint(1, 999):03d}"
