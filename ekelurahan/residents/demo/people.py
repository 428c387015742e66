"""From families to rows of the registry: numbers, addresses, cards. Pure, and the same for the same seed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from random import Random

from ekelurahan.lib.codes import BloodGroup, Citizenship, Disability, MaritalStatus, Sex
from ekelurahan.lib.nik import DEMO_PROVINCE, FEMALE_DAY
from ekelurahan.lib.registry_codes import Insurance, LifeStatus
from ekelurahan.residents.batch.rows import PLACES, WIDTH, StagedRow
from ekelurahan.residents.demo.families import FamilyMaker, Member
from ekelurahan.residents.demo.living import card_of, education_of, occupation_of
from ekelurahan.residents.demo.naming import CULTURES, Cultures, new_lineage, weighted
from ekelurahan.residents.demo.words import OTHER_STREETS, PLAJU_STREETS

DEMO_DAY = date(2026, 11, 1)  # what ages are counted from, so that the same seed makes the same people on any day
PLAJU = 167114
_BLOOD = ((BloodGroup.UNKNOWN.value, 55), ("O", 17), ("B", 12), ("A", 11), ("AB", 5))
_INSURANCE = ((Insurance.BPJS_AIDED.value, 38), (Insurance.BPJS.value, 40), (Insurance.NONE.value, 22))


class Numbers:
    """NIK and KK numbers that cannot be anybody's: province 99 does not exist. Serials count on over all offices.

    `after` is where serials begin, to make people who are not those of the demo.
    """

    def __init__(self, after: int = 0) -> None:
        self.used: Counter[str] = Counter()
        self.after = after

    def nik(self, kelurahan_id: int, member: Member) -> str:
        """99, the kecamatan, the birth date (+40 for a woman), a serial."""
        day = member.born.day + (FEMALE_DAY if member.sex is Sex.FEMALE else 0)
        return self._next(f"{region_of(kelurahan_id)}{day:02d}{member.born:%m%y}")

    def no_kk(self, kelurahan_id: int, registered: date) -> str:
        """99, the kecamatan, the date of registration, a serial."""
        return self._next(f"{region_of(kelurahan_id)}{registered:%d%m%y}", kind="kk")

    def _next(self, stem: str, kind: str = "") -> str:
        self.used[kind + stem] += 1
        return f"{stem}{self.after + self.used[kind + stem]:04d}"


def people_of(kelurahan_id: int, at_least: int, *, numbers: Numbers, seed: int = 1) -> Iterator[StagedRow]:
    """Whole families of one office until there are enough people. Row numbers start at 1."""
    rng = Random(f"{seed}/{kelurahan_id}")  # made-up people, not secrets
    rows = count(1)
    for family in FamilyMaker(rng, DEMO_DAY).families():
        card = _card(rng, kelurahan_id, family, numbers)
        for member in family:
            member.nik = numbers.nik(kelurahan_id, member)
        for member in family:
            yield StagedRow(next(rows), _values(card | facts_about(rng, member)), kelurahan_id)
        at_least -= len(family)
        if at_least <= 0:
            return


def region_of(kelurahan_id: int) -> str:
    """The first six digits of a NIK of that office's demo people."""
    return f"{DEMO_PROVINCE}{kelurahan_id // 10_000 % 10_000:04d}"


def _card(rng: Random, kelurahan_id: int, family: Sequence[Member], numbers: Numbers) -> dict[str, str | date | None]:
    streets = PLAJU_STREETS if kelurahan_id // 10_000 == PLAJU else OTHER_STREETS
    place = rng.randrange(len(streets) * 2)  # each street runs through two RT
    street = streets[place // 2]
    since = family[0].married_on or family[0].born + timedelta(days=18 * 365)
    registered = since + timedelta(days=rng.randrange(max((DEMO_DAY - since).days, 1)))
    return {
        "no_kk": numbers.no_kk(kelurahan_id, registered),
        "address": f"{street} No. {rng.randrange(1, 160)}",
        "hamlet": "",
        "rt": f"{place % 4 + 1 + place // 32 * 4:03d}",
        "rw": f"{place // 4 % 12 + 1:03d}",
    }


def facts_about(
    rng: Random, member: Member, *, day: date = DEMO_DAY, cultures: Cultures = CULTURES
) -> dict[str, str | date | None]:
    """What the registry holds of somebody on a day, by column."""
    age, is_married = member.age(day), member.marital is not MaritalStatus.SINGLE
    schooling = education_of(rng, age, member.born.year)
    card, card_status = card_of(rng, age, married=is_married)
    return {
        **_origin(rng, member, cultures),
        "education": schooling[0],
        "schooling": schooling[1],
        "occupation": occupation_of(rng, age, member.sex, schooling),
        "marital_status": member.marital.value,
        "family_relation": member.relation.value,
        "citizenship": Citizenship.INDONESIAN.value,
        "blood_group": weighted(rng, _BLOOD),
        "disability": Disability.NONE.value if rng.random() > 0.01 else Disability.PHYSICAL.value,
        "id_card": card,
        "id_card_status": card_status,
        "life_status": LifeStatus.ALIVE.value,
        "insurance": weighted(rng, _INSURANCE),
        **_certificates(rng, member, age),
    }


def _origin(rng: Random, member: Member, cultures: Cultures) -> dict[str, str | date | None]:
    """Name, birth and parents: those on the card, or others of the same line."""
    father, mother = member.father, member.mother
    mothers_line = new_lineage(rng, member.lineage, cultures)
    return {
        "nik": member.nik,
        "name": member.name,
        "sex": member.sex.value,
        "birth_place": member.lineage.birth_place(rng),
        "birth_date": member.born,
        "religion": member.lineage.religion,
        "ethnicity": member.lineage.culture.ethnicity,
        "father_nik": father.nik if father else "",
        "father_name": father.name if father else member.lineage.name(rng, Sex.MALE),
        "mother_nik": mother.nik if mother else "",
        "mother_name": mother.name if mother else mothers_line.name(rng, Sex.FEMALE),
    }


def _certificates(rng: Random, member: Member, age: int) -> dict[str, str | date | None]:
    number = rng.randrange(1, 9000)
    born = f"1671-LT-{member.born:%d%m%Y}-{number:04d}" if age < 40 or number % 3 == 0 else ""
    married, divorced = member.married_on, member.divorced_on
    return {
        "birth_certificate": born,
        "marriage_certificate": f"{number:04d}/{married.month:02d}/{married.year}" if married else "",
        "marriage_date": married,
        "divorce_certificate": f"{number:04d}/AC/{divorced.year}/PA.PLG" if divorced else "",
        "divorce_date": divorced,
    }


def _values(known: dict[str, str | date | None]) -> list[str | date | None]:
    values: list[str | date | None] = [None] * WIDTH
    for name, value in known.items():
        values[PLACES[name]] = value or None
    return values
