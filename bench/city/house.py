"""The house that is measured: a whole city, made once in a data folder of its own and kept.

BENCH_CITY_HOME names the folder (var/bench-city), BENCH_CITY_RESIDENTS and BENCH_CITY_LETTERS how large it is.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.house import free_port, tidy
from ekelurahan.config import embedded, environment

HOME = Path(os.environ.get("BENCH_CITY_HOME") or Path(__file__).parents[2] / "var" / "bench-city").resolve()
RESIDENTS = os.environ.get("BENCH_CITY_RESIDENTS", "1700000")
LETTERS = os.environ.get("BENCH_CITY_LETTERS", "2000000")
SEED = "7"


@contextlib.contextmanager
def opened() -> Iterator[None]:
    """The city stands, its server runs with the settings of production, and Django works with it."""
    os.environ |= {
        "EKELURAHAN_HOME": str(HOME), "EKELURAHAN_DEMO": "1", "PORT": str(free_port()), "MAIL_CHANNEL": "null",
        "DJANGO_SETTINGS_MODULE": "ekelurahan.config.settings",
    }  # fmt: skip
    _make()
    environment.make_secrets()
    with embedded.running(HOME) as urls:
        environment.use(urls)
        import django

        django.setup()
        _tidy_once()
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()


def _make() -> None:
    """Nothing is done where it stands already; a city that was begun is finished."""
    words = ["demo-city", "--residents", RESIDENTS, "--seed", SEED, "--letters", LETTERS]
    subprocess.run([sys.executable, "-m", "ekelurahan", *words], check=True)


def _tidy_once() -> None:
    done = HOME / "tidied"
    if not done.exists():
        tidy()
        done.touch()
