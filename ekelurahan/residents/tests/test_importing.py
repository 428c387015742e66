"""Importing OpenSID's Excel format: what is understood, what is refused, and that nothing is done by halves."""

from datetime import date
from pathlib import Path

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.residents.importing import Report, Wishes, run
from ekelurahan.residents.importing.columns import COLUMNS
from ekelurahan.residents.models import FamilyCard, Resident
from ekelurahan.residents.queries import count_residents, search
from ekelurahan.residents.tests.books import HEAD, HEADERS, WIFE, Cells, write_book

pytestmark = pytest.mark.django_db

PLAJU_ULU, PLAJU_DARAT = 1671141001, 1671141002


def imported(path: Path, *people: Cells, dry_run: bool = False, **how: object) -> Report:
    book = write_book(path / "a.xlsx", people, **how)  # type: ignore[arg-type]
    return run(book, PLAJU_ULU, by=None, wishes=Wishes(dry_run=dry_run))


def only_error(report: Report) -> tuple[int, str, str]:
    assert (report.errors.count, report.refused) == (1, 1), report.lines()
    found = report.errors.listed[0]
    with office_scope(PLAJU_ULU):
        assert count_residents() == report.new == report.rows - 1
    return found.row, found.column, found.message


def test_a_family_is_imported_with_codes_and_labels(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD, WIFE)
    assert (report.rows, report.new, report.new_cards, report.lines()[1:]) == (2, 2, 1, [])
    with office_scope(PLAJU_ULU):
        head, wife = Resident.objects.select_related("family_card").order_by("birth_date")
        assert (head.name, head.sex, head.occupation, head.birth_date) == (
            "AHMAD DAHLAN",
            "male",
            "private_employee",
            date(1988, 1, 1),
        )
        assert (wife.name, wife.sex) == ("SITI NUR'AINI", "female")
        assert (wife.religion, wife.occupation) == ("islam", "homemaker")
        assert (wife.marital_status, wife.family_relation, wife.birth_date) == ("married", "wife", date(1990, 5, 15))
        assert wife.family_card == head.family_card
        assert (head.family_card.rt, head.family_card.rw, head.family_card.hamlet) == ("001", "002", "I")
        assert [row.name for row in search("nuraini siti")] == ["SITI NUR'AINI"]
        assert Entry.objects.get().action == "resident.import"


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    report = imported(tmp_path, HEAD, WIFE)
    assert (report.new, report.changed, report.unchanged, report.new_cards, report.changed_cards) == (0, 0, 2, 0, 0)
    assert "0 penduduk baru, 0 diubah" in report.outcome


def test_a_dry_run_reports_the_same_and_writes_nothing(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD, WIFE, dry_run=True)
    assert (report.new, report.new_cards, report.written) == (2, 1, False)
    assert "Uji coba" in report.outcome
    with office_scope(PLAJU_ULU):
        assert (count_residents(), FamilyCard.objects.count(), Entry.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("sheet", ["Data Penduduk", "Sheet1", "data penduduk ", "Warga 2026"])
def test_the_sheet_is_known_by_its_columns(tmp_path: Path, sheet: str) -> None:
    assert imported(tmp_path, HEAD, sheet=sheet).new == 1


def test_columns_may_stand_in_any_order_and_some_may_be_missing(tmp_path: Path) -> None:
    assert imported(tmp_path, HEAD, WIFE, headers=sorted(HEAD, reverse=True)).new == 2


def test_a_column_that_is_not_known_is_told_and_left_out(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD, headers=[*HEADERS, "zodiak"])
    assert (report.new, [(found.row, found.column) for found in report.warnings.listed]) == (1, [(1, "zodiak")])


@pytest.mark.parametrize(
    ("headers", "word"),
    [
        ([*HEADERS, "nik"], "ada dua kali: nik"),
        ([header for header in HEADERS if header != "no_kk"], "tanpa kolom Nomor KK"),
    ],
)
def test_a_header_that_does_not_fit_is_named(tmp_path: Path, headers: list[str], word: str) -> None:
    assert word in imported(tmp_path, HEAD, headers=headers).problem


def test_rows_after_the_end_mark_and_empty_rows_are_left_out(tmp_path: Path) -> None:
    after: list[list[object]] = [[None] * 44, ["", "###"], ["x"] * 44]
    report = imported(tmp_path, HEAD, after=after)
    assert (report.rows, report.new, report.errors.count) == (1, 1, 0)


def test_the_example_of_the_template_is_skipped(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD | {"alamat": "Jl Melati Raya No. 234", "nik": "3275014601977005"}, HEAD)
    assert (report.rows, report.new, report.warnings.listed[0].row) == (1, 1, 2)


@pytest.mark.parametrize("born", ["1988-01-01", "01-01-1988", "1/1/1988", date(1988, 1, 1), 32143, "'1988-01-01"])
def test_four_shapes_of_dates_are_understood(tmp_path: Path, born: object) -> None:
    assert imported(tmp_path, HEAD | {"tanggallahir": born}).new == 1
    with office_scope(PLAJU_ULU):
        assert Resident.objects.get().birth_date == date(1988, 1, 1)


def test_all_44_columns_have_a_home(tmp_path: Path) -> None:
    full = HEAD | {
        "pendidikan_sedang_id": "18", "ayah_nik": "9971140101500001", "ibu_nik": "9971144101550001",
        "akta_lahir": "474.1/12", "dokumen_pasport": "X123456", "tanggal_akhir_paspor": "2030-01-31",
        "dokumen_kitas": "2C21", "akta_perkawinan": "12/1/2010", "tanggalperkawinan": "2010-01-12",
        "akta_perceraian": "-", "tanggalperceraian": "0000-00-00", "cacat_id": "7", "cara_kb_id": "3", "hamil": "2",
        "ktp_el": "2", "status_rekam": "4", "alamat_sekarang": "Jl. Lain", "status_dasar": "HIDUP", "suku": "Melayu",
        "tag_id_card": "1234567890", "id_asuransi": "99", "no_asuransi": "000123", "lat": -2.99, "lng": 104.76,
        "ket": "catatan",
    }  # fmt: skip
    assert len(COLUMNS) == 44
    assert set(full) == set(HEADERS)
    report = imported(tmp_path, full)
    assert (report.new, report.errors.count) == (1, 0), report.lines()
    with office_scope(PLAJU_ULU):
        resident = Resident.objects.select_related("family_card").get()
    for column in COLUMNS:
        where = resident.family_card if column.field in {"no_kk", "address", "hamlet", "rt", "rw"} else resident
        value = getattr(where, column.field)
        assert bool(value) != (column.header in {"akta_perceraian", "tanggalperceraian"}), column.header
    assert resident.latitude == "-2.99"


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("nik", "997114010188001", "tepat 16 angka"),
        ("nik", "9971143213880001", "tanggal lahir"),
        ("nik", "9971140101880000", "0000"),
        ("nik", "", "wajib diisi"),
        ("nik", 9971140101880010, "menghapus angka terakhir"),
        ("no_kk", "123", "tepat 16 angka"),
        ("no_kk", "9971140101200000", "0000"),
        ("no_kk", "", "belum terdaftar"),
        ("ayah_nik", "12", "tepat 16 angka"),
        ("sex", "3", "1-2"),
        ("agama_id", "Jedi", "1-7"),
        ("pekerjaan_id", "90", "1-89"),
        ("status_dasar", "5", "1, 2, 3, 4, 6, 9"),
        ("tanggallahir", "31-02-1990", "kalender"),
        ("tanggallahir", "1 Januari 1990", "bukan tanggal"),
        ("tanggallahir", "2199-01-01", "masa depan"),
        ("tanggallahir", "", "wajib diisi"),
        ("rt", "12A", "tiga angka"),
        ("rt", "-", "wajib diisi"),
        ("akta_lahir", "x" * 51, "terlalu panjang"),
        ("tag_id_card", "123", "10 sampai 17"),
        ("nama", "...", "wajib diisi"),
    ],
)
def test_a_wrong_cell_is_named_and_only_its_row_stays_out(
    tmp_path: Path, column: str, value: object, word: str
) -> None:
    row, named, message = only_error(imported(tmp_path, WIFE, HEAD | {column: value}))
    assert (row, named) == (3, column)
    assert word in message


def test_a_row_holds_several_errors_and_all_rows_are_looked_at(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD | {"sex": "x", "agama_id": "y"}, WIFE | {"rt": "abcd"})
    assert [(found.row, found.column) for found in report.errors.listed] == [(2, "sex"), (2, "agama_id"), (3, "rt")]
    assert "2 baris ditolak (3 kesalahan" in report.outcome


def test_many_errors_are_counted_and_a_thousand_listed(tmp_path: Path) -> None:
    report = imported(tmp_path, *[HEAD | {"sex": "x"}] * 1200)
    assert (report.errors.count, len(report.errors.listed)) == (1200, 1000)
    assert report.lines()[-1].endswith("dan 200 lagi.")


def test_the_same_nik_twice_with_different_words_is_a_conflict_of_both_rows(tmp_path: Path) -> None:
    report = imported(tmp_path, WIFE, HEAD, HEAD | {"nama": "LAIN"})
    assert (report.new, report.refused, [found.row for found in report.conflicts.listed]) == (1, 2, [3, 4])
    assert "baris 4" in report.conflicts.listed[0].message


def test_the_same_row_twice_is_one_row(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD, WIFE, HEAD)
    assert (report.new, report.refused, report.unchanged) == (2, 0, 0)
    assert "baris 2" in report.warnings.listed[0].message


def test_a_birth_date_that_contradicts_the_nik_only_warns(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD | {"tanggallahir": "1987-01-01", "sex": "2"})
    assert report.new == 1
    assert {found.column for found in report.warnings.listed} == {"tanggallahir", "sex"}


def test_a_known_nik_is_updated_by_filled_cells_only(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    report = imported(tmp_path, {"nik": WIFE["nik"], "nama": "Siti Aminah", "agama_id": "", "pekerjaan_id": "84"}, HEAD)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    with office_scope(PLAJU_ULU):
        wife = Resident.objects.get(nik=WIFE["nik"])
        assert (wife.name, wife.religion, wife.occupation, wife.birth_place) == (
            "SITI AMINAH",
            "islam",
            "merchant",
            "PALEMBANG",
        )
        assert search("nuraini") == []
        assert [row.name for row in search("amin")] == ["SITI AMINAH"]


def test_a_new_address_changes_the_card_and_a_row_without_card_number_means_its_own(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    report = imported(tmp_path, {"nik": HEAD["nik"], "nama": HEAD["nama"], "alamat": "Lr. Sintren", "rt": "9"})
    assert (report.changed, report.changed_cards, report.new_cards) == (0, 1, 0)
    with office_scope(PLAJU_ULU):
        assert (FamilyCard.objects.get().address, FamilyCard.objects.get().rt) == ("Lr. Sintren", "009")


def test_somebody_who_moves_to_another_card_leaves_the_old_one(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    report = imported(tmp_path, HEAD, WIFE | {"no_kk": "9971140202200002"})
    assert (report.changed, report.new_cards) == (1, 1)


def test_people_without_nik_are_known_by_name_place_and_date(tmp_path: Path) -> None:
    baby = HEAD | {"nik": "0", "nama": "Bayi", "tanggallahir": "2026-10-01", "kk_level": "4"}
    assert imported(tmp_path, HEAD, baby).new == 2
    assert imported(tmp_path, HEAD, baby).unchanged == 2
    report = imported(tmp_path, HEAD, baby | {"nik": "9971140110260001"})
    assert (report.new, report.changed) == (0, 1)
    with office_scope(PLAJU_ULU):
        assert [row.masked_nik for row in search("bayi")] == ["997114********01"]


def test_twins_without_nik_stay_two(tmp_path: Path) -> None:
    baby = HEAD | {"nik": "0", "nama": "Bayi", "tanggallahir": "2026-10-01"}
    assert imported(tmp_path, baby, baby | {"kk_level": "4"}).new == 2
    assert imported(tmp_path, baby, baby | {"kk_level": "4"}).unchanged == 2


def test_a_second_head_becomes_other_and_addresses_that_differ_are_told(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD, WIFE | {"kk_level": "1", "alamat": "Lr. Lain"})
    assert [(found.row, found.column) for found in report.warnings.listed] == [(3, "alamat"), (3, "kk_level")]
    with office_scope(PLAJU_ULU):
        assert Resident.objects.get(nik=WIFE["nik"]).family_relation == "other"
        assert FamilyCard.objects.get().address == HEAD["alamat"]
    assert imported(tmp_path, HEAD, WIFE | {"kk_level": "1", "alamat": "Lr. Lain"}).unchanged == 2


def test_another_office_keeps_its_people(tmp_path: Path) -> None:
    imported(tmp_path, HEAD)
    other = write_book(tmp_path / "b.xlsx", [HEAD | {"nik": "9901011505800999"}])
    assert run(other, PLAJU_DARAT, by=None).new == 1
    with office_scope(PLAJU_ULU):
        assert count_residents() == 1


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    people = [HEAD | {"nik": f"99711401018800{number:02d}"} for number in range(10, 90)]
    wishes = Wishes(progress=lambda done, total: seen.append((done, total)))
    run(write_book(tmp_path / "a.xlsx", people), PLAJU_ULU, by=None, wishes=wishes)
    assert seen[0] == (0, 80)
    assert seen[-1] == (80, 80)
