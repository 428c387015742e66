"""How alike two names are. Pure."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ekelurahan.lib.edits import slips_allowed, slips_between

Rarity = Callable[[str], float]  # bits that two strangers' sharing this word is worth: log2 of 1 / its share of people

USUAL_BITS, MOST_BITS = 8.0, 10.0  # of a word whose bearers nobody counted, of the rarest word
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
    """The level, the bits of the words that match, and how many match only nearly."""

    level: Names
    bits: float
    slips: int = 0


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
    level, bits, slips = so_far
    for word in list(left):
        twin = next((other for other in right if is_near(word, other)), None)
        if twin is not None:
            left.remove(word)
            right.remove(twin)
            slips += 1
            bits += min(rarity(word), rarity(twin)) / (
                4 if 1 in (len(word), len(twin)) else 1
            )  # an initial says little
    if not left and not right:
        return Likeness(Names.NEAR, bits, slips)
    if left and right and slips_between("".join(left), "".join(right), 1) <= 1:  # NUR AINI and NURAINY
        return Likeness(Names.NEAR, bits + sum(map(rarity, left)) / 2, slips + 1)
    if bits and not (left and right):
        return Likeness(Names.PART, bits, slips)
    return Likeness(Names.SOME if slips else level, bits, slips)


@lru_cache(maxsize=1 << 18)  # a night compares the same words again and again
def is_near(left: str, right: str) -> bool:
    """Whether one word is the other with a typing error, or its initial."""
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    most = slips_allowed(min(left, right, key=len))
    return most > 0 and slips_between(left, right, most) <= most
