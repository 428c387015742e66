"""How people of the city are named: the origins of the demo, each with a long tail of words, and as people write them."""

from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from ekelurahan.lib.codes import Sex
from ekelurahan.residents.demo import naming
from ekelurahan.residents.demo.city import vocabulary
from ekelurahan.residents.demo.city.vocabulary import Pool, syllabic
from ekelurahan.residents.demo.naming import Culture, Cultures, weighted

_TAILS = {  # how many rare words each origin has beside the typed ones, for each sex
    "PALEMBANG": (vocabulary.MALAY_MEN, vocabulary.MALAY_WOMEN, 19_000),
    "JAWA": (vocabulary.JAVANESE_MEN, vocabulary.JAVANESE_WOMEN, 9_000),
    "TIONGHOA": (vocabulary.OTHER_MEN, vocabulary.OTHER_WOMEN, 3_000),
    "BATAK": (vocabulary.OTHER_MEN, vocabulary.OTHER_WOMEN, 2_000),
}
OLD_SPELLING = 1953  # born until then: many still carry it
_OLD = (("U", "OE"), ("J", "DJ"), ("C", "TJ"), ("SY", "SJ"), ("Y", "J"))
_VARIANTS: dict[str, tuple[tuple[str, int], ...]] = {
    "MUHAMMAD": (
        ("MUHAMMAD", 46), ("MUHAMAD", 14), ("MOHAMMAD", 8), ("MOHAMAD", 5), ("MOH.", 7), ("MOHD.", 3), ("M.", 12),
        ("MUH.", 4), ("MHD.", 1),
    ),
    "SITI": (("SITI", 93), ("ST.", 5), ("SITTI", 2)),
    "ABDUL": (("ABDUL", 92), ("ABD.", 5), ("ABDL.", 1), ("ABDOEL", 2)),
    "AHMAD": (("AHMAD", 74), ("ACHMAD", 20), ("AHMAT", 3), ("ACHMAT", 3)),
    "NUR": (("NUR", 88), ("NOR", 5), ("NOER", 3), ("NUUR", 4)),
    "SYARIFUDDIN": (("SYARIFUDDIN", 60), ("SARIFUDIN", 18), ("SYARIPUDIN", 12), ("SYARIFUDIN", 10)),
    "YUSUF": (("YUSUF", 80), ("YUSUP", 15), ("JUSUF", 5)),
    "FATIMAH": (("FATIMAH", 85), ("PATIMAH", 13), ("FATHIMAH", 2)),
    "DEWI": (("DEWI", 96), ("DEWIE", 1), ("DEVI", 3)),
    "RACHMAN": (("RACHMAN", 40), ("RAHMAN", 60)),
    "SRI": (("SRI", 97), ("SRIE", 3)),
}  # fmt: skip
_SLIPS = (
    ("DD", "D"),
    ("SY", "S"),
    ("F", "P"),
    ("V", "F"),
    ("Z", "J"),
    ("KH", "H"),
    ("Q", "K"),
    ("EI", "I"),
    ("IE", "I"),
)
_SPELT_ANOTHER_WAY = 0.04  # of the words


@dataclass(frozen=True)
class Crowd(Culture):
    """An origin whose people carry many more words than anybody would type."""

    mens: Pool | None = None
    womens: Pool | None = None

    def given(self, rng: Random, sex: Sex, count: int) -> list[str]:
        """So many words, hardly ever twice the same."""
        pool = self.mens if sex is Sex.MALE else self.womens
        assert pool
        first = pool.draw(rng)
        return [first, *(word for _ in range(count - 1) if (word := pool.draw(rng)) != first)]


@lru_cache(maxsize=1)
def city_cultures() -> Cultures:
    """The origins of the demo with the words of a city."""
    pools: dict[str, tuple[Pool, Pool]] = {}
    for number, (name, (men, women, count)) in enumerate(_TAILS.items()):
        culture = next(one for one, _ in naming.CULTURES if one.ethnicity == name)
        pools[name] = (
            Pool(culture.men, syllabic(men, count, number)),
            Pool(culture.women, syllabic(women, count, number + len(_TAILS))),
        )
    return tuple((_crowd(culture, *pools[culture.ethnicity]), weight) for culture, weight in naming.CULTURES)


def _crowd(culture: Culture, mens: Pool, womens: Pool) -> Crowd:
    known = {name: getattr(culture, name) for name in culture.__dataclass_fields__}
    return replace(Crowd(**known), mens=mens, womens=womens)


def spelt(rng: Random, name: str, born_year: int) -> str:
    """The name as this person writes it: most words as they are, some as an office once wrote them down."""
    return " ".join(_spelt(rng, word, born_year) for word in name.split(" "))


def _spelt(rng: Random, word: str, born_year: int) -> str:
    if choices := _VARIANTS.get(word):
        return weighted(rng, choices)
    if born_year <= OLD_SPELLING and rng.random() < 0.3:
        return _first_that_fits(rng, word, _OLD)
    return _first_that_fits(rng, word, _SLIPS) if rng.random() < _SPELT_ANOTHER_WAY else word


def _first_that_fits(rng: Random, word: str, changes: tuple[tuple[str, str], ...]) -> str:
    fitting = [change for change in changes if change[0] in word]
    return word.replace(*rng.choice(fitting), 1) if fitting else word
