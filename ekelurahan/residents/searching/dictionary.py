"""Which words of the city's names a typed word may mean.

The dictionary has no row security, as a word leads to nobody: so trigrams may answer here what they may not answer
beneath a policy.
"""

from collections.abc import Sequence

from django.db import connection

from ekelurahan.lib.edits import LONG, one_slip_away
from ekelurahan.residents.searching.asking import AskedWord, Words

MOST_MEANINGS = 300  # words; a beginning that fits more is looked for as a range
MOST_GUESSES = 3000  # words that one part of a name stands in
NEAR_ENOUGH = 0.25  # part of the trigrams that two long words share at least, when two slips lie between them

_BEGINNINGS = """
    SELECT asked.number, found.word, found.people
    FROM unnest(%s::int[], %s::text[], %s::text[]) AS asked (number, lo, hi)
    CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword WHERE word >= asked.lo AND word < asked.hi LIMIT %s
    ) found
"""
_LOOSE = f"""
    SELECT found.* FROM unnest(%s::text[]) AS made (word) CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword n WHERE n.word = made.word LIMIT 1) found
    UNION SELECT found.* FROM unnest(%s::text[]) AS asked (pattern) CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword WHERE word LIKE pattern LIMIT {MOST_GUESSES}) found
    UNION SELECT found.* FROM unnest(%s::text[]) AS asked (text) CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword WHERE word %% text LIMIT {MOST_GUESSES}) found
"""  # noqa: S608  # a number of ours; each text by itself, through an index, whatever the planner thinks of all together


def beginning_with(words: Sequence[AskedWord]) -> list[Words]:
    """For each typed word those that begin with it. One query."""
    ranges = [(number, lo, hi) for number, word in enumerate(words) for lo, hi in word.ranges]
    found: list[dict[str, int]] = [{} for _ in words]
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNINGS, [*map(list, zip(*ranges, strict=True)), MOST_MEANINGS + 1])
        for number, word, people in cursor:
            found[number][word] = people
    return [Words(tuple(these), sum(these.values()), len(these) > MOST_MEANINGS) for these in found]


def like_or_inside(words: Sequence[AskedWord]) -> list[Words]:
    """For each typed word those that have it inside, or are it but for a slip of the finger. The nearest come first."""
    typos = [word for word in words if word.slips]
    made = sorted({text for word in typos for text in one_slip_away(word.spelled)})
    long = [word.spelled for word in typos if len(word.spelled) >= LONG]
    patterns = [pattern for word in words if word.parts for pattern in (f"%{word.parts[0]}%", f"%{word.parts[1]}")]
    with connection.cursor() as cursor:
        if long:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(NEAR_ENOUGH)])
        cursor.execute(_LOOSE, [made, patterns, long])
        found = dict(cursor.fetchall())
    return [_meant(word, found) for word in words]


def _meant(word: AskedWord, found: dict[str, int]) -> Words:
    near: dict[str, tuple[int, int]] = {}
    for other, people in found.items():
        slips = word.slips_to(other)
        if slips <= word.slips or word.is_inside(other):
            near[other] = (slips, -people)
    chosen = sorted(near, key=lambda other: near[other])[:MOST_MEANINGS]
    return Words(tuple(chosen), sum(found[other] for other in chosen))
