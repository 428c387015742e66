"""KK number, NIP, Roman numerals, masks and ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.lib.ids import new_id
from ekelurahan.lib.mask import masked_name, masked_number
from ekelurahan.lib.nip import nip_problem, printed_nip
from ekelurahan.lib.no_kk import Problem, check_no_kk
from ekelurahan.lib.roman import roman


@pytest.mark.parametrize(
    "no_kk", ["", "167114010120001", "16711401012000011", "167114010120000a", "１６７１１４０１０１２００００１"]
)
def test_a_kk_number_must_have_16_digits(no_kk: str) -> None:
    assert check_no_kk(no_kk).errors == (Problem.NOT_16_DIGITS,)


def test_a_kk_number_without_serial_is_refused() -> None:
    assert check_no_kk("1671140101200000").errors == (Problem.NO_SERIAL,)


def test_an_odd_kk_number_only_warns() -> None:
    assert check_no_kk("1671140101200001").warnings == ()
    assert check_no_kk("9999144501200001").warnings == (Problem.UNKNOWN_REGION, Problem.ODD_DATE)


@pytest.mark.parametrize("nip", ["197201011998031004", "199001012022211001"])
def test_a_nip_of_an_official_or_of_one_with_a_contract_is_right(nip: str) -> None:
    assert nip_problem(nip) is None


@pytest.mark.parametrize(
    ("nip", "word"),
    [
        ("19720101199803100", "18 angka"),
        ("197213011998031004", "tanggal lahir"),
        ("197201011998131004", "bulan"),
        ("197201011998033004", "jenis kelamin"),
    ],
)
def test_a_wrong_nip_is_refused_in_words(nip: str, word: str) -> None:
    assert word in (nip_problem(nip) or "")


def test_a_nip_is_printed_in_groups() -> None:
    assert printed_nip("197201011998031004") == "19720101 199803 1 004"
    assert printed_nip("130123456") == "130123456"


@pytest.mark.parametrize(
    ("number", "sign"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII"), (2026, "MMXXVI"), (3999, "MMMCMXCIX")]
)
def test_roman_numerals(number: int, sign: str) -> None:
    assert roman(number) == sign


@given(st.integers(1, 3998))
def test_no_two_numbers_share_a_numeral(number: int) -> None:
    assert roman(number) != roman(number + 1)


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_there_is_no_roman_numeral_outside_its_range(number: int) -> None:
    with pytest.raises(ValueError, match="numeral"):
        roman(number)


@given(st.text("0123456789", min_size=0, max_size=20))
def test_a_masked_number_keeps_its_length_and_hides_the_middle(digits: str) -> None:
    masked = masked_number(digits)
    assert len(masked) == len(digits)
    assert masked.count("*") >= min(len(digits), 1)
    assert masked_number("1671144101900001") == "167114********01"


@given(st.text("ABC abc.'"))
def test_a_masked_name_shows_first_letters_only(name: str) -> None:
    assert all(set(word[1:]) <= {"*"} for word in masked_name(name).split(" "))
    assert masked_name("SITI AMINAH") == "S*** A*****"
    assert masked_name("M Said") == "* S***"


def test_ids_sort_by_time_and_are_of_version_7() -> None:
    ids = [new_id() for _ in range(1000)]
    assert sorted(ids) == ids
    assert {made.version for made in ids} == {7}
