"""The command line of residents."""

from pathlib import Path

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.commands import commands
from ekelurahan.residents.queries import count_residents
from ekelurahan.residents.tests.books import HEAD, WIFE, write_book

pytestmark = pytest.mark.django_db

PLAJU_ULU = 1671141001


def test_the_command_imports_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(write_book(tmp_path / "a.xlsx", [HEAD, WIFE]))
    command = commands()["import-residents"]
    assert command([file, "--office", "16.71.14.1001", "--dry-run"]) == 0
    assert "Uji coba selesai" in capsys.readouterr().out
    assert command([file, "--office", "16.71.14.1001"]) == 0
    assert "2 penduduk baru" in capsys.readouterr().out
    with office_scope(PLAJU_ULU):
        assert count_residents() == 2


@pytest.mark.parametrize("office", ["16.71.14", "99.99.99.9999"])
def test_the_command_refuses_what_is_no_kelurahan(tmp_path: Path, office: str) -> None:
    file = str(write_book(tmp_path / "a.xlsx", [HEAD]))
    assert commands()["import-residents"]([file, "--office", office]) == 2


def test_the_command_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert commands()["import-residents"]([str(tmp_path / "b.xlsx"), "--office", "16.71.14.1001"]) == 2


def test_the_command_ends_with_1_when_the_file_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(write_book(tmp_path / "a.xlsx", [HEAD | {"sex": "x"}]))
    assert commands()["import-residents"]([file, "--office", "16.71.14.1001"]) == 1
    assert "Baris 2, kolom sex berisi “x”" in capsys.readouterr().out
