"""The words of the `ekelurahan` command."""

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
