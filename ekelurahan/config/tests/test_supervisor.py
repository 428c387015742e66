"""The whole house as processes: what starts, what is mended, and that nothing is left behind."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
PATIENCE = 120  # seconds; a busy machine takes its time
IDLE_MEGABYTES = 400


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


@contextlib.contextmanager
def street() -> Iterator[Callable[..., House]]:
    """Makes houses, and leaves nothing of them behind."""
    folder = Path(tempfile.mkdtemp(prefix="ekelurahan-"))
    folder.chmod(0o755)  # unlike pytest's own: below root the database runs as a system user
    made = []

    def make(name: str = "one") -> House:
        (folder / name).mkdir()
        made.append(House(folder / name))
        return made[-1]

    try:
        yield make
    finally:
        for house in made:
            for pid in house.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(AttributeError):
                house.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def opened(house: House) -> House:
    house.start()
    eventually(lambda: "siap: http://localhost" in house.output() or house.process.poll() is not None, "never ready")
    assert house.answers(), house.output()
    return house


@pytest.fixture
def houses() -> Iterator[Callable[..., House]]:
    with street() as make:
        yield make


@pytest.fixture(scope="module")
def furnished() -> Iterator[Path]:
    """The folder of a house that was started from nothing, and stopped."""
    with street() as make:
        house = opened(make())
        house.process.terminate()
        assert house.process.wait(PATIENCE) == 0
        yield house.home


def moved_in(house: House, furnished: Path) -> House:
    """A house with everything in it that such a folder holds: it opens sooner than an empty one."""
    subprocess.run(["cp", "-a", f"{furnished}/.", house.home], check=True)
    house.log.unlink()
    return house


@pytest.fixture
def house(houses: Callable[..., House], furnished: Path) -> House:
    """A house for a test that ends it."""
    return opened(moved_in(houses(), furnished))


@pytest.fixture(scope="module")
def standing(furnished: Path) -> Iterator[House]:
    """One house for all tests that leave it standing."""
    with street() as make:
        yield opened(moved_in(make(), furnished))


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
def test_a_killed_part_is_started_again(standing: House, words: str) -> None:
    before = set(standing.processes())
    os.kill(standing.pid_of(words), signal.SIGKILL)
    eventually(lambda: any(words in it and pid not in before for pid, it in standing.processes().items()), words)
    eventually(standing.answers, standing.output())
    assert len([command for command in standing.processes().values() if "ekelurahan web" in command]) <= 3


@pytest.mark.skipif(sys.platform != "linux", reason="proportional set size is Linux's")
def test_idle_it_fits_into_a_small_machine(standing: House) -> None:
    eventually(standing.answers, standing.output())
    kilobytes = 0
    for pid, command in standing.processes().items():
        if "postgres" not in command:
            with contextlib.suppress(OSError):
                shares = (Path("/proc") / str(pid) / "smaps_rollup").read_text()
                kilobytes += int(re.findall(r"^Pss:\s+(\d+)", shares, re.MULTILINE)[0])
    assert 0 < kilobytes / 1024 <= IDLE_MEGABYTES


def test_two_copies_run_side_by_side(houses: Callable[..., House], furnished: Path, standing: House) -> None:
    second = moved_in(houses("two"), furnished)
    second.start()
    eventually(second.answers, second.output())
    assert standing.answers()


def test_the_same_folder_is_not_used_twice(standing: House) -> None:
    twin = House(standing.home)
    twin.log = standing.home / "twin.txt"
    twin.start()
    assert twin.process.wait(PATIENCE) == 1
    assert "sudah berjalan dengan folder data" in twin.output()
    assert standing.answers()


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
