"""How families of the demo are named, by where they come from."""

from dataclasses import dataclass
from random import Random
from typing import TypeVar

from ekelurahan.lib.codes import Religion, Sex
from ekelurahan.residents.demo import words

Thing = TypeVar("Thing")
Weighted = tuple[tuple[str, int], ...]
MUSLIM: Weighted = ((Religion.ISLAM.value, 1),)


@dataclass(frozen=True)
class Culture:
    """What people of one origin share. `clans` follow the father and end the name; titles begin it."""

    ethnicity: str
    men: list[str]
    women: list[str]
    religions: Weighted = MUSLIM
    places: Weighted = words.BIRTH_PLACES
    clans: tuple[str, ...] = ("",)
    titles: tuple[tuple[str, str], ...] = (("", ""),)
    words_in_name: tuple[int, ...] = (2, 2, 2, 3)

    def given(self, rng: Random, sex: Sex, count: int) -> list[str]:
        """So many different words that one may be called by."""
        return rng.sample(self.men if sex is Sex.MALE else self.women, count)


PALEMBANG = Culture("PALEMBANG", words.MALAY_MEN, words.MALAY_WOMEN)
GENTRY = Culture(
    "PALEMBANG", words.MALAY_MEN, words.MALAY_WOMEN, titles=words.PALEMBANG_TITLES, words_in_name=(1, 2, 2)
)
JAVANESE = Culture(
    "JAWA", words.JAVANESE_MEN, words.JAVANESE_WOMEN, (("islam", 94), ("catholic", 3), ("protestant", 3)),
    words.JAVANESE_PLACES, words_in_name=(1, 2, 2),
)  # fmt: skip
CHINESE = Culture(
    "TIONGHOA", words.CHINESE_MEN, words.CHINESE_WOMEN,
    (("buddhist", 55), ("catholic", 20), ("protestant", 20), ("confucian", 5)),
    clans=tuple(words.CHINESE_FAMILIES), words_in_name=(1, 1, 2),
)  # fmt: skip
BATAK = Culture(
    "BATAK", words.BATAK_MEN, words.BATAK_WOMEN, (("protestant", 88), ("catholic", 12)),
    clans=tuple(words.BATAK_CLANS), words_in_name=(1, 1, 2),
)  # fmt: skip
Cultures = tuple[tuple[Culture, int], ...]
CULTURES: Cultures = ((PALEMBANG, 58), (GENTRY, 9), (JAVANESE, 22), (CHINESE, 6), (BATAK, 5))


@dataclass(frozen=True)
class Lineage:
    """A family line: what children inherit from their father."""

    culture: Culture
    clan: str
    titles: tuple[str, str]
    religion: str

    def name(self, rng: Random, sex: Sex) -> str:
        """A new name in this line, in capitals as the KTP prints it."""
        is_man = sex is Sex.MALE
        given = self.culture.given(rng, sex, rng.choice(self.culture.words_in_name))
        if self.religion == "islam" and rng.random() < 0.12:  # a common way to begin a name
            given[0] = "Muhammad" if is_man else "Siti"
        return " ".join(part for part in (self.titles[0 if is_man else 1], *given, self.clan) if part).upper()

    def birth_place(self, rng: Random) -> str:
        """Where somebody of this line was born."""
        return weighted(rng, self.culture.places)


def new_lineage(rng: Random, like: Lineage | None = None, cultures: Cultures = CULTURES) -> Lineage:
    """A family line; `like` keeps origin and religion, as most couples share them."""
    culture = like.culture if like and rng.random() < 0.85 else weighted(rng, cultures)  # most, not all
    religion = like.religion if like else weighted(rng, culture.religions)
    return Lineage(culture, rng.choice(culture.clans), rng.choice(culture.titles), religion)


def weighted(rng: Random, choices: tuple[tuple[Thing, int], ...]) -> Thing:
    """One of the things, as often as its weight says."""
    left = rng.random() * sum(weight for _, weight in choices)
    for thing, weight in choices:
        left -= weight
        if left < 0:
            return thing
    return choices[-1][0]
