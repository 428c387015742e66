"""The words of the `ekelurahan` command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ekelurahan.config.cli import COMMANDS, USAGE, main, room_commands


def test_every_command_for_people_is_told() -> None:
    inner = {"prepare", "mailbox"}  # the supervisor's own
    assert all(f"  {name} " in USAGE for name in COMMANDS.keys() - inner)


def test_the_rooms_bring_their_own_words() -> None:
    assert {"audit", "import-residents"} <= room_commands().keys()
    assert not room_commands().keys() & COMMANDS.keys()


def test_a_refusal_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "99999")
    assert main(["run"]) == 1
    assert capsys.readouterr().err == "PORT=99999 bukan nomor port (1 sampai 65535).\n"


@pytest.mark.parametrize("words", [["help"], ["replay-registry", "--help"]])
def test_help_needs_no_database(tmp_path: Path, words: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    command = [sys.executable, "-m", "ekelurahan", *words]
    answer = subprocess.run(
        command, env=environment | {"EKELURAHAN_HOME": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    assert "replay-registry" in answer.stdout
    assert not (tmp_path / "postgres").exists()
