"""What the registry holds of a person of the city, as of a day. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from ekelurahan.lib.codes import Citizenship, Disability, MaritalRecord, MaritalStatus, Religion
from ekelurahan.lib.registry_codes import IdCard, IdCardStatus, Literacy, Residence, Sponsor, StayPermit
from ekelurahan.residents.demo.city.book import Facts
from ekelurahan.residents.demo.city.naming import city_cultures
from ekelurahan.residents.demo.families import Member
from ekelurahan.residents.demo.living import card_of, education_of, occupation_of
from ekelurahan.residents.demo.naming import weighted
from ekelurahan.residents.demo.people import facts_about
from ekelurahan.residents.demo.words import OTHER_STREETS, PLAJU_STREETS

GROWING = ("education", "schooling", "occupation", "id_card", "id_card_status")
_FAMILIES_OF_RT, _RT_OF_RW = 72, 4
_DISABILITIES = (
    (Disability.PHYSICAL.value, 45), (Disability.HEARING_SPEECH.value, 18), (Disability.VISUAL.value, 16),
    (Disability.MENTAL.value, 12), (Disability.PHYSICAL_MENTAL.value, 5), (Disability.OTHER.value, 4),
)  # fmt: skip
_STRANGERS = {
    "MALAYSIA": ("AZMAN", "ROSLAN", "SHAHRUL", "LIYANA", "FARHANA"),
    "TIONGKOK": ("LI WEI", "ZHANG MIN", "WANG LEI", "CHEN FANG", "LIU YANG"),
    "JEPANG": ("KENJI", "HIROSHI", "YUKI", "NAOMI", "TAKESHI"),
    "INDIA": ("RAJESH", "ANIL", "PRIYA", "SUNITA", "VIJAY"),
    "BELANDA": ("PIETER", "JEROEN", "ANNEKE", "SANNE", "WILLEM"),
    "KOREA SELATAN": ("MIN JUN", "JI HOON", "SEO YEON", "HYUN WOO", "EUN JI"),
}
_ORIGINS = ("KOTA JAMBI", "KOTA BENGKULU", "KABUPATEN LAHAT", "KABUPATEN MUSI RAWAS", "KOTA BANDAR LAMPUNG")


def places_of(kelurahan_id: int, families: int) -> list[tuple[str, str, str]]:
    """Street, RT and RW: so many that an RT has about 70 families."""
    streets = PLAJU_STREETS if kelurahan_id // 10_000 == 167_114 else OTHER_STREETS
    rts = max(families // _FAMILIES_OF_RT, 4)
    return [
        (streets[(rt * 3 + way) % len(streets)], f"{rt + 1:03d}", f"{rt // _RT_OF_RW + 1:03d}")
        for rt in range(rts)
        for way in range(3)
    ]


def address_in(rng: Random, places: Sequence[tuple[str, str, str]]) -> tuple[str, str, str]:
    """A house somewhere."""
    street, rt, rw = rng.choice(places)
    return f"{street} No. {rng.randrange(1, 160)}", rt, rw


def city_facts(rng: Random, member: Member, day: date) -> Facts:
    """Every column that is known of this person on that day."""
    facts = facts_about(rng, member, day=day, cultures=city_cultures())
    recorded = rng.random() < 0.93  # who has a marriage certificate
    facts["marital_record"] = _record(member.marital, recorded=recorded)
    facts["reads"] = _reads(member, day)
    facts["disability"] = weighted(rng, _DISABILITIES) if rng.random() < 0.011 else Disability.NONE.value
    if not recorded:
        facts |= {"marriage_certificate": "", "divorce_certificate": ""}
    if member.standing == "foreigner":
        facts |= _stranger(rng, day)
    if member.standing == "lodger":
        facts |= {
            "residence": Residence.TEMPORARY.value, "origin_address": rng.choice(_ORIGINS),
            "stays_until": day + timedelta(days=rng.randrange(30, 365)),
        }  # fmt: skip
    return facts


def facts_at_age(rng: Random, member: Member, age: int) -> Facts:
    """What grows with people, when they were younger than they are."""
    schooling = education_of(rng, age, member.born.year)
    card, status = card_of(rng, age, married=False)
    return {
        "education": schooling[0], "schooling": schooling[1], "id_card": card, "id_card_status": status,
        "occupation": occupation_of(rng, age, member.sex, schooling),
    }  # fmt: skip


def _record(marital: MaritalStatus, *, recorded: bool) -> str:
    if marital is MaritalStatus.MARRIED:
        return (MaritalRecord.MARRIED_RECORDED if recorded else MaritalRecord.MARRIED_UNRECORDED).value
    if marital is MaritalStatus.DIVORCED:
        return (MaritalRecord.DIVORCED_RECORDED if recorded else MaritalRecord.DIVORCED_UNRECORDED).value
    return marital.value


def _reads(member: Member, day: date) -> str:
    if day.year - member.born.year < 7:  # not at school yet
        return Literacy.NONE.value
    return (Literacy.LATIN_ARABIC if member.lineage.religion == Religion.ISLAM else Literacy.LATIN).value


def _stranger(rng: Random, day: date) -> Facts:
    nation = rng.choice(list(_STRANGERS))
    given, permanent = rng.choice(_STRANGERS[nation]), rng.random() < 0.3
    since = day - timedelta(days=rng.randrange(30, 1500))
    return {
        "name": given, "citizenship": Citizenship.FOREIGN.value, "nationality": nation, "birth_place": nation,
        "ethnicity": "", "passport": f"X{rng.randrange(10**7):07d}", "stay_permit": f"2C{rng.randrange(10**8):08d}",
        "passport_expiry_date": day + timedelta(days=rng.randrange(90, 1800)), "first_entry_date": since,
        "stay_permit_kind": (StayPermit.ITAP if permanent else StayPermit.ITAS).value,
        "stay_permit_place": "PALEMBANG", "stay_permit_date": since,
        "stay_permit_expiry_date": day + timedelta(days=rng.randrange(30, 1500 if permanent else 360)),
        "sponsor_kind": Sponsor.COMPANY.value, "sponsor_name": "PT CONTOH MUSI", "id_card": IdCard.NONE.value,
        "id_card_status": IdCardStatus.NOT_REQUIRED.value,
    }  # fmt: skip
