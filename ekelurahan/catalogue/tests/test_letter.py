"""The words of a letter: facts are filled in once, nothing else is understood, and what is empty leaves no trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.catalogue.letter import (
    FieldList,
    LetterContent,
    Paragraph,
    Party,
    Signature,
    Wording,
    compose,
    content_from_dict,
    fill,
    named_facts,
)

WORDING = Wording(
    "Surat {kind}",
    (
        Paragraph("Nama {name}."),
        Paragraph("Catatan: {remark}", when="remark"),
        FieldList((("Nama", "{name}"), ("Catatan", "{remark}"))),
    ),
    (Signature(Party.APPLICANT, "Pemohon,", "{name}", duty_stamp=True), Signature(Party.HEAD, "")),
)
FACTS = {"kind": "Uji", "name": "SITI", "remark": ""}


def test_what_is_empty_is_left_out() -> None:
    content = compose(WORDING, FACTS)
    assert content.blocks == (Paragraph("Nama SITI."), FieldList((("Nama", "SITI"),)))
    assert compose(WORDING, FACTS | {"remark": "Penting"}).blocks[1] == Paragraph("Catatan: Penting")


def test_titles_and_signatures_are_filled_in_too() -> None:
    content = compose(WORDING, FACTS)
    assert content.title == "Surat Uji"
    assert content.signatures[0] == Signature(Party.APPLICANT, "Pemohon,", "SITI", duty_stamp=True)


@pytest.mark.parametrize("missing", ["kind", "name", "remark"])
def test_a_fact_that_is_not_there_is_an_error_and_no_gap(missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        compose(WORDING, {name: value for name, value in FACTS.items() if name != missing})


@pytest.mark.parametrize("trick", ["{name.__class__}", "{name[0]}", "{name.x}", "{0}", "{}", "{{name}", "{name"])
def test_nothing_else_of_pythons_format_language_is_understood(trick: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        fill(trick, FACTS)


def test_widths_and_conversions_are_not_understood_either() -> None:
    assert fill("{name:>99999999}{name!r}", FACTS) == "SITISITI"
    assert fill("{{name}}", FACTS) == "{name}"


@given(st.text())
def test_an_answer_is_never_read_as_a_wording(answer: str) -> None:
    assert fill("{a}", {"a": answer}) == answer
    assert fill("{a}{b}", {"a": "{b}", "b": answer}) == "{b}" + answer


def test_a_wording_tells_which_facts_it_names() -> None:
    assert named_facts(WORDING) == {"kind", "name", "remark"}


texts = st.text(max_size=20)
blocks = st.one_of(
    texts.map(Paragraph), st.lists(st.tuples(texts, texts), max_size=3).map(lambda r: FieldList(tuple(r)))
)
signatures = st.builds(Signature, st.sampled_from(Party), texts, texts, st.booleans())
contents = st.builds(
    LetterContent, texts, st.lists(blocks, max_size=4).map(tuple), st.lists(signatures, max_size=3).map(tuple)
)


@given(contents)
def test_a_content_survives_being_stored(content: LetterContent) -> None:
    again = content_from_dict(content.as_dict())  # type: ignore[arg-type]
    assert again == content
    assert again.sha256() == content.sha256()


@given(contents, contents)
def test_two_contents_have_the_same_digest_only_if_they_say_the_same(one: LetterContent, two: LetterContent) -> None:
    assert (one.sha256() == two.sha256()) == (one == two)
