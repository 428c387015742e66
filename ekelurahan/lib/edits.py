"""Slips of the finger: how many of them lie between two words, and what one of them makes of a word.

A slip is a letter too many, one missing, a wrong one, or two neighbours in the wrong order (Damerau; no part of a word
is changed twice).
"""

from string import ascii_uppercase

from rapidfuzz.distance import OSA

SHORT, LONG = 4, 8  # letters: shorter words are too like others to guess, longer ones may hold two slips


def slips_allowed(word: str) -> int:
    """How many slips a word of that length may hold and still be meant: none below 4 letters, two from 8 letters on."""
    return 0 if len(word) < SHORT else 1 if len(word) < LONG else 2


def slips_between(one: str, other: str, most: int = 2) -> int:
    """The number of slips between two words; `most` + 1 stands for any number beyond `most`."""
    return OSA.distance(one, other, score_cutoff=most)


def one_slip_away(word: str, letters: str = ascii_uppercase) -> set[str]:
    """Every text that one slip makes of a word, the word itself not among them."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    made = {left + right[1:] for left, right in cuts if right}
    made |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    for left, right in cuts:
        made.update(left + letter + right for letter in letters)
        if right:
            made.update(left + letter + right[1:] for letter in letters)
    made.discard(word)
    return made
