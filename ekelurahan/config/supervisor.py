"""`ekelurahan demo` and `ekelurahan run`: the whole house in the foreground, and nothing left behind.

This process imports no Django and stays small. Its children end with it, also when it is killed: the kernel sees to
that (`family.py`). A child that ends by itself is started again, after a pause that grows while it keeps failing.
"""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ekelurahan.config import embedded, environment, refusals
from ekelurahan.config.embedded_place import DatabaseError
from ekelurahan.config.family import ends_with_parent

LOOK_SECONDS = 0.2
STOP_SECONDS = 10.0
LONGEST_PAUSE = 30.0
HEALTHY_SECONDS = 60.0


class Refusal(DatabaseError):
    """The house does not open; the message says why, in Bahasa Indonesia."""


@dataclass
class Child:
    """One process of the house, and how its last starts went."""

    name: str
    process: subprocess.Popen[bytes] | None = None
    inherited: tuple[int, ...] = ()
    started_at: float = 0.0
    failures: int = 0
    due_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """Start it, in a session of its own: Ctrl-C reaches this process, which then ends the children in order."""
        command = [sys.executable, "-m", "ekelurahan", self.name]
        self.process = subprocess.Popen(
            command, start_new_session=True, preexec_fn=ends_with_parent(), pass_fds=self.inherited
        )
        self.started_at = time.monotonic()

    def mend(self) -> None:
        """Start it if it is due; if it has just ended, decide when."""
        if self.process and self.process.poll() is not None:
            lived = time.monotonic() - self.started_at
            self.failures = 0 if lived > HEALTHY_SECONDS else self.failures + 1
            pause = min(0.25 * 2**self.failures, LONGEST_PAUSE)
            print(f"Proses {self.name} berhenti ({self.process.returncode}); dijalankan lagi dalam {pause:g} detik.")
            self.process, self.due_at = None, time.monotonic() + pause
        if self.process is None and time.monotonic() >= self.due_at:
            self.start()

    def ask_to_stop(self) -> None:
        """Tell it to finish what it has begun."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_or_kill(self, deadline: float) -> None:
        """Wait for its end until the deadline (monotonic seconds), then end it with everything it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def run_house(*, demo: bool) -> int:
    """Run everything until SIGINT or SIGTERM. 0: ended as asked; 1: refused, with the reason on stderr."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a TextIOWrapper at this place
    home, port = environment.home(), environment.port()
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home), contextlib.ExitStack() as stack:
        _check(port, demo=demo)
        _set_environment(home, port, demo=demo)
        embeds = not environment.has_own_server()
        if embeds:
            stack.callback(embedded.stop, home)
            environment.use(embedded.start(home))
        mail = stack.enter_context(_mail_socket()) if demo and "SMTP_HOST" not in os.environ else None
        return _prepare(stop) or _work(_children(mail), stop, embeds=embeds)


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = (
                f"e-Kelurahan sudah berjalan dengan folder data {home}: hentikan dulu, atau pilih EKELURAHAN_HOME lain."
            )
            raise Refusal(message) from None
        yield


def _check(port: int, *, demo: bool) -> None:
    """Refuse what cannot go well."""
    mode = "demo" if demo else "run"
    environment.require_mode(mode)
    if not demo and (lines := refusals.weak_secrets()):
        raise Refusal("\n".join(lines))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_listen_address(), port))
        except OSError as error:
            message = f"Port {port} tidak dapat dipakai ({error.strerror}): pilih yang lain, misalnya PORT={port + 1}."
            raise Refusal(message) from None
    environment.keep_mode(mode)


def _listen_address() -> str:
    return os.environ.get("EKELURAHAN_LISTEN") or "127.0.0.1"


def _set_environment(home: Path, port: int, *, demo: bool) -> None:
    os.environ["EKELURAHAN_HOME"], os.environ["PORT"] = str(home), str(port)
    os.environ["EKELURAHAN_DEMO"] = "1" if demo else "0"
    environment.make_secrets()


@contextlib.contextmanager
def _mail_socket() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        os.environ["SMTP_HOST"], os.environ["SMTP_PORT"] = "127.0.0.1", str(listening.getsockname()[1])
        os.environ["EKELURAHAN_SMTP_FD"] = str(listening.fileno())
        yield listening


def _children(mail: socket.socket | None) -> list[Child]:
    children = [Child("worker"), Child("web")]
    return [*children, Child("mailbox", inherited=(mail.fileno(),))] if mail else children


def _prepare(stop: threading.Event) -> int:
    child = Child("prepare")
    child.start()
    assert child.process
    while child.process.poll() is None:
        if stop.wait(LOOK_SECONDS / 4):
            child.ask_to_stop()
            child.wait_or_kill(time.monotonic() + STOP_SECONDS)
            return 130
    return child.process.returncode


def _work(children: list[Child], stop: threading.Event, *, embeds: bool) -> int:
    """Keep every child and the embedded server alive until asked to stop; then end the children, oldest last."""
    home, port, announced = environment.home(), environment.port(), False
    try:
        while not stop.is_set():
            if embeds and not embedded.is_running(home):
                _restart_database(home)
            for child in children:
                child.mend()
            if not announced and _answers(port):
                announced = True
                print(f"e-Kelurahan siap: {os.environ.get('PUBLIC_URL') or f'http://localhost:{port}'}/")
            stop.wait(LOOK_SECONDS)
    finally:
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in children:
            child.wait_or_kill(deadline)
    return 0


def _restart_database(home: Path) -> None:
    print("Basis data berhenti; dijalankan lagi.")
    try:
        environment.use(embedded.start(home))
    except DatabaseError as error:
        print(error, file=sys.stderr)
        time.sleep(1)


def _answers(port: int) -> bool:
    """Whether `GET /healthz` is answered by 200. Plain socket: an HTTP client would cost this process 10 MB."""
    with contextlib.suppress(OSError), socket.create_connection((_listen_address(), port), timeout=2) as connection:
        connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        return connection.recv(64).split(b" ")[1:2] == [b"200"]
    return False
