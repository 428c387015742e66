"""What a process finds in its environment before Django reads the settings: folder, secrets, database."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ekelurahan.config import embedded
from ekelurahan.config.embedded_place import DatabaseError
from ekelurahan.config.secret_files import secret

HIGHEST_PORT = 65_535
SECRETS = ("SECRET_KEY", "FILE_KEY", "SEAL_PASSPHRASE")


def home() -> Path:
    """The data folder: EKELURAHAN_HOME, else `var` beside the program."""
    return Path(os.environ.get("EKELURAHAN_HOME") or Path(__file__).parents[2] / "var").resolve()


def port() -> int:
    """The port of the site: PORT, else 8000. Raises ValueError, with a message for the operator."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        message = f"PORT={text} bukan nomor port (1 sampai 65535)."
        raise ValueError(message)
    return int(text)


def make_secrets() -> None:
    """Make the secrets that the environment does not bring; they stay in the data folder."""
    for name in SECRETS:
        if name not in os.environ and f"{name}_FILE" not in os.environ:
            secret(home(), name)


def has_own_server() -> bool:
    """Whether the operator named a database server, so that the embedded one stays off."""
    return "DATABASE_URL" in os.environ


def require_mode(mode: str) -> None:
    """A folder stays what it was first used for: demo data and real letters never mix. Raises DatabaseError."""
    other, kept = {"demo": "run", "run": "demo"}[mode], home() / "mode"
    if kept.exists() and kept.read_text().strip() != mode:
        message = f"Folder data {home()} dipakai untuk `ekelurahan {other}`: pilih EKELURAHAN_HOME lain."
        raise DatabaseError(message)


def keep_mode(mode: str) -> None:
    """From now on this folder is for `ekelurahan run`, or for the demo. Raises as `require_mode`."""
    require_mode(mode)
    home().mkdir(parents=True, exist_ok=True)
    (home() / "mode").write_text(mode)


def use(urls: embedded.Urls) -> None:
    """Let this process and its children work with that database."""
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner


@contextlib.contextmanager
def prepared(settings: Mapping[str, str] | None = None, *, with_database: bool = True) -> Iterator[None]:
    """Django, set up on a database that runs: the operator's own, or the embedded one for as long as it is needed.

    Without a database it is good for explaining itself only.
    """
    os.environ["EKELURAHAN_HOME"] = str(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekelurahan.config.settings")
    make_secrets()
    with contextlib.ExitStack() as stack:
        if with_database and not has_own_server():
            use(stack.enter_context(embedded.running(home(), settings)))
        import django

        django.setup()
        yield
