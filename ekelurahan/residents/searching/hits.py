"""Whom a number or the words of a name hit, in the current area.

Only comparisons that are leakproof reach an index beneath row security: so beginnings of numbers and words are asked
for as ranges, and words by equality, never by LIKE (docs/adr/0013, 0018). The shape of the statements leaves the
planner no choice that hangs on how many carry a word: they begin with the word that fewest carry, look the others up
person by person, and stop when there are enough.
"""

from collections.abc import Iterator, Sequence

from ekelurahan.areas.scope import Area
from ekelurahan.residents.searching.asking import Meaning
from ekelurahan.residents.searching.rows import Line, lines_of

MOST_HITS = 200  # of a short text: more are not looked at, the searcher types on
MOST_LOOKED_AT = 6_000  # people with the rarest word, when the others are seldom beside it

_NUMBER = f"""
    (SELECT kelurahan_id, id AS resident_id FROM residents_resident
     WHERE kelurahan_id {{office}} AND nik >= %s AND nik < %s AND life_status <> 'invalid' ORDER BY nik LIMIT {MOST_HITS})
    UNION
    (SELECT m.kelurahan_id, m.id FROM (
        SELECT kelurahan_id, id FROM residents_familycard
        WHERE kelurahan_id {{office}} AND no_kk >= %s AND no_kk < %s ORDER BY no_kk LIMIT {MOST_HITS}
     ) k CROSS JOIN LATERAL (
        SELECT kelurahan_id, id FROM residents_resident
        WHERE kelurahan_id {{office}} AND kelurahan_id = k.kelurahan_id AND family_card_id = k.id LIMIT {MOST_HITS}
     ) m LIMIT {MOST_HITS})
"""  # noqa: S608  # a number of ours
_CARRIERS = f"""
    SELECT carriers.kelurahan_id, carriers.resident_id FROM unnest(%s::text[]) AS meant (word) CROSS JOIN LATERAL (
        SELECT kelurahan_id, resident_id FROM residents_residentword w
        WHERE w.kelurahan_id {{office}} AND w.word = meant.word LIMIT {MOST_LOOKED_AT}
    ) carriers LIMIT {MOST_LOOKED_AT}
"""  # noqa: S608  # a number of ours
_BESIDE = """
    CROSS JOIN LATERAL (
        SELECT FROM residents_residentword w
        WHERE w.kelurahan_id = rare.kelurahan_id AND w.resident_id = rare.resident_id AND ({condition}) LIMIT 1
    ) beside_{number}
"""
# Of one person's few words. As `word || ''` no index over words answers, which would read all that are meant; and what
# IS TRUE is looked up in a table made once.
_BEGINS = "w.word || '' >= %s AND w.word || '' < %s"
_IS_ONE_OF = "(w.word || '' IN (SELECT unnest(%s::text[]))) IS TRUE"


def by_number(lo: str, hi: str, area: Area) -> list[Line]:
    """People whose NIK or whose card's number lies between, the end not included."""
    return lines_of(_NUMBER, [lo, hi, lo, hi], area)


def by_words(meanings: Sequence[Meaning], area: Area) -> list[Line]:
    """People whose name has, for each typed word, one that is meant by it. Nobody where a word means nothing."""
    if not all(meaning.words for meaning in meanings):
        return []
    rarest, *others = sorted(meanings, key=lambda meaning: meaning.people)
    beside = "".join(_BESIDE.format(condition=_condition(it), number=number) for number, it in enumerate(others))
    bounds = [rarest.words, *(bound for meaning in others for bound in _bounds(meaning))]
    hits = f"""
        SELECT DISTINCT kelurahan_id, resident_id FROM (
            SELECT rare.kelurahan_id, rare.resident_id FROM ({_CARRIERS}) rare {beside} LIMIT {MOST_HITS}
        ) first
    """  # noqa: S608  # words are bound
    return lines_of(hits, bounds, area)


def _condition(meaning: Meaning) -> str:
    return " OR ".join([_BEGINS] * len(meaning.asked.ranges) + [_IS_ONE_OF] * bool(meaning.loose))


def _bounds(meaning: Meaning) -> Iterator[str | list[str]]:
    for lo, hi in meaning.asked.ranges:
        yield from (lo, hi)
    if meaning.loose:
        yield list(meaning.loose)
