"""What was exported can be imported elsewhere, and is the same there."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.batch.actions import merge, stage
from ekelurahan.residents.commands import commands
from ekelurahan.residents.demo.people import Numbers, people_of
from ekelurahan.residents.entry import CARD_FIELDS, CODED_FIELDS, PERSON_FIELDS
from ekelurahan.residents.exporting.actions import Export, export
from ekelurahan.residents.exporting.layouts import names_of
from ekelurahan.residents.exporting.queries import ALL, Selection
from ekelurahan.residents.importing import run
from ekelurahan.residents.importing.reading import open_book
from ekelurahan.residents.models import Resident
from ekelurahan.residents.tables import write_csv
from ekelurahan.residents.tests.books import HEAD, WIFE, write_book

pytestmark = pytest.mark.django_db

PLAJU_ULU = 1671141001
MANY = 200


@contextmanager
def passing() -> Iterator[None]:
    """What is written in it is gone afterwards: NIK stand once in the city, so another office could not have them."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def filled() -> None:
    """Made-up people, some of them dead, foreign or without NIK."""
    with office_scope(PLAJU_ULU):
        stage(people_of(PLAJU_ULU, MANY, numbers=Numbers()), kelurahan_id=PLAJU_ULU)
        merge()


def special(folder: Path) -> None:
    """People whose columns hold what others leave empty."""
    told = {
        "status_dasar": "2", "cacat_id": "2", "hamil": "2", "cara_kb_id": "99", "id_asuransi": "4", "ktp_el": "3",
        "dokumen_pasport": "X1", "tanggal_akhir_paspor": "2030-01-31", "lat": "-2.99", "ket": "=rumus", "ayah_nik": "0",
    }  # fmt: skip
    baby = HEAD | {"nik": "0", "nama": "Bayi", "tanggallahir": "2026-10-01", "kk_level": "4"}
    assert run(write_book(folder / "s.xlsx", [HEAD, WIFE | told, baby]), PLAJU_ULU, by=None).refused == 0


def rows(fields: list[str]) -> list[tuple[Any, ...]]:
    columns = [f"family_card__{name}" if name in CARD_FIELDS else name for name in fields]
    with office_scope(PLAJU_ULU):
        return sorted(Resident.objects.values_list(*columns), key=str)


@pytest.mark.parametrize("layout", ["opensid", "own"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_imported_into_an_empty_office_gives_the_same_rows(tmp_path: Path, layout: str, kind: str) -> None:
    file = tmp_path / f"a.{kind}"
    fields = [*CARD_FIELDS, *PERSON_FIELDS] if layout == "own" else names_of(layout)
    with passing():
        filled()
        special(tmp_path)
        before = rows(fields)
        with office_scope(PLAJU_ULU):
            wanted = Export(Selection(status=ALL), layout, kind, whole=True, reason="pindah server")
            assert export(file, wanted, kelurahan_id=PLAJU_ULU, by=None) == len(before)
    assert rows(fields) == []
    report = run(file, PLAJU_ULU, by=None)
    assert (report.new, report.refused, report.kind) == (len(before), 0, layout), report.lines()
    assert rows(fields) == before
    again = run(file, PLAJU_ULU, by=None)
    assert (again.new, again.changed, again.changed_cards, again.unchanged) == (0, 0, 0, len(before)), again.lines()


def test_a_masked_export_cannot_be_imported_and_says_why(tmp_path: Path) -> None:
    run(write_book(tmp_path / "a.xlsx", [HEAD]), PLAJU_ULU, by=None)
    with office_scope(PLAJU_ULU):
        export(tmp_path / "b.csv", Export(kind="csv"), kelurahan_id=PLAJU_ULU, by=None)
    report = run(tmp_path / "b.csv", PLAJU_ULU, by=None)
    assert report.refused == 1
    assert "disamarkan" in report.errors.listed[0].message


def test_every_word_of_every_list_is_read_back() -> None:
    for coded in CODED_FIELDS.values():
        assert [coded.from_text(member.words) for member in coded] == list(coded)


def test_formulas_of_strangers_stay_text(tmp_path: Path) -> None:
    run(write_book(tmp_path / "a.xlsx", [HEAD | {"alamat": "=1+1"}]), PLAJU_ULU, by=None)
    with office_scope(PLAJU_ULU):
        export(tmp_path / "b.csv", Export(kind="csv"), kelurahan_id=PLAJU_ULU, by=None)
        export(tmp_path / "b.xlsx", Export(), kelurahan_id=PLAJU_ULU, by=None)
    assert ";'=1+1;" in (tmp_path / "b.csv").read_text()
    with open_book(tmp_path / "b.xlsx") as book:
        assert "=1+1" in [row for _, row in book.rows("Data Penduduk")][1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "-A1", "-", "@SUM(A1)", "\t=1", "-1\n+1"])
def test_no_text_of_a_csv_is_calculated(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text) == f"'{text}"


@pytest.mark.parametrize("text", ["-2", "-2.99", "-2,99", "Jl. A -1", ""])
def test_a_plain_negative_number_of_a_csv_stays_one(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text) == text


def written(folder: Path, text: str) -> str:
    write_csv(folder / "b.csv", [("x", text)])
    with (folder / "b.csv").open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file, delimiter=";"))[1]


def test_the_command_exports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(write_book(tmp_path / "a.xlsx", [HEAD, WIFE]), PLAJU_ULU, by=None)
    command, file = commands()["export-residents"], str(tmp_path / "b.csv")
    assert command([file, "--office", "16.71.14.1001", "--rw", "002"]) == 0
    assert "2 penduduk ditulis" in capsys.readouterr().out
    assert command([file, "--office", "16.71.14.1001", "--rw", "009"]) == 0
    assert "0 penduduk" in capsys.readouterr().out
    assert command([file, "--office", "16.71.14.1001", "--whole"]) == 1
    assert "Tulis mengapa" in capsys.readouterr().out
    assert command([file, "--office", "16.71"]) == 2
    assert command([str(tmp_path / "b.pdf"), "--office", "16.71.14.1001"]) == 2
