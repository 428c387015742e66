"""Letter numbers: the patterns that offices use, and those that cannot number letters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.letters.number import PLACEHOLDERS, NumberPatternError, check_pattern, letter_number

NOVEMBER = date(2026, 11, 24)
DEFAULT = "{classification}/{serial:03d}/{unit}/{month}/{year}"


def number(pattern: str, *, serial: int = 12, on: date = NOVEMBER) -> str:
    return letter_number(pattern, serial=serial, on=on, classification="400.12.2.1", unit="PLU", code="SKD")


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (DEFAULT, "400.12.2.1/012/PLU/XI/2026"),
        ("{classification}/{serial}/Handil Suruk/{year}", "400.12.2.1/12/Handil Suruk/2026"),
        ("470/{serial}/SK/DKPS/{year}", "470/12/SK/DKPS/2026"),
        ("{code}-{serial:04d}/{year}", "SKD-0012/2026"),
        ("{{{serial}}}/{year}", "{12}/2026"),
    ],
)
def test_the_patterns_in_use_give_the_numbers_in_use(pattern: str, written: str) -> None:
    assert number(pattern) == written


def test_a_serial_longer_than_its_width_is_written_whole() -> None:
    assert number(DEFAULT, serial=12345) == "400.12.2.1/12345/PLU/XI/2026"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{classification}/{serial}/{bulan}/{year}", "tidak dikenal: {bulan}"),
        ("{classification}/{serial}", "harus memuat {year}"),
        ("{classification}/{year}", "harus memuat {serial}"),
        ("470", "harus memuat {serial}, {year}"),
        ("{serial}/{year}/{", "tidak berpasangan"),
        ("{serial}/{year}/{}", "hanya mengenal"),
        ("{serial:x}/{year}", "Hanya {serial} boleh diberi lebar"),
        ("{serial:{year}}/{year}", "Hanya {serial} boleh diberi lebar"),
        ("{serial}/{year:>30}", "Hanya {serial} boleh diberi lebar"),
        ("{serial!r}/{year}", "Hanya {serial} boleh diberi lebar"),
        ("{serial.__class__}/{year}", "tidak dikenal"),
        ("{serial[0]}/{year}", "tidak dikenal"),
    ],
)
def test_a_pattern_that_cannot_number_letters_is_refused_with_a_reason(pattern: str, words: str) -> None:
    with pytest.raises(NumberPatternError) as refusal:
        number(pattern)
    assert words in str(refusal.value)


@pytest.mark.parametrize("serial", [0, -1])
def test_serials_start_at_one(serial: int) -> None:
    with pytest.raises(NumberPatternError):
        number(DEFAULT, serial=serial)


@given(serial=st.integers(1, 10**6), other=st.integers(1, 10**6), on=st.dates(), same=st.dates())
def test_two_letters_of_a_series_never_share_a_number(serial: int, other: int, on: date, same: date) -> None:
    same = same.replace(year=on.year) if (same.month, same.day) != (2, 29) else on
    numbers_agree = number(DEFAULT, serial=serial, on=on) == number(DEFAULT, serial=other, on=same)
    assert not numbers_agree or serial == other


@given(st.text(alphabet="{}serialyear:03d!/x", max_size=30))
def test_any_text_is_either_a_pattern_or_refused(pattern: str) -> None:
    try:
        check_pattern(pattern)
    except NumberPatternError as refusal:
        assert str(refusal)  # noqa: PT017  # either outcome is right
    else:
        assert "2026" in number(pattern)


@given(st.permutations(PLACEHOLDERS))
def test_placeholders_stand_in_any_order(order: list[str]) -> None:
    pattern = "/".join(f"{{{name}}}" for name in order)
    values = {
        "classification": "400.12.2.1",
        "serial": "12",
        "unit": "PLU",
        "code": "SKD",
        "month": "XI",
        "year": "2026",
    }
    assert number(pattern) == "/".join(values[name] for name in order)
