"""Taking the time, and writing it down."""

import gc
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from django.db import connection

WARM_UP = 5


@dataclass(frozen=True)
class Figures:
    """One kind of request at one size. Milliseconds; CPU is the mean of a request."""

    median: float
    p95: float
    app_cpu: float
    db_cpu: float
    queries: int  # of the request that asked most


def measured(ask: Callable[[int], int], rounds: int, *, warm_up: int = WARM_UP) -> Figures:
    """Ask `rounds` times, one after another. `ask` gets a running number and returns how many queries it took."""
    for number in range(warm_up):
        ask(number)
    gc.collect()
    walls, queries = [], 0
    app, database = time.process_time(), _database_cpu()
    for number in range(warm_up, warm_up + rounds):
        began = time.perf_counter()
        queries = max(queries, ask(number))
        walls.append(time.perf_counter() - began)
    app, database = time.process_time() - app, _database_cpu() - database
    per_request = 1000 / rounds
    return Figures(
        median(walls) * 1000, quantiles(walls, n=20)[-1] * 1000, app * per_request, database * per_request, queries
    )


def _database_cpu() -> float:
    """CPU seconds that this connection's server process has used."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError):
        return float("nan")


class Counter:
    """Counts statements of this thread's connection: those that do work, and the savepoints around them."""

    def __init__(self) -> None:
        """Stays on the connection for the rest of the run."""
        self.statements: list[str] = []
        connection.execute_wrappers.append(self._count)

    def _count(self, execute: Callable[..., object], statement: str, params: object, *rest: object) -> object:
        self.statements.append(statement)
        return execute(statement, params, *rest)

    def taken(self) -> Sequence[str]:
        """The statements since the last time this was asked, without savepoints."""
        found = [text for text in self.statements if not text.startswith(("SAVEPOINT", "RELEASE"))]
        self.statements.clear()
        return found


def machine() -> str:
    """What the figures are measured on, and how many others want its processors at this moment."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} × {model}, load {load:.1f}"
