"""Rows that contradict each other or the registry: kept out where nobody can know, and never lost."""

from pathlib import Path

import pytest
from django.utils import timezone

from ekelurahan.areas.scope import office_scope
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.residents.importing import Report, Wishes, run
from ekelurahan.residents.importing.reading import open_book
from ekelurahan.residents.models import Change, ClosedMonth, Event, FamilyCard, Neighbourhood, Pair, Resident
from ekelurahan.residents.tests.books import HEAD, WIFE, Cells, write_book
from ekelurahan.tests.people import Town

pytestmark = pytest.mark.django_db

PLAJU_ULU, PLAJU_DARAT = 1671141001, 1671141002


def imported(folder: Path, *people: Cells, wishes: Wishes | None = None, office: int = PLAJU_ULU) -> Report:
    return run(write_book(folder / "a.xlsx", people), office, by=None, wishes=wishes)


def conflicts(report: Report) -> list[tuple[int, str, str]]:
    return [(found.row, found.column, found.message) for found in report.conflicts.listed]


@pytest.mark.parametrize(("status", "word"), [("2", "tercatat mati"), ("3", "tercatat pindah"), ("4", "hilang")])
def test_nobody_is_brought_back_to_life(tmp_path: Path, status: str, word: str) -> None:
    imported(tmp_path, HEAD, WIFE)
    assert imported(tmp_path, WIFE | {"status_dasar": status}).changed == 1
    for said in (WIFE, WIFE | {"status_dasar": "1"}):
        report = imported(tmp_path, HEAD, said)
        ((row, _column, message),) = conflicts(report)
        assert (row, report.unchanged, word in message) == (3, 1, True)
    assert imported(tmp_path, WIFE | {"status_dasar": status}).unchanged == 1


def test_the_archive_can_be_imported_again_as_it_is(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE | {"status_dasar": "MATI"})
    report = imported(tmp_path, HEAD, WIFE | {"status_dasar": "2", "suku": "Melayu"})
    assert (report.refused, report.changed, report.changed_columns) == (0, 1, {"Suku": 1})


def test_somebody_who_died_since_is_a_change_that_is_shown(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    report = imported(tmp_path, WIFE | {"status_dasar": "2"}, wishes=Wishes(dry_run=True))
    assert [(one.row, one.column, one.before, one.after) for one in report.differences] == [
        (2, "Status dasar", "Hidup", "Mati")
    ]


def test_card_and_address_that_differ_are_shown_with_both_values(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    moved = WIFE | {"no_kk": "9971140202200002", "rt": "3"}
    report = imported(tmp_path, HEAD | {"alamat": "Lr. Baru"}, moved, wishes=Wishes(dry_run=True))
    shown = {(one.row, one.column): (one.before, one.after) for one in report.differences}
    assert shown[2, "Alamat"] == ("Jl. Kapten Abdullah No. 12", "Lr. Baru")
    assert shown[3, "Nomor KK"] == ("997114********01", "997114********02")
    assert report.changed_columns == {"Alamat": 1, "Nomor KK": 1}


def test_a_wrong_entry_is_an_event_of_its_own(tmp_path: Path) -> None:
    imported(tmp_path, HEAD)
    report = imported(tmp_path, HEAD | {"status_dasar": "9"}, WIFE | {"status_dasar": "9"})
    assert (conflicts(report)[0][0], report.refused, report.new) == (2, 1, 0)
    assert "dilewati" in report.warnings.listed[0].message


def test_a_row_that_fits_two_people_is_a_conflict(tmp_path: Path) -> None:
    baby = HEAD | {"nik": "0", "nama": "Bayi", "tanggallahir": "2026-10-01", "kk_level": "4"}
    assert imported(tmp_path, baby, baby | {"suku": "Melayu"}).new == 2
    report = imported(tmp_path, baby | {"nik": "9971140110260001"})
    assert (report.refused, "lebih dari satu" in conflicts(report)[0][2]) == (1, True)


def test_likely_doubles_are_listed_and_become_pairs_to_decide(tmp_path: Path, town: Town) -> None:
    imported(tmp_path, HEAD)
    report = imported(tmp_path, HEAD | {"nik": "9971140101880077", "kk_level": "11"})
    assert (report.new, report.refused, report.doubles.count) == (1, 0, 1)
    assert "Data ganda" in report.doubles.listed[0].message
    keep_all(Lane.IMPORTS)
    with office_scope(PLAJU_ULU):
        both = set(Resident.objects.filter(name="AHMAD DAHLAN").values_list("id", flat=True))
        assert {*Pair.objects.values_list("left", flat=True), *Pair.objects.values_list("right", flat=True)} == both


def test_a_mistyped_rt_is_told_once_for_all_its_rows(tmp_path: Path) -> None:
    imported(tmp_path, HEAD)
    report = imported(tmp_path, WIFE | {"no_kk": "9971140202200002", "rt": "91"}, HEAD | {"rt": "91"})
    assert [(found.row, found.value) for found in report.warnings.listed if found.column == "rt"] == [(2, "091/002")]
    assert "2 baris" in report.warnings.listed[0].message
    with office_scope(PLAJU_ULU):
        assert Neighbourhood.objects.count() == 0


def test_a_listed_rt_is_known(tmp_path: Path) -> None:
    imported(tmp_path, HEAD)
    with office_scope(PLAJU_ULU):
        Neighbourhood.objects.create(kelurahan_id=PLAJU_ULU, rw="002", rt="091", since="2026-01-01")
    assert imported(tmp_path, HEAD | {"rt": "91"}).warnings.count == 0


def test_a_head_beside_the_one_in_the_registry_becomes_other(tmp_path: Path) -> None:
    imported(tmp_path, HEAD)
    report = imported(tmp_path, WIFE | {"kk_level": "1"})
    assert "sudah mempunyai kepala keluarga" in report.warnings.listed[0].message
    assert imported(tmp_path, WIFE | {"kk_level": "1"}, HEAD).unchanged == 2
    with office_scope(PLAJU_ULU):
        assert Resident.objects.get(nik=HEAD["nik"]).family_relation == "head"
        assert Resident.objects.get(nik=WIFE["nik"]).family_relation == "other"


def test_a_head_who_steps_back_in_the_same_file_makes_room(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    report = imported(tmp_path, HEAD | {"kk_level": "11"}, WIFE | {"kk_level": "1"})
    assert (report.changed, report.warnings.count) == (2, 0)


def test_a_head_of_six_years_is_told(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD | {"nik": "9971140101200007", "tanggallahir": "2020-01-01"})
    assert "berumur 6 tahun" in report.warnings.listed[0].message


def test_a_child_older_than_its_mother_is_told(tmp_path: Path) -> None:
    child = HEAD | {"nik": "9971140101910009", "nama": "Anak", "tanggallahir": "1991-01-01", "kk_level": "4"}
    report = imported(
        tmp_path,
        WIFE | {"nik": "9971145505950001", "tanggallahir": "1995-05-15"},
        child | {"ibu_nik": "9971145505950001"},
    )
    assert "ibu_nik" in {found.column for found in report.warnings.listed if found.row == 3}
    report = imported(tmp_path, HEAD, child | {"ibu_nik": "9971145505950001", "ayah_nik": HEAD["nik"]})
    assert [(found.row, found.column) for found in report.warnings.listed] == [(3, "ibu_nik")]


def test_parents_are_linked_where_their_nik_is_known(tmp_path: Path) -> None:
    imported(tmp_path, HEAD)
    child = HEAD | {"nik": "0", "nama": "Anak", "tanggallahir": "2020-01-01", "kk_level": "4"}
    imported(tmp_path, child | {"ayah_nik": HEAD["nik"], "ibu_nik": WIFE["nik"]}, WIFE)
    with office_scope(PLAJU_ULU):
        ids = dict(Resident.objects.values_list("name", "id"))
        child_row = Resident.objects.get(name="ANAK")
    assert (child_row.father, child_row.mother) == (ids["AHMAD DAHLAN"], ids["SITI NUR'AINI"])


def test_a_closed_month_takes_no_import(tmp_path: Path) -> None:
    with office_scope(PLAJU_ULU):
        ClosedMonth.objects.create(kelurahan_id=PLAJU_ULU, month=timezone.localdate().replace(day=1), figures={})
    report = imported(tmp_path, HEAD)
    assert ("sudah ditutup" in report.problem, report.written) == (True, False)


def test_refused_rows_come_back_with_reasons_and_go_in_once_mended(tmp_path: Path) -> None:
    wishes = Wishes(refused_to=tmp_path / "ditolak.xlsx")
    twice = HEAD | {"nama": "Lain"}
    assert imported(tmp_path, WIFE | {"sex": "x", "agama_id": "y"}, HEAD, twice, wishes=wishes).refused == 3
    with open_book(tmp_path / "ditolak.xlsx") as book:
        head, first, second, third = [row for _, row in book.rows("Ditolak")]
    assert head[-1] == "Alasan penolakan"
    assert [str(row[4]) for row in (first, second, third)] == ["Siti Nur'aini", "Ahmad Dahlan", "Lain"]
    assert "sex: " in str(first[-1])
    assert "agama_id: " in str(first[-1])
    mended = write_book(tmp_path / "b.xlsx", [WIFE | {"alasan penolakan": "?"}], headers=[*WIFE, "alasan penolakan"])
    report = run(mended, PLAJU_ULU, by=None)
    assert report.new == 1
    assert not [found for found in report.warnings.listed if "alasan" in found.column], "the column is known"


def test_a_second_run_writes_no_event(tmp_path: Path, town: Town) -> None:
    run(write_book(tmp_path / "a.xlsx", [HEAD, WIFE]), PLAJU_ULU, by=town.operator)
    with office_scope(PLAJU_ULU):
        event = Event.objects.get(via="import")
        assert (event.kind, event.officer, event.user_id) == ("enrol", "Oki Setiawan", town.operator.user_id)
        before = (Event.objects.count(), Change.objects.count())
    report = run(tmp_path / "a.xlsx", PLAJU_ULU, by=town.operator)
    assert (report.new, report.changed, report.unchanged, report.new_cards, report.changed_cards) == (0, 0, 2, 0, 0)
    with office_scope(PLAJU_ULU):
        assert (Event.objects.count(), Change.objects.count()) == before
        assert FamilyCard.objects.count() == 2
