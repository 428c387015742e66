"""Many people at once: real threads, a real connection each, and a common start."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def at_once(work: Iterable[Callable[[], Result]]) -> list[Result | Exception]:
    """Every piece in a thread of its own, all let go at the same moment; what each returned or raised, in order."""
    pieces = list(work)
    gate = threading.Barrier(len(pieces))

    def run(piece: Callable[[], Result]) -> Result | Exception:
        try:
            connections["default"].ensure_connection()
            gate.wait(timeout=60)
            return piece()
        except Exception as error:  # noqa: BLE001  # what went wrong is the result
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(pieces)) as pool:
        return list(pool.map(run, pieces))
