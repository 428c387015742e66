"""Slips of the finger between two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.lib.edits import one_slip_away, slips_allowed, slips_between

words = st.text("ABCD", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("BUDI", "BUDI", 0), ("BUDI", "BUID", 1), ("BUDI", "BDI", 1), ("BUDI", "BUDDI", 1), ("BUDI", "RUDI", 1),
        ("SITI", "ISIT", 2), ("HENDRAWAN", "HENDARWN", 2), ("ABCD", "DCBA", 3), ("", "AB", 2), ("A", "ABCDE", 3),
    ],
)  # fmt: skip
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other) == slips


@given(words, words)
def test_both_ways_count_the_same_and_nothing_is_none(one: str, other: str) -> None:
    assert slips_between(one, other, 9) == slips_between(other, one, 9)
    assert (slips_between(one, other, 9) == 0) == (one == other)
    assert slips_between(one, other, 2) == min(slips_between(one, other, 9), 3)


@given(words)
def test_one_slip_away_is_what_one_slip_makes(word: str) -> None:
    made = one_slip_away(word, "ABCD")
    assert all(slips_between(word, other) == 1 for other in made)


@given(words, words)
def test_and_all_of_it(one: str, other: str) -> None:
    assert (other in one_slip_away(one, "ABCD")) == (slips_between(one, other) == 1)


def test_short_words_are_not_guessed_and_long_ones_may_hold_two() -> None:
    assert [slips_allowed(word) for word in ("ALI", "BUDI", "SUKARNO", "SYAMSUDI")] == [0, 1, 1, 2]
