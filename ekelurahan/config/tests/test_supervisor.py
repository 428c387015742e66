"""The whole house as processes: what starts, what is mended, and that nothing is left behind."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
PATIENCE = 40


class House:
    """One `ekelurahan run` on a free port and a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.log = home / "output.txt"

    def start(self, word: str = "run", **environment: str) -> None:
        settings = {"EKELURAHAN_HOME": str(self.home), "PORT": str(self.port), **environment}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EKELURAHAN_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ekelurahan", word], stdout=log, stderr=log, env=kept | settings
            )

    def output(self) -> str:
        return self.log.read_text()

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return connection.recv(100).startswith(b"HTTP/1.1 200")
        return False

    def processes(self) -> dict[int, str]:
        """Everything that runs for this house, by process id: its command line."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (folder / "cmdline").read_text().replace("\0", " ")
                environment = (folder / "environ").read_bytes().split(b"\0")
                if f"EKELURAHAN_HOME={self.home}".encode() in environment or str(self.home) in command:
                    found[int(folder.name)] = command
        return found

    def pid_of(self, words: str) -> int:
        return min(pid for pid, command in self.processes().items() if words in command)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def eventually(question: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[Callable[..., House]]:
    for folder in (tmp_path, *tmp_path.parents[: len(tmp_path.parents) - 2]):
        folder.chmod(0o755)
    made = []

    def make(name: str = "one") -> House:
        (tmp_path / name).mkdir()
        made.append(House(tmp_path / name))
        return made[-1]

    yield make
    for house in made:
        for pid in house.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(AttributeError):
            house.process.wait()


@pytest.fixture
def house(houses: Callable[..., House]) -> House:
    house = houses()
    house.start()
    eventually(lambda: "siap: http://localhost" in house.output() or house.process.poll() is not None, "never ready")
    assert house.answers(), house.output()
    return house


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_leaves_no_process(house: House, number: signal.Signals) -> None:
    assert len(house.processes()) > 5
    house.process.send_signal(number)
    assert house.process.wait(PATIENCE) == 0
    assert house.processes() == {}


def test_killed_it_leaves_no_process_and_starts_again(house: House) -> None:
    house.process.kill()
    house.process.wait()
    eventually(lambda: not house.processes(), f"left behind: {house.processes()}")
    house.start()
    eventually(house.answers, house.output())


@pytest.mark.parametrize("words", ["ekelurahan web", "ekelurahan worker", "bin/postgres"])
def test_a_killed_part_is_started_again(house: House, words: str) -> None:
    killed = house.pid_of(words)
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: any(words in command and pid > killed for pid, command in house.processes().items()), words)
    eventually(house.answers, house.output())
    assert len([command for command in house.processes().values() if "ekelurahan web" in command]) <= 3


def test_two_copies_run_side_by_side(houses: Callable[..., House], house: House) -> None:
    second = houses("two")
    second.start()
    eventually(second.answers, second.output())
    assert house.answers()


def test_the_same_folder_is_not_used_twice(house: House) -> None:
    twin = House(house.home)
    twin.log = house.home / "twin.txt"
    twin.start()
    assert twin.process.wait(PATIENCE) == 1
    assert "sudah berjalan dengan folder data" in twin.output()
    assert house.answers()


def test_a_taken_port_is_named(houses: Callable[..., House]) -> None:
    house = houses()
    with socket.create_server(("127.0.0.1", house.port)):
        house.start()
        assert house.process.wait(PATIENCE) == 1
    assert f"Port {house.port} tidak dapat dipakai" in house.output()
    assert f"PORT={house.port + 1}" in house.output()


@pytest.mark.parametrize("value", ["only-for-tests-and-tools", "ganti-saya", "pendek"])
def test_known_and_short_secrets_are_refused(houses: Callable[..., House], value: str) -> None:
    house = houses()
    house.start(SECRET_KEY=value)
    assert house.process.wait(PATIENCE) == 1
    assert "SECRET_KEY adalah rahasia bawaan" in house.output()
    assert not re.search("Traceback", house.output())


def test_demo_data_and_real_letters_never_share_a_folder(houses: Callable[..., House]) -> None:
    house = houses()
    (house.home / "mode").write_text("demo")
    house.start()
    assert house.process.wait(PATIENCE) == 1
    assert "dipakai untuk `ekelurahan demo`" in house.output()


def test_a_port_that_is_none_is_refused(houses: Callable[..., House]) -> None:
    house = houses()
    house.start(PORT="abc")
    assert house.process.wait(PATIENCE) == 1
    assert "PORT=abc bukan nomor port" in house.output()
