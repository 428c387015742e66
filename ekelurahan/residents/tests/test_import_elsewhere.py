"""What an import tells about other offices: in small numbers, and never without a trace."""

import json
from pathlib import Path
from typing import Any

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.residents.batch.actions import refusing
from ekelurahan.residents.importing import Report, Wishes, run
from ekelurahan.residents.tests.books import HEAD, WIFE, write_book
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _next_door(tmp_path: Path, town: Town) -> None:
    """Both live in Plaju Darat."""
    run(write_book(tmp_path / "darat.xlsx", [HEAD, WIFE]), PLAJU_DARAT, by=town.operator_next_door)


def asked(folder: Path, town: Town, *, name: str = "warga.xlsx", dry_run: bool = True) -> Report:
    book = write_book(folder / "a.xlsx", [HEAD, WIFE])
    return run(book, PLAJU_ULU, by=town.operator, wishes=Wishes(dry_run=dry_run, name=name))


def traces() -> list[dict[str, Any]]:
    with office_scope(PLAJU_ULU):
        entries = Entry.objects.filter(kelurahan_id=PLAJU_ULU, action="resident.import.elsewhere").order_by("seq")
        return [json.loads(entry.body) for entry in entries]


def words(report: Report) -> set[str]:
    return {found.message.split(".")[0] for found in report.conflicts.listed}


@pytest.mark.parametrize("dry_run", [True, False])
def test_that_offices_were_named_is_audited_also_for_a_trial(tmp_path: Path, town: Town, dry_run: bool) -> None:
    report = asked(tmp_path, town, dry_run=dry_run)
    assert words(report) == {"NIK ini terdaftar di Kelurahan Plaju Darat"}
    (trace,) = traces()
    assert trace["by"]["username"] == "oki"
    assert trace["details"] == {"numbers": 2, "named": True, "trial": dry_run, "file": "warga.xlsx"}


def test_a_file_with_very_many_of_them_is_told_no_office(
    tmp_path: Path, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusing, "MOST_NAMED", 1)
    monkeypatch.setattr("ekelurahan.residents.importing.actions.MOST_NAMED", 1)
    report = asked(tmp_path, town)
    assert (report.refused, words(report)) == (2, {"NIK ini terdaftar di kelurahan lain"})
    assert "Darat" not in "\n".join(report.lines())
    assert [trace["details"]["named"] for trace in traces()] == [False]


def test_where_nothing_is_told_nothing_is_audited(tmp_path: Path, town: Town) -> None:
    book = write_book(tmp_path / "a.xlsx", [HEAD | {"nik": "9971140101880099"}])
    run(book, PLAJU_ULU, by=town.operator, wishes=Wishes(dry_run=True))
    assert traces() == []


def test_a_nik_in_the_name_of_the_file_is_masked_in_the_audit(tmp_path: Path, town: Town) -> None:
    asked(tmp_path, town, name=f"{HEAD['nik']}.xlsx")
    assert [trace["details"]["file"] for trace in traces()] == ["997114********01.xlsx"]
