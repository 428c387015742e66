import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from ekelurahan.config import embedded
from ekelurahan.config.embedded_place import find_place


@pytest.fixture
def home() -> Iterator[Path]:
    """Open to everyone, as pytest's own folder is not: below root the server runs as a system user."""
    with tempfile.TemporaryDirectory(prefix="ekelurahan-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        embedded.stop(folder)


def test_it_starts_twice_and_stops_and_keeps_what_was_written(home: Path) -> None:
    urls = embedded.start(home)
    with psycopg.connect(urls.owner) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    assert embedded.start(home) == urls
    embedded.stop(home)
    assert not embedded.is_running(home)
    with psycopg.connect(embedded.start(home).owner) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_it_recovers_after_its_server_was_killed(home: Path) -> None:
    urls = embedded.start(home)
    pid = int((find_place(home).data / "postmaster.pid").read_text().split()[0])
    with psycopg.connect(urls.owner) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    busy = psycopg.connect(urls.app, autocommit=True)
    with contextlib.closing(busy), ThreadPoolExecutor() as pool:
        answer = pool.submit(busy.execute, "SELECT count(*) FROM generate_series(1, 3000000)")
        os.kill(pid, signal.SIGKILL)
        embedded._children[find_place(home).data].wait()
        embedded.start(home)
        assert isinstance(answer.exception(), psycopg.OperationalError | None)
    with psycopg.connect(embedded.start(home).owner) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_stale_file_naming_a_living_stranger_does_not_stop_it(home: Path) -> None:
    embedded.start(home)
    embedded.stop(home)
    stranger = subprocess.Popen(["sleep", "60"])
    file = find_place(home).data / "postmaster.pid"
    file.write_text(f"{stranger.pid}\n{find_place(home).data}\n")
    embedded.start(home)
    assert embedded.is_running(home)
    stranger.kill()
    stranger.wait()


def test_two_copies_run_side_by_side(home: Path) -> None:
    first, second = embedded.start(home / "a"), embedded.start(home / "b")
    with psycopg.connect(first.owner) as connection:
        connection.execute("CREATE TABLE only_here ()")
    with psycopg.connect(second.owner) as connection, pytest.raises(psycopg.errors.UndefinedTable):
        connection.execute("SELECT FROM only_here")
    embedded.stop(home / "a")
    embedded.stop(home / "b")


def test_a_data_folder_too_deep_for_a_socket_still_works(home: Path) -> None:
    deep = home / ("d" * 60) / ("e" * 60)
    urls = embedded.start(deep)
    with psycopg.connect(urls.app) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("ekelurahan_app",)
    embedded.stop(deep)


@pytest.mark.skipif(os.geteuid() != 0, reason="only below root does the server run as another user")
def test_below_root_a_closed_folder_gets_its_data_elsewhere_and_a_link(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    urls = embedded.start(closed / "var")
    elsewhere = (closed / "var" / "postgres").readlink()
    try:
        assert str(elsewhere).startswith("/var/lib/ekelurahan/postgres-")
        with psycopg.connect(urls.app) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded.stop(closed / "var")
        shutil.rmtree(elsewhere)
    with pytest.raises(embedded.DatabaseError, match="yang tidak ada: pulihkan"):
        embedded.start(closed / "var")


def test_the_application_role_is_bound(home: Path) -> None:
    with psycopg.connect(embedded.start(home).app) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False, False)
        assert connection.execute("SHOW jit").fetchone() == ("off",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE not_mine ()")


def test_passwords_are_for_their_owner_only_and_nobody_listens_on_the_network(home: Path) -> None:
    embedded.start(home)
    assert {file.stat().st_mode & 0o777 for file in (home / "secrets").iterdir()} == {0o600}
    with psycopg.connect(embedded.start(home).owner) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_wrong_password_is_refused(home: Path) -> None:
    urls = embedded.start(home)
    wrong = urls.app.replace((home / "secrets" / "ekelurahan_app").read_text(), "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_missing_programs_are_one_clear_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ekelurahan.config.embedded_place._program_folders", list)
    with pytest.raises(embedded.DatabaseError, match="jalankan `make setup`"):
        embedded.start(home)


def test_python_sockets_are_blocked_here() -> None:
    with pytest.raises(Exception, match="socket"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
