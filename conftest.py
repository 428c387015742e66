"""What every test gets: a real PostgreSQL, the application role as `default`, a clone of a migrated template.

`db` (pytest-django) rolls back after each test. `fresh_database` is a whole database of its own, for tests that commit,
run threads or processes, or kill something. `standing_database` is one that session fixtures fill for many tests.

A run takes the first free folder `var/test/<n>`, so runs can go side by side. Where the machine has a file system in
memory with room, the run works there, as a new database then takes a tenth of the time, and leaves nothing.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import TupleRow
from pytest_django import DjangoDbBlocker

from ekelurahan.config import embedded

ROOT = Path(__file__).parent
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
}
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108  # bytes; the folder in it has a name of its own
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
NAME = WORKER or "main"
Standing = Callable[[str], contextlib.AbstractContextManager[None]]
STANDING = {"standing_town": "town", "standing_office": "office"}  # session fixtures, and the database each fills
pytest_plugins = ["ekelurahan.tests.rendered"]


def _free_slot() -> Path:
    for number in range(100):
        folder = ROOT / "var" / "test" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
        else:
            return _in_memory(folder)  # the lock stays with this process until it ends
    pytest.exit("var/test has no free folder")


def _in_memory(folder: Path) -> Path:
    """A folder in memory instead, if there is room. What a run left there that was killed is removed."""
    _leave_memory(folder)
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return folder
    place = Path(tempfile.mkdtemp(prefix="ekelurahan-", dir=MEMORY))
    place.chmod(0o755)  # below root the database runs as a system user
    (folder / "memory").symlink_to(place)
    return place


def _leave_memory(folder: Path) -> None:
    link = folder / "memory"
    if link.is_symlink():
        shutil.rmtree(link.readlink(), ignore_errors=True)
        link.unlink()


def _prepare_environment() -> None:
    """Runs before Django reads its settings. The first process takes a slot; xdist workers inherit it."""
    if not WORKER:
        os.environ["EKELURAHAN_TEST_SLOT"] = os.environ["TMPDIR"] = str(_free_slot())
        # Temporary folders of this run only: another run would close the common one to the database's user.
        os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ["EKELURAHAN_TEST_SLOT"]
    home = Path(os.environ["EKELURAHAN_TEST_SLOT"]) / "home" / NAME
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekelurahan.config.settings")
    os.environ["EKELURAHAN_HOME"] = str(home)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "PORT", "PUBLIC_URL", "EKELURAHAN_DEMO"):
        os.environ.pop(name, None)


_prepare_environment()


def pytest_configure() -> None:
    """Reads Django's settings, after the environment above is made; pytest-django then sets Django up."""
    from django.conf import settings

    assert settings.DATABASES


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """The first process starts the server, unless EKELURAHAN_TEST_APP_URL and …_OWNER_URL name another."""
    if WORKER or session.config.option.collectonly or "EKELURAHAN_TEST_OWNER_URL" in os.environ:
        return
    urls = embedded.start(Path(os.environ["EKELURAHAN_TEST_SLOT"]), SETTINGS)
    os.environ["EKELURAHAN_TEST_APP_URL"], os.environ["EKELURAHAN_TEST_OWNER_URL"] = urls.app, urls.owner


def pytest_unconfigure() -> None:
    """The server ends with the run."""
    if not WORKER:
        slot = Path(os.environ["EKELURAHAN_TEST_SLOT"])
        embedded.stop(slot)
        if slot.parent == MEMORY:
            shutil.rmtree(slot, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests talk to a server on this machine, and only to that. They come last: what drives the browser keeps an
    event loop running in this thread, where Django then refuses its database.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))
            item.add_marker(pytest.mark.needs("chromium"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Function) -> None:
    """Each test begins in the database that its fixtures stand in; the first that asks for one waits until it is made.

    `needs("qpdf")`: without that program the test is skipped, but fails where CI=true.
    """
    for marker in item.iter_markers("needs"):
        missing = [program for program in marker.args if not shutil.which(program)]
        if missing and os.environ.get("CI") == "true":
            pytest.fail(f"not installed: {', '.join(missing)}")
        if missing:
            pytest.skip(f"not installed: {', '.join(missing)} (as root, `make setup` installs them)")
    standing = [name for name in item.fixturenames if name in STANDING]
    assert not standing[1:], f"{standing} stand in different databases"
    _enter(STANDING[standing[0]] if standing else "test")


@pytest.fixture(scope="session")
def template_database(django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a database migrated by the owner; made once per state of the migrations."""
    name = f"template_{_fingerprint()}"
    with _owner_connection() as connection:
        connection.execute("SELECT pg_advisory_lock(1671)")
        names = [row[0] for row in connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^template_'")]
        if name not in names:
            for old in [*names, "draft"]:
                _drop(connection, old)
            connection.execute("CREATE DATABASE draft")
            with django_db_blocker.unblock():
                _migrate("draft")
            connection.execute(sql.SQL("ALTER DATABASE draft RENAME TO {}").format(sql.Identifier(name)))
    return name


@pytest.fixture(scope="session")
def django_db_setup(template_database: str) -> Iterator[None]:
    """In place of pytest-django's own: this worker's clone of the template, reached through the application role."""
    with _clone(template_database, f"test_{NAME}") as urls:
        _point_django_at(urls)
        yield
        _close_connections()


@pytest.fixture(scope="session")
def standing_database(
    template_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing]:
    """Makes a clone for a session fixture to fill: what it commits stands for all tests that ask for that fixture."""
    with contextlib.ExitStack() as clones:

        @contextlib.contextmanager
        def filling(name: str) -> Iterator[None]:
            with django_db_blocker.unblock():
                _point_django_at(clones.enter_context(_clone(template_database, f"{name}_{NAME}")))
                yield

        yield filling
        _close_connections()


@pytest.fixture
def fresh_database(
    template_database: str,
    django_db_setup: None,  # the usual database is made before it is put aside
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[embedded.Urls]:
    """A newly cloned database that Django uses, in all threads, until the test ends. Commits are real."""
    with _clone(template_database, f"fresh_{NAME}") as urls, django_db_blocker.unblock():
        _point_django_at(urls)
        yield urls
        _point_django_at(_urls(f"test_{NAME}"))


@pytest.fixture
def own_server(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The folder of a migrated server with its usual settings that Django uses, for tests that kill it."""
    _open_to_the_server(tmp_path)
    with django_db_blocker.unblock():
        _point_django_at(embedded.start(tmp_path))
        _run_migrations()
        yield tmp_path
        _point_django_at(_urls(f"test_{NAME}"))
    embedded.stop(tmp_path)


def _open_to_the_server(folder: Path) -> None:
    """Below root the server runs as a system user, to whom pytest closes its folders."""
    slot = Path(os.environ["EKELURAHAN_TEST_SLOT"])
    for closed in (folder, *folder.parents):
        if closed.is_relative_to(slot):  # what lies above belongs to others
            closed.chmod(0o755)


def _fingerprint() -> str:
    parts = [
        *ROOT.glob("ekelurahan/*/migrations/*.py"),
        ROOT / "ekelurahan/areas/tenant.py",
        ROOT / "requirements.lock",
    ]
    content = b"".join(part.read_bytes() for part in sorted(parts) if part.exists())
    return hashlib.sha256(content).hexdigest()[:16]


def _urls(database: str) -> embedded.Urls:
    return embedded.Urls(app=_url("APP", database), owner=_url("OWNER", database))


def _url(role: str, database: str) -> str:
    head, _, query = os.environ[f"EKELURAHAN_TEST_{role}_URL"].partition("?")
    return f"{head.rpartition('/')[0]}/{database}?{query}"


def _owner_connection() -> psycopg.Connection[TupleRow]:
    return psycopg.connect(os.environ["EKELURAHAN_TEST_OWNER_URL"], autocommit=True)


def _drop(connection: psycopg.Connection[TupleRow], name: str) -> None:
    """Only the application role itself may end the sessions that a test left behind; one may just be arriving."""
    command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for patience in range(20):
        with psycopg.connect(os.environ["EKELURAHAN_TEST_APP_URL"], autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user",  # the owner's may just be leaving
                [name],
            )
        try:
            connection.execute(command)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.05 * patience)
        else:
            return
    connection.execute(command)


@contextlib.contextmanager
def _clone(template: str, name: str) -> Iterator[embedded.Urls]:
    with _owner_connection() as connection:
        _drop(connection, name)
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(command.format(sql.Identifier(name), sql.Identifier(template)))
    _made.add(name)
    try:
        yield _urls(name)
    finally:
        _made.discard(name)
        with _owner_connection() as connection:
            _drop(connection, name)


def _migrate(database: str) -> None:
    _point_django_at(_urls(database))
    _run_migrations()
    _close_connections()


def _run_migrations() -> None:
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=0)


_made: set[str] = set()  # databases of this worker


def _enter(name: str) -> None:
    """Point Django at one of this worker's databases, if it was made already and is not the one that is used."""
    from django.db import connections

    database = f"{name}_{NAME}"
    if database in _made and connections.settings["default"]["NAME"] != database:
        _point_django_at(_urls(database))


def _point_django_at(urls: embedded.Urls) -> None:
    from django.db import connections

    from ekelurahan.config.settings import database

    _close_connections()
    for alias, url in (("default", urls.app), ("owner", urls.owner)):
        connections.settings[alias].update(database(url))


def _close_connections() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
