"""What somebody typed into the search box: a number, or words of a name. Pure."""

import re
from dataclasses import dataclass
from functools import cached_property

from ekelurahan.lib.edits import one_slip_away, slips_allowed, slips_between
from ekelurahan.lib.names import after_prefix, search_words
from ekelurahan.lib.nik import digits_of
from ekelurahan.lib.spelling import MUHAMMAD, SPELLINGS_OF_MUHAMMAD, beginnings_of, common_spelling, insides_of

MOST_WORDS = 6
PART_FROM = 3  # letters that are looked for inside a word too
_LABEL = re.compile(r"^\s*(NIK|NO(MOR)?\.?\s*(NIK|KK)|KK)\s*[.:]?\s*(?=\d)", re.IGNORECASE)


@dataclass(frozen=True)
class AskedWord:
    """One word as it was typed, in capitals without accents."""

    typed: str

    @cached_property
    def spelled(self) -> str:
        """The common spelling, if it is a whole word."""
        return common_spelling(self.typed)

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """How the common spelling of a word may begin that begins with it."""
        return beginnings_of(self.typed)

    @cached_property
    def ranges(self) -> list[tuple[str, str]]:
        """The same as ranges of words, the end not among them."""
        return [(text, after_prefix(text)) for text in self.beginnings]

    @cached_property
    def parts(self) -> tuple[str, str] | None:
        """What a word has inside, or at its end, that has it inside; None where it is too short to look for that."""
        parts = insides_of(self.typed)
        return parts if len(self.typed) >= PART_FROM and len(parts[1]) > 1 else None

    @cached_property
    def slips(self) -> int:
        """How many slips of the finger it may hold."""
        return slips_allowed(self.spelled)

    def is_inside(self, spelled: str) -> bool:
        """Whether a common spelling has it inside."""
        return self.parts is not None and (self.parts[0] in spelled or spelled.endswith(self.parts[1]))

    def slips_to(self, spelled: str) -> int:
        """How many slips lie between it and a common spelling; one more than it may hold stands for any larger number."""
        if not self.slips or (spelled == MUHAMMAD and self.is_nearly_muhammad):
            return 1
        return slips_between(self.spelled, spelled, self.slips)

    @cached_property
    def is_nearly_muhammad(self) -> bool:
        """Whether it is one of the longer spellings but for a slip: MOCAHMAD is far from the common one."""
        return self.slips > 0 and any(slips_between(self.typed, known, 1) == 1 for known in SPELLINGS_OF_MUHAMMAD)

    @property
    def guesses(self) -> set[str]:
        """What it may be but for one slip."""
        made = one_slip_away(self.spelled) if self.slips else set()
        return made | {MUHAMMAD} if self.is_nearly_muhammad else made


@dataclass(frozen=True)
class Meaning:
    """What one typed word may mean: the dictionary's words that begin with it, and those it may mean more loosely."""

    asked: AskedWord
    beginning: tuple[str, ...] = ()  # those that most people carry, where there are very many
    loose: tuple[str, ...] = ()
    people: int = 0  # who carry one of them, about

    @property
    def words(self) -> list[str]:
        """Both."""
        return [*self.beginning, *self.loose]


@dataclass(frozen=True)
class Asked:
    """A search text, understood: either digits or words, or nothing to look for."""

    digits: str = ""
    words: tuple[AskedWord, ...] = ()


def understood(text: str) -> Asked:
    """NIK and KK numbers may come with spaces, points and their label; words in any case, with any accents."""
    digits = digits_of(_LABEL.sub("", text))
    if digits.isascii() and digits.isdigit():
        return Asked(digits=digits)
    return Asked(words=tuple(AskedWord(word) for word in search_words(text)[:MOST_WORDS]))
