"""Finding residents. Every query runs in the current scope, and says the office itself so that indexes answer."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ekelurahan.areas.scope import Area, current_area
from ekelurahan.lib.names import after_prefix
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.searching.asking import AskedWord, understood
from ekelurahan.residents.searching.dictionary import beginning_with, taken_apart, widened
from ekelurahan.residents.searching.hits import by_number, by_words
from ekelurahan.residents.searching.reasons import answers_of, rank, told
from ekelurahan.residents.searching.rows import Line, ResidentRow, lines_of, ordered

__all__ = ["FIRST_DIGITS", "ResidentRow", "count_residents", "family_of", "search"]

FIRST_DIGITS = 8  # of a number in more than one office: region and day; fewer would fit too many

FEW = 10  # people who are found as typed: with fewer, what was meant may be something else


def search(text: str, limit: int = 10) -> list[ResidentRow]:
    """Residents by the first digits of NIK or KK number, or by words of their name in any order; each says why.

    Words may be beginnings, or spelled differently. Only when these find few, parts of words and words
    with a slip of the finger count too, and at last two words written as one. Those who still live here come first; then whoever answers best. Nobody where the
    text holds nothing to look for, and where a number in more than one office is shorter than FIRST_DIGITS.
    """
    area, asked = current_area(), understood(text)
    if area is None:
        return []
    if asked.digits:
        return _by_number(asked.digits, area)[:limit]
    return _by_name(asked.words, area, limit) if asked.words else []


def family_of(family_card_id: UUID) -> list[ResidentRow]:
    """Everybody on a family card, the head first."""
    hits = "SELECT kelurahan_id, id AS resident_id FROM residents_resident WHERE kelurahan_id {office} AND family_card_id = %s"
    area = current_area()
    lines = lines_of(hits, [family_card_id], area) if area else []
    return [line.row() for line in ordered(lines, lambda line: (line.family_relation != "head", line.birth_date))]


def count_residents() -> int:
    """How many people live in the current scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM residents_resident WHERE life_status = %s", [LifeStatus.ALIVE.value])
        count: int = cursor.fetchone()[0]
    return count


def _by_number(digits: str, area: Area) -> list[ResidentRow]:
    if area.lo != area.hi and len(digits) < FIRST_DIGITS:
        return []
    lines = by_number(digits, after_prefix(digits), area)

    def is_nik(line: Line) -> bool:
        return (line.nik or "").startswith(digits)

    best = ordered(lines, lambda it: (not is_nik(it), it.no_kk, it.family_relation != "head", it.birth_date))
    return [line.row("NIK" if is_nik(line) else _("nomor KK")) for line in best]


def _by_name(words: Sequence[AskedWord], area: Area, limit: int) -> list[ResidentRow]:
    meanings = beginning_with(words)
    lines = by_words(meanings, area)
    if len(lines) < min(limit, FEW) and (wider := widened(meanings)) != meanings:
        lines += by_words(wider, area)
    if not lines and (apart := taken_apart(words)):
        words, lines = apart, by_words(beginning_with(apart), area)
    answers = {line.id: answers_of(line.name, words) for line in lines}
    best = ordered(list({line.id: line for line in lines}.values()),
                   lambda it: (rank(it.name, answers[it.id]), it.name, it.birth_date))  # fmt: skip
    return [line.row(told(answers[line.id])) for line in best[:limit]]
