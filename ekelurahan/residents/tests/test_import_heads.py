"""A family has one head after an import, or the report says that it has none."""

from pathlib import Path

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.importing import Report, Wishes, run
from ekelurahan.residents.models import Resident
from ekelurahan.residents.tests.books import HEAD, WIFE, Cells, write_book

pytestmark = pytest.mark.django_db

PLAJU_ULU = 1671141001
HERE, THERE = str(HEAD["no_kk"]), "9971140202200002"
SON: Cells = HEAD | {"nik": "9971140203080003", "nama": "Budi", "tanggallahir": "2008-03-02", "kk_level": "4"}
NEIGHBOUR: Cells = HEAD | {
    "nik": "9971140404700004", "nama": "Cek Nang", "tanggallahir": "1970-04-04", "no_kk": THERE,
}  # fmt: skip


def imported(folder: Path, *people: Cells, dry_run: bool = False) -> Report:
    return run(write_book(folder / "a.xlsx", people), PLAJU_ULU, by=None, wishes=Wishes(dry_run=dry_run))


def moved(person: Cells) -> Cells:
    """A row that names the other card and leaves the relation blank."""
    return person | {"no_kk": THERE, "kk_level": None}


def heads_on(no_kk: str) -> list[str]:
    with office_scope(PLAJU_ULU):
        living = Resident.objects.filter(family_card__no_kk=no_kk, life_status="alive", family_relation="head")
        return list(living.values_list("name", flat=True))


def warned(report: Report) -> list[tuple[int, str]]:
    return [(found.row, found.message[:22]) for found in report.warnings.listed]


def test_a_head_who_comes_to_another_card_without_a_relation_is_not_its_second_head(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE, NEIGHBOUR)
    for dry_run in (True, False):
        report = imported(tmp_path, moved(HEAD), dry_run=dry_run)
        assert warned(report) == [(2, "KK ini sudah mempunyai"), (2, "KK 997114********01 ti")]
    assert (heads_on(THERE), heads_on(HERE)) == (["CEK NANG"], [])


def test_a_head_who_comes_to_a_card_that_is_new_heads_it(tmp_path: Path) -> None:
    imported(tmp_path, HEAD)
    assert warned(imported(tmp_path, moved(HEAD))) == []
    assert (heads_on(THERE), heads_on(HERE)) == (["AHMAD DAHLAN"], [])


def test_of_two_heads_who_come_to_a_new_card_the_first_heads_it(tmp_path: Path) -> None:
    other = NEIGHBOUR | {"no_kk": "9971140202200003"}
    imported(tmp_path, HEAD, other)
    assert warned(imported(tmp_path, moved(HEAD), moved(other))) == [(3, "KK ini sudah mempunyai")]
    assert heads_on(THERE) == ["AHMAD DAHLAN"]


def test_the_head_who_stays_unasked_is_never_the_second(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, NEIGHBOUR)
    report = imported(tmp_path, moved(HEAD), NEIGHBOUR | {"kk_level": None, "suku": "Melayu"})
    assert warned(report) == [(2, "KK ini sudah mempunyai")]
    assert heads_on(THERE) == ["CEK NANG"]


def test_a_head_who_is_dead_in_the_file_does_not_keep_the_living_one_from_it(tmp_path: Path) -> None:
    report = imported(tmp_path, HEAD | {"status_dasar": "2"}, WIFE | {"kk_level": "1"})
    assert (warned(report), heads_on(HERE)) == ([], ["SITI NUR'AINI"])


def test_a_family_whose_head_dies_by_the_file_is_told(tmp_path: Path) -> None:
    imported(tmp_path, HEAD, WIFE)
    assert warned(imported(tmp_path, HEAD | {"status_dasar": "2"})) == [(2, "KK 997114********01 ti")]


def test_a_new_family_without_a_head_is_told_and_one_that_nobody_is_left_of_is_not(tmp_path: Path) -> None:
    assert warned(imported(tmp_path, WIFE, SON)) == [(2, "KK 997114********01 ti")]
    assert warned(imported(tmp_path, moved(WIFE) | {"kk_level": "1"}, moved(SON))) == []


def test_cards_that_the_file_does_not_touch_are_not_told(tmp_path: Path) -> None:
    imported(tmp_path, WIFE)
    assert warned(imported(tmp_path, NEIGHBOUR)) == []
