"""One spelling for what people write differently, and what it leaves apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.lib.names import fold
from ekelurahan.lib.spelling import as_written, beginnings_of, common_spelling, insides_of, words_of_name

TOGETHER = """
MUHAMMAD MUHAMAD MOHAMMAD MOHAMAD MOCHAMAD MOCHAMMAD MUCHAMMAD MUKHAMAD MUHAMMED MOEHAMMAD MOHD MOH MUH MHD MOCH M
SOEKARNO SUKARNO
DJOKO JOKO
TJANDRA CANDRA CHANDRA
SJAMSUDDIN SYAMSUDDIN SYAMSUDIN SAMSUDDIN
ACHMAD AHMAD AKHMAD
CHAIRUL KHAIRUL CHAERUL HAIRUL
RIZKY RIZKI RISKI RISKY RIZQI RIZQY RIZKIE
FATIMAH FATIMA FATHIMAH
YUSUF YUSUP JOESOEF
NOVI NOPI NOFI NOVIE NOVY
SUPRIYADI SUPRIADI SOEPRIJADI
SYAIFUL SAIFUL SAEFUL SYAEFUL SAIPUL
RAMADHAN RAMADAN
ABDUL ABDOEL ABD ABDUR
DZULKIFLI ZULKIFLI ZULKIFLY
CHRISTINA KRISTINA
SILVIA SYLVIA SILVYA
KHADIJAH CHADIJAH
UTSMAN USMAN
MUCHTAR MUKHTAR MUHTAR
NJIMAS NYIMAS NYM
WIDJAJA WIJAYA
SETYAWAN SETIAWAN
TJAHJADI CAHYADI
KMS KEMAS
RICKY RIKI
""".strip().splitlines()
APART = "SITI SITA BUDI RUDI ADI ANDI JAYA YAYA HANA HANI DINI DINA MUHTAR MUHAMAD RAHMAT RAHMAN SULTAN SULTON"
NAMES = """SOEKARNO TJANDRA DJOJODININGRAT SYAMSUDDIN CHAIRUNNISA CHANDRAWATI MUHAMMAD MOCHAMMAD FATIMAH ACHMAD NYIMAS
KHOIRUNNISAK ZULKARNAIN DZULFIKAR RIZQY SUPRIYADI WIDJAJAKUSUMA SYLVIA PHILIP XAVERIUS THERESIA BACHTIAR QOMARIAH""".split()  # noqa: SIM905  # a list of words
words = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=14)


@pytest.mark.parametrize("family", TOGETHER)
def test_spellings_of_one_word_are_one(family: str) -> None:
    assert len({common_spelling(word) for word in family.split()}) == 1


def test_different_words_stay_apart() -> None:
    apart = APART.split()
    assert len({common_spelling(word) for word in apart}) == len(apart)


@given(words)
def test_the_common_spelling_is_its_own_and_never_empty(word: str) -> None:
    spelled = common_spelling(word)
    assert spelled
    assert common_spelling(spelled) == spelled


@given(st.text(max_size=30))
def test_every_name_has_words_that_are_found_again_whole(name: str) -> None:
    for word in fold(name).split():
        assert common_spelling(word) in words_of_name(name)
        assert common_spelling(word).startswith(beginnings_of(word))


@pytest.mark.parametrize("name", NAMES)
def test_a_word_is_found_while_it_is_typed(name: str) -> None:
    """At some letters one has to type one more (SO… is not yet SOEKARNO), never two."""
    found = [common_spelling(name).startswith(beginnings_of(name[:length])) for length in range(3, len(name) + 1)]
    assert found[-1]
    assert all(one or following for one, following in pairwise(found))


@pytest.mark.parametrize(
    ("part", "name"), [("UDDIN", "SYAMSUDDIN"), ("DIN", "SYAMSUDIN"), ("MAH", "FATIMAH"), ("ZKY", "RIZKY")]
)
def test_a_part_of_a_word_is_found_inside_it_or_at_its_end(part: str, name: str) -> None:
    inside, end = insides_of(part)
    assert inside in common_spelling(name) or common_spelling(name).endswith(end)


@pytest.mark.parametrize(
    ("typed", "name"), [("IZH", "IZHAR"), ("TEDAK", "TEDAKHO"), ("MUC", "MUCHTAR"), ("AISY", "AISYAH")]
)
def test_half_of_a_sign_finds_what_it_may_become(typed: str, name: str) -> None:
    assert common_spelling(name).startswith(beginnings_of(typed))


def test_muhammad_is_meant_from_three_letters_on() -> None:
    assert "MUHAMAD".startswith(beginnings_of("MOH"))
    assert "MUHAMAD".startswith(beginnings_of("MOCHA"))
    assert not "MUHAMAD".startswith(beginnings_of("MO"))


def test_words_are_kept_as_somebody_wrote_them() -> None:
    assert list(as_written("Moh. Nur'aini, S.Pd")) == [
        ("MOH.", "MOH"), ("NUR'AINI", "NURAINI"), ("S", "S"), ("PD", "PD"),
    ]  # fmt: skip
    assert list(as_written(" - ")) == []
