"""An import that is killed leaves nothing by halves, and run again ends where an undisturbed one does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.config import embedded
from ekelurahan.residents.demo.workbook import write_workbook
from ekelurahan.residents.importing import run
from ekelurahan.residents.models import Change, Event, FamilyCard, Resident, Tally

PLAJU_ULU = 1671141001
ROWS = 1500


def state() -> dict[str, Any]:
    """What stands in the office: rows, their history, and the counts."""
    with office_scope(PLAJU_ULU):
        return {
            "people": sorted(
                Resident.objects.values_list("nik", "name", "family_card__no_kk", "life_status", "version")
            ),
            "cards": sorted(FamilyCard.objects.values_list("no_kk", "address", "rt", "rw", "version")),
            "tally": sorted(Tally.objects.values_list("rw", "rt", "dimension", "key", "sex", "people")),
            "log": (
                Event.objects.count(),
                Change.objects.count(),
                Entry.objects.filter(action="resident.import").count(),
            ),
        }


def begun(file: Path, urls: embedded.Urls) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "ekelurahan", "import-residents", str(file), "--office", "16.71.14.1001"]
    told = {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}
    return subprocess.Popen(words, env=os.environ | told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def kill_while_reading(process: "subprocess.Popen[bytes]", pause: float) -> None:
    """Kill it so long after it said that it had read some."""
    with process:
        assert process.stdout is not None
        told = b""
        while b"1000 baris" not in told and (more := process.stdout.read(1)):
            told += more
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
    assert b"1000 baris" in told, told.decode()


def test_an_import_killed_and_run_again_ends_in_the_same_state(fresh_database: embedded.Urls, tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", ROWS, kelurahan_id=PLAJU_ULU)
    nothing = state()
    kill_while_reading(begun(tmp_path / "a.xlsx", fresh_database), 0)
    assert state() == nothing, "killed before it could commit"
    kill_while_reading(begun(tmp_path / "a.xlsx", fresh_database), 0.3)
    assert state() == nothing or len(state()["people"]) == ROWS, "all of it or nothing"
    process = begun(tmp_path / "a.xlsx", fresh_database)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0, told.decode()
    after = state()
    assert (len(after["people"]), after["log"][0]) == (ROWS, 1)
    report = run(tmp_path / "a.xlsx", PLAJU_ULU, by=None)
    assert (report.new, report.changed, report.unchanged) == (0, 0, ROWS)
    assert state() | {"log": None} == after | {"log": None}
    assert state()["log"][:2] == after["log"][:2]
