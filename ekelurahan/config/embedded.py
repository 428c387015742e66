"""The embedded PostgreSQL server: one per data folder, on a Unix socket, ended with the process that started it.

Two roles exist, as on a server of one's own: `ekelurahan_owner` owns the tables and migrates; `ekelurahan_app` is
what the program works as, and row security binds it.
"""

import contextlib
import fcntl
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from ekelurahan.config.embedded_place import DatabaseError, Place, find_place
from ekelurahan.config.family import ends_with_parent
from ekelurahan.config.secret_files import secret

__all__ = ["DatabaseError", "Urls", "is_running", "running", "start", "stop"]

OWNER, APPLICATION, DATABASE = "ekelurahan_owner", "ekelurahan_app", "ekelurahan"
EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent")
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "unix_socket_permissions": "0700",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
LOADING = {  # while millions of rows come in; what a crash would cost is made again
    "shared_buffers": "512MB",
    "synchronous_commit": "off",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "maintenance_work_mem": "256MB",
}
START_SECONDS, STOP_SECONDS = 120, 30
POSTMASTER_FILE = "postmaster.pid"
IMPOSSIBLE_PID = 4_194_304  # Linux numbers processes below this
LARGEST_LOG = 5_000_000
_ACCESS = "local all postgres peer map=house\nlocal all all scram-sha-256\n"

_children: dict[Path, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class Urls:
    """How to reach the database: `app` as the application role, `owner` as the role that migrates."""

    app: str
    owner: str


def start(home: Path, settings: Mapping[str, str] | None = None) -> Urls:
    """Start the server of that data folder unless it runs already, and make roles and database. Raises DatabaseError."""
    home = home.resolve()
    place = find_place(home)
    with _only_one_starter(place):
        if not _postmaster(place.data):
            _initialise(place)
            _launch(place, {**SETTINGS, **(settings or {})})
        _prepare(place, home)
    return _urls(place, home)


def stop(home: Path) -> None:
    """Stop the server of that data folder, cleanly and soon (sessions are ended); nothing happens if none runs."""
    data = (home / "postgres").resolve() / "data"
    pid = _postmaster(data)
    child = _children.pop(data, None)
    if pid:
        os.kill(pid, signal.SIGINT)
    if child:
        child.wait(STOP_SECONDS)
    deadline = time.monotonic() + STOP_SECONDS
    while _postmaster(data) and time.monotonic() < deadline:
        time.sleep(0.02)


@contextlib.contextmanager
def running(home: Path, settings: Mapping[str, str] | None = None) -> Iterator[Urls]:
    """The server for the length of a block; one that ran before stays, one that was started for it is stopped."""
    ran_before = is_running(home)
    urls = start(home, settings)
    try:
        yield urls
    finally:
        if not ran_before:
            stop(home)


def is_running(home: Path) -> bool:
    """Whether the server of that data folder runs."""
    return _postmaster((home / "postgres").resolve() / "data") is not None


def _urls(place: Place, home: Path) -> Urls:
    def url(role: str) -> str:
        return f"postgresql://{role}:{secret(home, role)}@/{DATABASE}?host={quote(str(place.socket_folder))}"

    return Urls(app=url(APPLICATION), owner=url(OWNER))


@contextlib.contextmanager
def _only_one_starter(place: Place) -> Iterator[None]:
    with (place.folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _postmaster(data: Path) -> int | None:
    """The process id of the server that runs on these data, read from its own file; None when that file is stale."""
    try:
        pid = int((data / POSTMASTER_FILE).read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes() if Path("/proc/self").exists() else b"postgres"
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid if b"postgres" in command.split(b"\0")[0] else None


def _initialise(place: Place) -> None:
    if not (place.data / "PG_VERSION").exists():
        place.data.mkdir(mode=0o700, exist_ok=True)
        if place.user:
            os.chown(place.data, place.user.pw_uid, place.user.pw_gid)
        command = [place.programs / "initdb", "--pgdata", place.data, "--username=postgres", "--auth=peer"]
        answer = _run([*command, "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"], place)
        if answer.returncode:
            message = f"Basis data tidak dapat dibuat di {place.data}: {answer.stderr.decode().strip()}"
            raise DatabaseError(message)
    starter = "root" if place.user else _name_of_starter()
    (place.data / "pg_hba.conf").write_text(_ACCESS)
    (place.data / "pg_ident.conf").write_text(f'house "{starter}" postgres\n')


def _name_of_starter() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _run(command: list[object], place: Place) -> subprocess.CompletedProcess[bytes]:
    words = [str(word) for word in command]
    return subprocess.run(words, check=False, capture_output=True, cwd="/", **_identity(place))


class Identity(TypedDict, total=False):
    """What `subprocess` needs to start something as another user."""

    user: int
    group: int
    extra_groups: list[int]


def _identity(place: Place) -> Identity:
    if not place.user:
        return {}
    return {"user": place.user.pw_uid, "group": place.user.pw_gid, "extra_groups": []}


def _launch(place: Place, settings: Mapping[str, str]) -> None:
    """Start the server as our own child. A killed one leaves its file, and for a moment its backends: try again."""
    deadline = time.monotonic() + START_SECONDS
    settings = {**settings, "unix_socket_directories": str(place.socket_folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    if killed := _children.pop(place.data, None):
        killed.wait(STOP_SECONDS)
    while time.monotonic() < deadline:
        _disown_stranger(place.data / POSTMASTER_FILE)
        child = _spawn([str(place.programs / "postgres"), "-D", str(place.data), *options], place)
        if _became_ready(place, child, deadline):
            _children[place.data] = child
            return
        if "pre-existing shared memory" not in _end_of(place.log):
            break
        time.sleep(0.2)
    message = f"Basis data tidak dapat dijalankan; lihat {place.log}: {_end_of(place.log).strip().splitlines()[-1:]}"
    raise DatabaseError(message)


def _disown_stranger(postmaster_file: Path) -> None:
    """A killed server's number may belong to another process by now, and PostgreSQL would then refuse to start.

    Only the number is replaced, by one that cannot exist: from the other lines PostgreSQL sees whether backends of the
    killed server still live, which must never be missed.
    """
    with contextlib.suppress(FileNotFoundError):
        _number, _, rest = postmaster_file.read_text().partition("\n")
        postmaster_file.write_text(f"{IMPOSSIBLE_PID}\n{rest}")


def _spawn(command: list[str], place: Place) -> subprocess.Popen[bytes]:
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.1"))
    with place.log.open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            preexec_fn=ends_with_parent(signal.SIGINT),  # a fast and clean shutdown
            **_identity(place),
        )


def _became_ready(place: Place, child: subprocess.Popen[bytes], deadline: float) -> bool:
    while time.monotonic() < deadline and child.poll() is None:
        with contextlib.suppress(OSError, IndexError):
            lines = (place.data / POSTMASTER_FILE).read_text().splitlines()
            if lines[0] == str(child.pid) and lines[-1].strip() == "ready":
                return True
        time.sleep(0.01)
    return False


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]


def _prepare(place: Place, home: Path) -> None:
    """Roles with the passwords of this data folder, and the database with its extensions; twice does no harm."""
    with _as_superuser(place, "postgres") as connection:
        for role, rights in ((OWNER, "CREATEDB"), (APPLICATION, "NOCREATEDB")):
            _prepare_role(connection, role, rights, secret(home, role))
        for setting in ("max_parallel_workers_per_gather = 0", "jit = off"):
            connection.execute(f"ALTER ROLE {APPLICATION} SET {setting}")
        connection.execute(f"GRANT pg_signal_backend TO {OWNER}")  # who drops a database ends the sessions in it
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    with _as_superuser(place, DATABASE) as connection:
        for extension in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


def _as_superuser(place: Place, database: str) -> psycopg.Connection[TupleRow]:
    return psycopg.connect(host=str(place.socket_folder), user="postgres", dbname=database, autocommit=True)


def _prepare_role(connection: psycopg.Connection[TupleRow], role: str, rights: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {} PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"), sql.Identifier(role), sql.SQL(rights), sql.Literal(hashed)
        )
    )
