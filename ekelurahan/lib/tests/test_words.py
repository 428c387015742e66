"""Dates, names and code lists as people write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.lib import codes, registry_codes
from ekelurahan.lib.coded import Coded
from ekelurahan.lib.dates_id import MONTHS, long_date, long_date_with_weekday, parse_date, short_date
from ekelurahan.lib.names import after_prefix, fold, search_words

LISTS = [
    codes.Sex, codes.Religion, codes.Education, codes.Occupation, codes.MaritalStatus, codes.MaritalRecord,
    codes.FamilyRelation, codes.BloodGroup, codes.Citizenship, codes.Disability, registry_codes.Schooling,
    registry_codes.Contraception, registry_codes.Pregnancy, registry_codes.IdCard, registry_codes.IdCardStatus,
    registry_codes.LifeStatus, registry_codes.Insurance,
]  # fmt: skip


def test_a_date_is_written_in_indonesian() -> None:
    day = date(2026, 11, 24)
    assert long_date(day) == "24 November 2026"
    assert long_date_with_weekday(day) == "Selasa, 24 November 2026"
    assert short_date(day) == "24-11-2026"
    assert len(MONTHS) == 12


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_the_four_shapes_mean_the_same_day(day: date) -> None:
    shapes: list[object] = [
        day, datetime(day.year, day.month, day.day, tzinfo=UTC), (day - date(1899, 12, 30)).days, float((day - date(1899, 12, 30)).days),
        f"{day:%Y-%m-%d}", f"'{day:%Y-%m-%d}", f"{day:%Y-%m-%d} 00:00:00", f"{day:%d-%m-%Y}", f" {day:%d/%m/%Y} ",
        f"{day.day}/{day.month}/{day.year}",
    ]  # fmt: skip
    assert {parse_date(shape) for shape in shapes} == {day}


@pytest.mark.parametrize(
    "value", ["", "20-05/1970", "1970/05/20", "20 Mei 1970", "31-02-1990", "5", 12, 1.5, None, "20-05-70"]
)
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="tanggal"):
        parse_date(value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Siti Nur'aini", ("SITI", "NURAINI")),
        ("H. Moh.Said, S.Pd", ("H", "MOH", "SAID", "S", "PD")),
        ("Ma\u2019ruf  Ma'ruf", ("MARUF",)),
        ("José Núñez-Peña", ("JOSE", "NUNEZ", "PENA")),
        ("...", ()),
    ],
)
def test_a_name_is_folded_into_words(name: str, words: tuple[str, ...]) -> None:
    assert search_words(name) == words


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text("ABCXYZ019", min_size=1), st.text("ABCXYZ019"), st.text("ABCXYZ019"))
def test_a_prefix_is_a_range(prefix: str, rest: str, other: str) -> None:
    assert prefix <= prefix + rest < after_prefix(prefix)
    assert (prefix <= other < after_prefix(prefix)) == other.startswith(prefix)


@pytest.mark.parametrize("coded", LISTS)
def test_a_code_list_has_unique_numbers_and_reads_its_own_labels(coded: type[Coded]) -> None:
    numbers = [member.number for member in coded]
    assert len(set(numbers)) == len(numbers)
    for member in coded:
        assert coded.from_text(member.label) is member
        assert coded.from_text(f"  {member.label.lower().replace('/', ' / ')} ") is member
        assert coded.from_text(str(member.number)) is member
        assert coded.from_text(f"{member.number:02d}") is member
        assert member.words


@pytest.mark.parametrize(
    ("coded", "text", "member"),
    [
        (codes.Sex, "Lk", codes.Sex.MALE),
        (codes.Sex, "Pr", codes.Sex.FEMALE),
        (codes.MaritalStatus, "CM", codes.MaritalStatus.WIDOWED),
        (codes.BloodGroup, "Tdk Th", codes.BloodGroup.UNKNOWN),
        (codes.BloodGroup, "AB-", codes.BloodGroup.AB_NEGATIVE),
        (codes.BloodGroup, "O+", codes.BloodGroup.O_POSITIVE),
        (codes.Education, "Akademi/Diploma III/S. Muda", codes.Education.DIPLOMA_3),
        (registry_codes.LifeStatus, "PINDAH DALAM NEGERI", registry_codes.LifeStatus.MOVED),
        (codes.Sex, "3", None),
        (codes.Religion, "", None),
    ],
)
def test_other_spellings_are_understood_and_others_refused(coded: type[Coded], text: str, member: Coded | None) -> None:
    assert coded.from_text(text) is member


def test_the_lists_have_their_official_lengths() -> None:
    assert [len(coded) for coded in LISTS[:10]] == [2, 7, 10, 89, 4, 6, 11, 13, 3, 7]


def test_what_f101_asks_leads_to_what_the_ktp_says() -> None:
    assert codes.MaritalRecord.MARRIED_UNRECORDED.on_ktp is codes.MaritalStatus.MARRIED
    assert [record for record in codes.MaritalRecord if record.needs_statement] == [
        codes.MaritalRecord.MARRIED_UNRECORDED,
        codes.MaritalRecord.DIVORCED_UNRECORDED,
    ]


def test_the_state_of_a_card_is_said_in_indonesian_and_read_in_the_words_of_siak_too() -> None:
    for member in registry_codes.IdCardStatus:
        assert "card" not in member.words.lower()
        assert registry_codes.IdCardStatus.from_text(member.label) is member
        assert registry_codes.IdCardStatus.from_text(member.words) is member


def test_labels_read_as_words() -> None:
    assert codes.Sex.MALE.words == "Laki-laki"
    assert codes.Occupation.CIVIL_SERVANT.words == "Pegawai Negeri Sipil (PNS)"
    assert registry_codes.CardStatus.LODGING.words == "Numpang KK"
    assert registry_codes.CardStatus.NEW.words == "Membuat KK Baru"
    assert registry_codes.BirthSite.HOSPITAL.words == "RS/RB"
    assert registry_codes.StayPermit.ITAS.words == "ITAS (terbatas)"
    assert codes.Disability.NONE.words == "Bukan penyandang disabilitas"
    assert codes.Sex.FEMALE.letter == "P"
