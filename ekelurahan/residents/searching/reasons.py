"""Why a person answers a search, word by word, and who answers it best. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from django.utils.translation import gettext as _

from ekelurahan.lib.spelling import as_written, common_spelling
from ekelurahan.residents.searching.asking import AskedWord


class Likeness(IntEnum):
    """How a word of a name answers a typed word, the best first."""

    SAME = 0
    BEGINS = 1
    SPELLED = 2  # the same word, spelled differently
    SPELLED_BEGINS = 3
    INSIDE = 4
    SLIP = 5
    NONE = 6


@dataclass(frozen=True)
class Answer:
    """A typed word, and the word of the name that answers it best."""

    likeness: Likeness
    asked: str
    written: str

    @property
    def words(self) -> str:
        """For the screen; empty where the name says it itself."""
        match self.likeness:
            case Likeness.SPELLED | Likeness.SPELLED_BEGINS:
                return _("ejaan lain: %(written)s = %(asked)s") % {"written": self.written, "asked": self.asked}
            case Likeness.INSIDE:
                return _("bagian nama: %(written)s") % {"written": self.written}
            case Likeness.SLIP:
                return _("mirip: %(written)s, dicari %(asked)s") % {"written": self.written, "asked": self.asked}
        return ""


def answers_of(name: str, words: Sequence[AskedWord]) -> list[Answer]:
    """For each typed word the answer that a name gives."""
    written = list(as_written(name))
    return [_answer(word, written) for word in words]


def told(answers: Sequence[Answer]) -> str:
    """In a few words, for the screen."""
    return "; ".join(dict.fromkeys(answer.words for answer in answers if answer.words)) or _("nama")


def rank(name: str, answers: Sequence[Answer]) -> tuple[int, bool, int, int]:
    """What orders answers: those whose worst word is better, then names that begin as typed, then nearer and shorter ones."""
    worst = max(answer.likeness for answer in answers)
    begins = bool(answers) and name.upper().startswith(answers[0].written)
    return _class(worst), not begins, sum(answer.likeness for answer in answers), len(name.split())


def _class(likeness: Likeness) -> int:
    """Written, spelled, part, slip: within one of these a name that begins as typed comes before a nearer one."""
    return likeness if likeness > Likeness.SPELLED_BEGINS else likeness // 2


def _answer(word: AskedWord, written: Sequence[tuple[str, str]]) -> Answer:
    best = Answer(Likeness.NONE, word.typed, "")
    for text, folded in written:
        likeness = _likeness(word, folded)
        if likeness < best.likeness:
            best = Answer(likeness, word.typed, text)
    if best.likeness is Likeness.NONE:
        for text, folded in written:
            if word.slips_to(common_spelling(folded)) <= word.slips:
                return Answer(Likeness.SLIP, word.typed, text)
    return best


@lru_cache(maxsize=1 << 12)  # people who answer one search share most of their words
def _likeness(word: AskedWord, folded: str) -> Likeness:
    """But for slips, which are counted only where nothing else answers."""
    if folded.startswith(word.typed):
        return Likeness.SAME if folded == word.typed else Likeness.BEGINS
    spelled = common_spelling(folded)
    if spelled.startswith(word.beginnings):
        return Likeness.SPELLED if spelled == word.spelled else Likeness.SPELLED_BEGINS
    return Likeness.INSIDE if word.is_inside(spelled) else Likeness.NONE
