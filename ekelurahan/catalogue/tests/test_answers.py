"""Answers of every kind: what is taken, how it is kept, and what is said against the others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.catalogue.answers import Unusable, as_written, check, clean
from ekelurahan.catalogue.service import Field, Kind
from ekelurahan.tests.fictitious.cloud.service import PERMIT

TODAY = date(2026, 11, 24)


def asked(kind: Kind, **more: object) -> Field:
    return Field("it", "Jawaban", kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.TEXT, "  Melamar   kerja\n", "Melamar kerja"),
        (Kind.TEXT, "e\u0301lan", "élan"),
        (Kind.LONG_TEXT, "satu\r\ndua", "satu dua"),
        (Kind.DATE, "2020-02-29", "2020-02-29"),
        (Kind.DATE, "1-3-2019", "2019-03-01"),
        (Kind.DATE, "01/03/2019", "2019-03-01"),
        (Kind.DATE, "24-11-2026", "2026-11-24"),
        (Kind.CHOICE, "Stratus", "Stratus"),
        (Kind.NIK, "9900 1420 0570 0003", "9900142005700003"),
        (Kind.RT_RW, "4", "004"),
        (Kind.RT_RW, "012", "012"),
        (Kind.PHONE, "0812 3456-7890", "081234567890"),
        (Kind.PHONE, "+62 (812) 3456.7890", "+6281234567890"),
    ],
)
def test_what_is_taken_is_kept_in_one_shape(kind: Kind, typed: str, kept: str) -> None:
    choices = ("Kumulus", "Stratus") if kind is Kind.CHOICE else ()
    assert check(asked(kind, choices=choices), typed, today=TODAY) == kept
    assert check(asked(kind, choices=choices), kept, today=TODAY) == kept, "cleaning twice changes nothing"


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Kind.TEXT, " \n ", "Isi «Jawaban»"),
        (Kind.TEXT, "x" * 121, "paling panjang 120 huruf; sekarang 121"),
        (Kind.TEXT, "a\x00b", "tidak dapat dicetak"),
        (Kind.TEXT, "a\u202eb", "tidak dapat dicetak"),
        (Kind.TEXT, "a\ud800b", "tidak dapat dicetak"),
        (Kind.DATE, "kemarin", "bukan tanggal"),
        (Kind.DATE, "31-02-2020", "tidak ada di kalender"),
        (Kind.DATE, "25-11-2026", "masa depan"),
        (Kind.DATE, "01-01-1899", "terlalu lama"),
        (Kind.CHOICE, "Sirus", "dari daftar"),
        (Kind.CHOICE, "stratus", "dari daftar"),
        (Kind.NIK, "123", "16 angka"),
        (Kind.NIK, "9900149905700003", "Jawaban"),
        (Kind.RT_RW, "1234", "tiga angka"),
        (Kind.RT_RW, "²", "tiga angka"),
        (Kind.RT_RW, "٣", "tiga angka"),
        (Kind.RT_RW, "-1", "tiga angka"),
        (Kind.PHONE, "12345", "bukan nomor telepon"),
        (Kind.PHONE, "0812 ABC 7890", "bukan nomor telepon"),
        (Kind.PHONE, "+1 202 555 0100", "bukan nomor telepon"),
    ],
)
def test_what_is_not_taken_is_told_in_one_sentence(kind: Kind, typed: str, said: str) -> None:
    choices = ("Kumulus", "Stratus") if kind is Kind.CHOICE else ()
    with pytest.raises(Unusable) as refusal:
        check(asked(kind, choices=choices), typed, today=TODAY)
    assert said in str(refusal.value)


@pytest.mark.parametrize("kind", Kind)
def test_what_is_not_required_may_stay_empty(kind: Kind) -> None:
    assert check(asked(kind, required=False), "  ", today=TODAY) == ""


def test_every_wrong_answer_is_told_at_once_and_nothing_typed_is_lost() -> None:
    raw = dict(PERMIT.sample) | {"since": "besok", "rt": "banyak", "unknown": "x"}
    answers = clean(PERMIT, raw, today=TODAY)
    assert set(answers.errors) == {"since", "rt"}
    assert not answers.is_valid
    assert (answers.values["since"], answers.values["rt"]) == ("besok", "banyak")
    assert "unknown" not in answers.values
    assert set(answers.values) == {item.name for item in PERMIT.fields}


@given(st.dictionaries(st.sampled_from([item.name for item in PERMIT.fields]), st.text(max_size=200)))
def test_whatever_is_typed_cleaning_answers_and_is_stable(raw: dict[str, str]) -> None:
    answers = clean(PERMIT, raw, today=TODAY)
    again = clean(PERMIT, answers.values, today=TODAY)
    assert again.values == answers.values
    assert set(again.errors) == set(answers.errors)
    if answers.is_valid:
        as_written(PERMIT, answers.values)


def test_dates_are_written_out_and_gaps_stay_empty() -> None:
    written = as_written(PERMIT, {"since": "2020-02-29"})
    assert written["since"] == "29 Februari 2020"
    assert written["remark"] == ""
