"""The house that is measured: a PostgreSQL server of its own under var/bench, set up as in production.

The demo city is made there once and kept. Each run works in a copy of it, so every run begins with the same rows.
"""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from ekelurahan.config import embedded, environment

HOME = Path(__file__).parents[1] / "var" / "bench"
CITY, COPY = "ekelurahan", "bench"


@contextlib.contextmanager
def opened() -> Iterator[None]:
    """The server runs, a fresh copy of the demo city is there, and Django works with it."""
    HOME.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "EKELURAHAN_HOME": str(HOME),
        "EKELURAHAN_DEMO": "1",
        "PORT": str(free_port()),
        "MAIL_CHANNEL": "null",  # no mail server is measured here
        "DJANGO_SETTINGS_MODULE": "ekelurahan.config.settings",
    }
    environment.make_secrets()
    with embedded.running(HOME) as city:
        environment.use(city)
        subprocess.run([sys.executable, "-m", "ekelurahan", "prepare"], check=True)
        with _copy_of(city) as copy:
            environment.use(copy)
            import django

            django.setup()
            try:
                yield
            finally:
                from django.db import connections

                connections.close_all()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def tidy() -> None:
    """What autovacuum would have done by itself some minutes after so many rows were written."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE)")


@contextlib.contextmanager
def _copy_of(city: embedded.Urls) -> Iterator[embedded.Urls]:
    with psycopg.connect(city.owner.replace(f"/{CITY}?", "/template1?"), autocommit=True) as owner:
        drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(COPY))
        owner.execute(drop)
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(COPY), sql.Identifier(CITY)))
        try:
            yield embedded.Urls(*(url.replace(f"/{CITY}?", f"/{COPY}?") for url in (city.app, city.owner)))
        finally:
            owner.execute(drop)
