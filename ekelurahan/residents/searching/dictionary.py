"""Which words of the city's names a typed word may mean.

The dictionary has no row security, as a word leads to nobody: so trigrams may answer here what they may not answer
beneath a policy.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from ekelurahan.lib.spelling import common_spelling
from ekelurahan.residents.searching.asking import AskedWord, Meaning

SHORTEST_HALF = 3  # letters of a word that was written together with its neighbour
MOST_MEANINGS = 300  # words that one typed word may mean, those that most people carry
MOST_GUESSES = 3000  # words that one part of a name stands in
NEAR_ENOUGH = 0.18  # part of the trigrams that two long words share at least, when two slips lie between them

_BEGINNINGS = f"""
    SELECT asked.number, found.word, found.people
    FROM unnest(%s::int[], %s::text[], %s::text[]) AS asked (number, lo, hi)
    CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword WHERE word >= asked.lo AND word < asked.hi
        ORDER BY people DESC LIMIT {MOST_MEANINGS}
    ) found
"""  # noqa: S608  # a number of ours
_LOOSE = f"""
    SELECT found.* FROM unnest(%s::text[]) AS made (word) CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword n WHERE n.word = made.word LIMIT 1) found
    UNION SELECT found.* FROM unnest(%s::text[]) AS asked (pattern) CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword WHERE word LIKE pattern LIMIT {MOST_GUESSES}) found
    UNION SELECT found.* FROM unnest(%s::text[]) AS asked (text) CROSS JOIN LATERAL (
        SELECT word, people FROM residents_nameword WHERE word %% text LIMIT {MOST_GUESSES}) found
"""  # noqa: S608  # the same; each text by itself, through an index, whatever the planner thinks of all together


def beginning_with(words: Sequence[AskedWord]) -> list[Meaning]:
    """For each typed word those that begin with it. One query."""
    ranges = [(number, lo, hi) for number, word in enumerate(words) for lo, hi in word.ranges]
    found: list[dict[str, int]] = [{} for _ in words]
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNINGS, list(map(list, zip(*ranges, strict=True))))
        for number, word, people in cursor:
            found[number][word] = people
    return [Meaning(word, tuple(these), (), sum(these.values())) for word, these in zip(words, found, strict=True)]


def widened(meanings: Sequence[Meaning]) -> list[Meaning]:
    """With the words that have a typed word inside, or are it but for a slip of the finger. The nearest come first."""
    made = sorted({text for meaning in meanings for text in meaning.asked.guesses})
    long = [meaning.asked.spelled for meaning in meanings if meaning.asked.slips > 1]
    parts = [part for meaning in meanings if meaning.asked.parts for part in meaning.asked.parts]
    patterns = [f"%{part}%" if place % 2 == 0 else f"%{part}" for place, part in enumerate(parts)]
    with connection.cursor() as cursor:
        if long:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(NEAR_ENOUGH)])
        cursor.execute(_LOOSE, [made, patterns, long])
        found = dict(cursor.fetchall())
    return [_widened(meaning, found) for meaning in meanings]


def taken_apart(words: Sequence[AskedWord]) -> tuple[AskedWord, ...]:
    """With the first word that is two words of the city written as one (NURAINI) as those two; empty where there is none.

    Of several ways to cut it, the one whose rarer word most people carry.
    """
    for place, word in enumerate(words):
        cuts = [(word.typed[:at], word.typed[at:]) for at in range(SHORTEST_HALF, len(word.typed) - SHORTEST_HALF + 1)]
        known = _people_of([common_spelling(half) for cut in cuts for half in cut]) if cuts else {}
        best = max(cuts, key=lambda cut: _rarer(cut, known), default=None)
        if best and _rarer(best, known):
            return (*words[:place], AskedWord(best[0]), AskedWord(best[1]), *words[place + 1 :])
    return ()


def _rarer(cut: tuple[str, str], known: dict[str, int]) -> int:
    return min(known.get(common_spelling(half), 0) for half in cut)


def _people_of(words: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, people FROM residents_nameword WHERE word = ANY(%s)", [words])
        return dict(cursor.fetchall())


def _widened(meaning: Meaning, found: dict[str, int]) -> Meaning:
    asked, known = meaning.asked, set(meaning.beginning)
    near: dict[str, tuple[int, int]] = {}
    for word, people in found.items():
        slips = asked.slips_to(word)
        if word not in known and (slips <= asked.slips or asked.is_inside(word)):
            near[word] = (slips, -people)
    loose = sorted(near, key=lambda word: near[word])[:MOST_MEANINGS]
    return replace(meaning, loose=tuple(loose), people=meaning.people + sum(found[word] for word in loose))
