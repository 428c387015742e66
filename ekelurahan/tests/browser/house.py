"""The real program as a stranger starts it: `ekelurahan demo`, on a free port, with a small city and its own folder."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from ekelurahan.config import embedded

PLAJU_ULU, PLAJU_DARAT = 1671141001, 1671141002
START_SECONDS, STOP_SECONDS, MAIL_SECONDS = 150, 30, 10

ADULTS = """
    SELECT id::text, name, nik, {typed} FROM residents_resident r
    WHERE birth_date < '2000-01-01' AND nik IS NOT NULL AND life_status = 'alive'
        AND NOT EXISTS (SELECT 1 FROM applications_application a WHERE a.resident_id = r.id)
"""
ALONE_BY_FOUR_LETTERS = (
    ADULTS.format(typed="lower(substr(name, 1, 4))")
    + """
    AND substr(name, 1, 4) !~ '[^A-Za-z]' AND NOT EXISTS (
        SELECT 1 FROM residents_resident o
        WHERE o.id <> r.id AND ' ' || lower(o.name) LIKE '%% ' || lower(substr(r.name, 1, 4)) || '%%'
    )
    ORDER BY id
"""
)
BY_NIK = ADULTS.format(typed="nik") + "ORDER BY id LIMIT 100"


@dataclass(frozen=True)
class Known:
    """A made-up resident of the demo."""

    id: str
    name: str
    nik: str
    typed: str  # what finds this person and nobody else


class House:
    """One running demo. Tests look into its database and its mailbox; they write only through its pages."""

    def __init__(self, home: Path, size: str = "small") -> None:
        self.home, self.size = home, size
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = home / "output.txt"
        self._served: set[str] = set()

    def start(self) -> None:
        """Returns when the site answers. Raises RuntimeError, with what the program said, when it does not."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        ours = ("EKELURAHAN_", "DATABASE_", "PORT", "PUBLIC_URL", "SMTP_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        told = {"EKELURAHAN_HOME": str(self.home), "PORT": str(self.port), "EKELURAHAN_DEMO_SIZE": self.size}
        command = [sys.executable, "-m", "ekelurahan", "demo"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=kept | told)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.log.read_text())
            time.sleep(0.1)

    def stop(self) -> int:
        """As Ctrl-C does it. Returns what the program ended with."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def rows(self, statement: str, *values: object, office: int = PLAJU_ULU) -> list[tuple[Any, ...]]:
        """What the tables of one office hold."""
        with psycopg.connect(embedded.start(self.home).app) as connection:
            for name in ("app.area_lo", "app.area_hi"):
                connection.execute("SELECT set_config(%s, %s, true)", [name, str(office)])
            return connection.execute(statement.encode(), values).fetchall()

    def somebody(self) -> Known:
        """An adult who never asked for a letter, another one with each call. In a small city four letters of the name are
        enough to find this person, in a large one it takes the NIK.
        """
        found = self.rows(ALONE_BY_FOUR_LETTERS if self.size == "small" else BY_NIK)
        known = next(Known(*row) for row in found if row[0] not in self._served)
        self._served.add(known.id)
        return known

    def mails(self, to: str) -> list[EmailMessage]:
        """Everything that reached one address by SMTP, oldest first."""
        files = sorted((self.home / "mailbox").glob("*.eml"))
        mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail for mail in mails if isinstance(mail, EmailMessage) and to in str(mail["X-Envelope-To"])]

    def mail_about(self, number: str, to: str) -> EmailMessage:
        """The latest mail to that address which names the request; waits until it is there."""
        deadline = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < deadline:
            found = [mail for mail in self.mails(to) if number in mail.get_content()]
            if found:
                return found[-1]
            time.sleep(0.02)
        message = f"no mail to {to} about {number}"
        raise AssertionError(message)

    def _answers(self) -> bool:
        with contextlib.suppress(URLError, OSError), urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310  # our own server
            return bool(answer.status == 200)
        return False


@contextlib.contextmanager
def opened(home: Path, size: str = "small") -> Iterator[House]:
    """A house that runs for the length of a block."""
    house = House(home, size)
    try:
        house.start()
        yield house
    finally:
        ended_with = house.stop()
    assert ended_with == 0, house.log.read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
