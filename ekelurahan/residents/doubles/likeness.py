"""How likely two rows are one person: Fellegi and Sunter's weights, with two explanations against. Pure.

Every comparison gives bits: log2 of how much more often it comes out so for one person written down twice than for two
people. Two different people can be alike in two ways, and both are weighed:

* strangers who happen to be alike. Against them everything counts; before looking, one pair in 2^26 of a city of 1.7
  million is one person twice (when one in a hundred is).
* brothers and sisters, twins above all. They share mother, father, place, card and perhaps the date, so that only name, sex and NIK
  tell them from one person; before looking, one pair in 2^7 of one mother's children is one child twice.

The odds add up as chances do: 1/odds = 1/odds against strangers + 1/odds against siblings.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ekelurahan.lib.nik import LENGTH
from ekelurahan.residents.doubles import naming
from ekelurahan.residents.doubles.naming import Likeness, Names, Rarity, compare_names

SHOWN, REFUSED = 0.5, 0.8  # from here a pair is looked at; from here nobody is entered without saying why

STRANGERS = -26.0  # log2 of the odds before looking
SIBLINGS = -7.0
IMPOSSIBLE = 60.0  # bits: this explanation is out

DATES = {
    "date_equal": 14.0,  # one in 25,000 strangers; nine in ten of those written twice
    "date_swapped": 9.0,  # day and month exchanged: 2 % of those written twice, one stranger in 60,000
    "date_near": 4.5,  # one digit, two digits exchanged, or the day beside: 3 %, one stranger in 900
    "date_other": -7.0,
}
DATES_OF_SIBLINGS = {  # one pair in eighty is born as twins; others are nine months apart or more
    "date_equal": 6.5,
    "date_swapped": 6.0,
    "date_near": 3.5,
    "date_other": -6.0,
}
SEX_EQUAL, SEX_OTHER = 0.9, -5.0  # half of strangers; 2 % of those written twice are written with the wrong sex
PLACE_EQUAL, PLACE_OTHER = 0.9, -1.5  # half of a city is born in it; another spelling or the kecamatan is common
NAMES = {  # on top of the bits of the words: how the name of one person comes out when written twice
    Names.EQUAL: -0.3,
    Names.NEAR: -2.5,
    Names.PART: -4.0,
    Names.UNNAMED: 0.0,
    Names.SOME: -10.0,
    Names.NONE: -10.0,
}
NAMES_OF_SIBLINGS = {  # a mother does not give a name twice, nor one that is a part of the other
    Names.EQUAL: 8.0,
    Names.NEAR: 5.0,
    Names.PART: 4.0,
    Names.UNNAMED: 2.0,
    Names.SOME: -6.0,
    Names.NONE: -7.0,
}
SHORT_SLIP = -5.0  # but she may give RAFA and RAFI: one letter for another in a short word
MOST_OF_NAME, MOST_OF_PARENT = 16.0, 11.0  # words of one name come together: no name is worth more than this
MOTHER_OTHER, FATHER_OTHER = -5.0, -3.5  # a stepmother, a nickname
FATHER_SHARE = 0.4  # parents come as a couple: of his bits after hers
CARD_EQUAL = 5.0
NIKS = {  # an equal one the database refuses: who stands twice has none yet on one side, or a second one
    "nik_equal": 20.0,
    "nik_near": 4.0,  # one digit or two exchanged, not in the serial; neighbouring kecamatan have such codes, serials are low
    "nik_next": -1.7,  # one digit of the serial: 3 % of those written twice, one in ten of the strangers of one date
    "nik_other": -2.5,  # a fifth of those written twice
}
NIKS_OF_SIBLINGS = NIKS | {"nik_next": -4.0}  # twins get neighbouring ones


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of a person. Empty: not known. Names as words in their common spelling."""

    words: tuple[str, ...]
    birth_date: date
    sex: str = ""
    birth_place: str = ""
    nik: str = ""
    no_kk: str = ""
    mother: tuple[str, ...] = ()
    mother_nik: str = ""
    father: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """The probability that two rows are one person, and the keys of what speaks for and against it."""

    score: float
    reasons: tuple[str, ...]


def judge(left: Facts, right: Facts, rarity: Rarity = naming.usual) -> Verdict:
    """Weigh two rows against each other."""
    name = compare_names(left.words, right.words, rarity)
    born = compare_dates(left.birth_date, right.birth_date)
    nik = compare_niks(left.nik, right.nik)
    mother, mother_reason = _mother(left, right, rarity)
    father, father_reason = _parent("father", compare_names(left.father, right.father, rarity), FATHER_OTHER)
    sex, sex_reason = _either("sex", left.sex, right.sex, (SEX_EQUAL, SEX_OTHER))
    place, place_reason = _either(
        "place", left.birth_place.upper(), right.birth_place.upper(), (PLACE_EQUAL, PLACE_OTHER)
    )
    card = CARD_EQUAL if left.no_kk and left.no_kk == right.no_kk else 0.0
    parents = mother + (father * FATHER_SHARE if mother > 0 < father else father)
    strangers = STRANGERS + DATES[born] + _name_bits(name) + parents + place + card + sex + NIKS.get(nik, 0.0)
    related = mother > 0 or (card > 0 and mother == 0)
    siblings = SIBLINGS + DATES_OF_SIBLINGS[born] + _sibling_bits(name) + sex + NIKS_OF_SIBLINGS.get(nik, 0.0)
    if not related or nik == "nik_equal":
        siblings = IMPOSSIBLE
    reasons = (
        name.level,
        born,
        nik,
        mother_reason,
        father_reason,
        sex_reason,
        place_reason,
        "card_equal" if card else "",
    )
    return Verdict(_probability(strangers, siblings), tuple(str(reason) for reason in reasons if reason))


def compare_dates(left: date, right: date) -> str:
    """How two birth dates stand to each other: a key of DATES."""
    if left == right:
        return "date_equal"
    if left.year == right.year and (left.day, left.month) == (right.month, right.day):
        return "date_swapped"
    if abs((left - right).days) == 1 or _one_slip(f"{left:%d%m%Y}", f"{right:%d%m%Y}"):
        return "date_near"
    return "date_other"


def compare_niks(left: str, right: str) -> str:
    """How two NIKs stand to each other: a key of NIKS, or empty where one is not known."""
    if len(left) != LENGTH or len(right) != LENGTH:
        return ""
    if left == right:
        return "nik_equal"
    if left[:12] == right[:12]:  # one region, one date
        return "nik_next" if _one_slip(left, right) else "nik_other"
    return "nik_near" if _one_slip(left, right) else "nik_other"


def _one_slip(left: str, right: str) -> bool:
    """Whether two rows of digits differ in one of them, or in two neighbours that are exchanged."""
    apart = [place for place in range(len(left)) if left[place] != right[place]]
    if len(apart) == 1:
        return True
    first, *others = apart
    return others == [first + 1] and left[first : first + 2] == right[first + 1] + right[first]


def _name_bits(name: Likeness) -> float:
    if name.level in {Names.SOME, Names.NONE}:
        return NAMES[name.level] + name.bits / 2
    return min(name.bits, MOST_OF_NAME) + NAMES[name.level]


def _sibling_bits(name: Likeness) -> float:
    return NAMES_OF_SIBLINGS[name.level] + (SHORT_SLIP if name.level is Names.NEAR and name.may_be_meant else 0.0)


def _mother(left: Facts, right: Facts, rarity: Rarity) -> tuple[float, str]:
    """By her NIK where both know it, else by her name."""
    if compare_niks(left.mother_nik, right.mother_nik) == "nik_equal":
        return MOST_OF_PARENT, "mother_equal"
    return _parent("mother", compare_names(left.mother, right.mother, rarity), MOTHER_OTHER)


def _parent(who: str, name: Likeness, other: float) -> tuple[float, str]:
    if name.level is Names.UNNAMED:
        return 0.0, ""
    if name.level in {Names.EQUAL, Names.NEAR, Names.PART}:
        bits = min(name.bits, MOST_OF_PARENT) + NAMES[name.level]
        return max(bits, 0.5), f"{who}_equal" if name.level is Names.EQUAL else f"{who}_near"
    return other, f"{who}_other"


def _either(what: str, left: str, right: str, weights: tuple[float, float]) -> tuple[float, str]:
    if not left or not right:
        return 0.0, ""
    return (weights[0], f"{what}_equal") if left == right else (weights[1], f"{what}_other")


def _probability(strangers: float, siblings: float) -> float:
    """From bits against either explanation to a probability."""
    against = 2.0 ** -min(strangers, IMPOSSIBLE) + 2.0 ** -min(siblings, IMPOSSIBLE)
    return float(1.0 / (1.0 + against))
