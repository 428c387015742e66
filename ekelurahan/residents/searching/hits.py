"""Whom a number or the words of a name hit, in the current area.

Only comparisons that are leakproof reach an index beneath row security: so beginnings of numbers and words are asked
for as ranges, and words by equality, never by LIKE (docs/adr/0013, 0018). The shape of the statements leaves the
planner no choice that hangs on how many carry a word: they begin with the word that fewest carry, look the others up
person by person, and stop when there are enough.
"""

from collections.abc import Sequence
from typing import Any

from ekelurahan.areas.scope import Area
from ekelurahan.residents.searching.asking import AskedWord, Words
from ekelurahan.residents.searching.rows import Line, lines_of

MOST_HITS = 200  # of a short text: more are not looked at, the searcher types on
MOST_LOOKED_AT = 10_000  # people with the rarest word, when the others are seldom beside it

_NUMBER = f"""
    (SELECT kelurahan_id, id AS resident_id FROM residents_resident
     WHERE kelurahan_id {{office}} AND nik >= %s AND nik < %s AND life_status <> 'invalid' ORDER BY nik LIMIT {MOST_HITS})
    UNION
    (SELECT m.kelurahan_id, m.id FROM (
        SELECT kelurahan_id, id FROM residents_familycard
        WHERE kelurahan_id {{office}} AND no_kk >= %s AND no_kk < %s ORDER BY no_kk LIMIT {MOST_HITS}
     ) k
     JOIN residents_resident m ON m.kelurahan_id {{office}} AND m.kelurahan_id = k.kelurahan_id AND m.family_card_id = k.id
     LIMIT {MOST_HITS})
"""  # noqa: S608  # a number of ours
_CARRIERS = "SELECT kelurahan_id, resident_id FROM residents_residentword WHERE kelurahan_id {office} AND "
_BESIDE = """
    CROSS JOIN LATERAL (
        SELECT FROM residents_residentword w
        WHERE w.kelurahan_id = rare.kelurahan_id AND w.resident_id = rare.resident_id AND ({condition}) LIMIT 1
    ) beside_{number}
"""


def by_number(lo: str, hi: str, area: Area) -> list[Line]:
    """People whose NIK or whose card's number lies between, the end not included."""
    return lines_of(_NUMBER, [lo, hi, lo, hi], area)


def by_words(words: Sequence[AskedWord], meanings: Sequence[Words], area: Area) -> list[Line]:
    """People whose name has, for each typed word, one that is meant by it. Nobody where a word means nothing."""
    if not all(meaning.meant for meaning in meanings):
        return []
    order = sorted(range(len(words)), key=lambda number: (meanings[number].is_cut, meanings[number].people))
    rare, bounds = _carriers(words[order[0]], meanings[order[0]])
    beside = ""
    for number in order[1:]:
        condition, more = _condition(words[number], meanings[number])
        beside += _BESIDE.format(condition=condition, number=number)
        bounds += more
    hits = f"""
        SELECT DISTINCT kelurahan_id, resident_id FROM (
            SELECT rare.kelurahan_id, rare.resident_id FROM ({rare} LIMIT {MOST_LOOKED_AT}) rare {beside} LIMIT {MOST_HITS}
        ) first
    """  # noqa: S608  # words are bound
    return lines_of(hits, bounds, area)


def _carriers(word: AskedWord, meaning: Words) -> tuple[str, list[Any]]:
    """Those who carry one of the words. Each range is a scan of its own, which an index answers in its order."""
    if not meaning.is_cut:
        return f"{_CARRIERS} word = ANY(%s)", [list(meaning.meant)]
    parts = " UNION ALL ".join(f"{_CARRIERS} word >= %s AND word < %s" for _ in word.ranges)
    return f"SELECT * FROM ({parts}) ranges", [bound for bounds in word.ranges for bound in bounds]  # noqa: S608  # bound


def _condition(word: AskedWord, meaning: Words) -> tuple[str, list[Any]]:
    """Of one person's few words; as `word || ''` no index over words answers, which would read all that are meant."""
    if not meaning.is_cut:
        return "w.word || '' = ANY(%s)", [list(meaning.meant)]
    condition = " OR ".join("w.word || '' >= %s AND w.word || '' < %s" for _ in word.ranges)
    return condition, [bound for bounds in word.ranges for bound in bounds]
