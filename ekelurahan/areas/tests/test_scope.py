"""Areas as ranges of codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.areas.scope import Area, area_of_code, dotted


@pytest.mark.parametrize(
    ("code", "lo", "hi"),
    [
        ("16", 1600000000, 1699999999),
        ("16.71", 1671000000, 1671999999),
        ("16.71.14", 1671140000, 1671149999),
        ("16.71.14.1001", 1671141001, 1671141001),
        ("1671141001", 1671141001, 1671141001),
    ],
)
def test_a_code_is_the_range_of_what_lies_below_it(code: str, lo: int, hi: int) -> None:
    assert area_of_code(code) == Area(lo, hi)


@pytest.mark.parametrize("code", ["", "1", "167", "16.71.14.100", "16.71.14.10011", "1a", "16,71", "١٦"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="tidak dikenal"):
        area_of_code(code)


@given(st.integers(1_100_000_000, 9_999_999_999))
def test_writing_a_code_and_reading_it_gives_the_same_kelurahan(kelurahan_id: int) -> None:
    code = dotted(kelurahan_id)
    assert area_of_code(code) == Area(kelurahan_id, kelurahan_id)
    for end in (2, 5, 8):
        assert kelurahan_id in area_of_code(code[:end])
    assert kelurahan_id not in area_of_code("11" if not code.startswith("11") else "12")
