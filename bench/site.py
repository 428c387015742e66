"""The whole site as `make demo` starts it, on a free port: its memory, and how much it serves."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

START_SECONDS = 60


@contextlib.contextmanager
def running() -> Iterator[int]:
    """The site runs; gives the process id of its supervisor."""
    house = subprocess.Popen(
        [sys.executable, "-m", "ekelurahan", "demo"], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        _wait_until_ready(house)
        yield house.pid
        if house.poll() is not None:
            raise RuntimeError("the site ended while it was measured; its figures mean nothing")
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait(30)


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """Only the worker runs."""
    process = subprocess.Popen([sys.executable, "-m", "ekelurahan", "worker"], start_new_session=True)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def memory(pid: int) -> dict[str, float]:
    """Proportional set size in MB of a process and everything it started, by what they are."""
    found: dict[str, float] = {}
    for process in _family(pid):
        words = _read(process, "cmdline").split("\0")
        name = words[3] if words[1:3] == ["-m", "ekelurahan"] else _helper_name(words)
        for line in _read(process, "smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                found[name] = found.get(name, 0) + int(line.split()[1]) / 1024
    return found


def cpu(pid: int) -> float:
    """CPU seconds used so far by a process and everything it started."""
    ticks = 0
    for process in _family(pid):
        if fields := _read(process, "stat").rpartition(")")[2].split():
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _read(pid: int, name: str) -> str:
    """What the kernel says of a process; "" of one that has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""


def _helper_name(words: list[str]) -> str:
    return "web workers" if "spawn_main" in " ".join(words) else "helpers of python"


def _family(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found.extend(children.get(one, []))
    return found


def _wait_until_ready(house: subprocess.Popen[str]) -> None:
    assert house.stdout
    deadline = time.monotonic() + START_SECONDS
    for line in house.stdout:
        if line.startswith("e-Kelurahan siap"):
            return
        if time.monotonic() > deadline:
            break
    raise RuntimeError("the site did not start")
