"""Sentences that remember how they were made."""

import json

import pytest

from ekelurahan.lib.told import Sentence

ENGLISH = {
    "Isi «%(label)s».": "Fill in «%(label)s».",
    "Nama": "Name",
    "%(act)s: %(roles)s": "%(roles)s may %(act)s",
    "100% benar": "100% right",
}


def english(text: str) -> str:
    return ENGLISH.get(text, text)


def test_it_is_an_indonesian_string_where_nobody_asks_for_more() -> None:
    sentence = Sentence("Isi «%(label)s».", label="Nama")
    assert sentence == "Isi «Nama»."
    assert json.dumps([sentence], ensure_ascii=False) == '["Isi «Nama»."]'


def test_it_is_translated_with_the_parts_that_are_sentences_and_only_those() -> None:
    assert Sentence("Isi «%(label)s».", label=Sentence("Nama")).through(english) == "Fill in «Name»."
    assert Sentence("Isi «%(label)s».", label="Nama").through(english) == "Fill in «Nama»."


def test_it_survives_as_the_message_of_an_error_and_as_a_part() -> None:
    error = ValueError(Sentence("Nama"))
    assert isinstance(str(error), Sentence)
    assert Sentence("Isi «%(label)s».", label=error).through(english) == "Fill in «Name»."


def test_a_tuple_is_a_list_of_words() -> None:
    sentence = Sentence("%(act)s: %(roles)s", act="x", roles=(Sentence("Nama"), "Nama"))
    assert (sentence, sentence.through(english)) == ("x: Nama, Nama", "Name, Nama may x")


def test_percent_signs_without_parts_mean_themselves() -> None:
    assert Sentence("100% benar").through(english) == "100% right"


def test_a_missing_part_is_an_error_where_the_sentence_is_written() -> None:
    with pytest.raises(KeyError):
        Sentence("Isi «%(label)s».", name="Nama")
