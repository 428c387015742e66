"""How alike two names are. Pure."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ekelurahan.lib.edits import slips_allowed, slips_between

Rarity = Callable[[str], float]  # bits that two strangers' sharing this word is worth: log2 of 1 / its share of people

USUAL_BITS, MOST_BITS = 8.0, 10.0  # of a word whose bearers nobody counted, of the rarest word
FULL, LONG = 4, 6  # letters: shorter ones are short forms; in longer ones a wrong letter is a typing error
VOWELS = frozenset("AEIOU")
UNNAMED = frozenset({"BAYI", "BY", "BI", "NY", "ANAK", "BELUM"})


class Names(StrEnum):
    """How two names stand to each other. Also a key of the reasons shown for a pair."""

    EQUAL = "name_equal"
    NEAR = "name_near"  # all words match, some by a typing error or an initial
    PART = "name_part"  # one leaves out words of the other
    UNNAMED = "name_missing"  # one is a newborn that has no name yet
    SOME = "name_some"  # a word or more in common
    NONE = "name_other"


class Likeness(NamedTuple):
    """The level, the bits of the words that match, and whether a difference may be meant: one letter for another in
    a short word, as parents name twins.
    """

    level: Names
    bits: float
    may_be_meant: bool = False


def usual(_word: str) -> float:
    """The rarity of any word where nobody has counted."""
    return USUAL_BITS


def compare_names(left: Sequence[str], right: Sequence[str], rarity: Rarity = usual) -> Likeness:
    """Compare two names given as words in their common spelling (`lib.spelling.words_of_name`)."""
    if not left or not right or UNNAMED.issuperset(left[:1]) or UNNAMED.issuperset(right[:1]):
        return Likeness(Names.UNNAMED, 0.0)
    shared = set(left) & set(right)
    bits = sum(rarity(word) for word in shared)
    if len(shared) == len(left) == len(right) or "".join(left) == "".join(right):
        return Likeness(Names.EQUAL, bits or sum(map(rarity, left)))
    rest_left = [word for word in left if word not in shared]
    rest_right = [word for word in right if word not in shared]
    return _nearly(rest_left, rest_right, Likeness(Names.SOME if shared else Names.NONE, bits), rarity)


def _nearly(left: list[str], right: list[str], so_far: Likeness, rarity: Rarity) -> Likeness:
    """Pair off what is left of two names by typing errors and initials."""
    level, bits, may_be_meant = so_far
    for word in list(left):
        twin = next((other for other in right if is_near(word, other)), None)
        if twin is not None:
            left.remove(word)
            right.remove(twin)
            level = Names.SOME
            shorter = min(len(word), len(twin))
            may_be_meant = may_be_meant or (len(word) == len(twin) < LONG and sorted(word) != sorted(twin))
            bits += min(rarity(word), rarity(twin)) / (1 if shorter >= FULL else 4)  # a short form says little
    if not left and not right:
        return Likeness(Names.NEAR, bits, may_be_meant)
    one, other = "".join(left), "".join(right)
    if left and right and slips_between(one, other, 1) <= 1:  # NUR AINI and NURAINY
        may_be_meant = may_be_meant or min(len(one), len(other)) < FULL or len(one) == len(other) < LONG
        return Likeness(Names.NEAR, bits + sum(map(rarity, left)) / 2, may_be_meant)
    if bits and not (left and right):
        return Likeness(Names.PART, bits, may_be_meant)
    return Likeness(level, bits, may_be_meant)


@lru_cache(maxsize=1 << 18)  # a night compares the same words again and again
def is_near(left: str, right: str) -> bool:
    """Whether one word is the other with a typing error, or short for it: its initial, or consonants of it (ST for SITI)."""
    short, long = sorted((left, right), key=len)
    if len(short) < FULL:
        return short[0] == long[0] and (len(short) == 1 or _is_made_of(short, long))
    most = slips_allowed(short)
    return most > 0 and slips_between(short, long, most) <= most


def _is_made_of(short: str, long: str) -> bool:
    letters = iter(long)
    return not VOWELS & set(short) and all(letter in letters for letter in short)
