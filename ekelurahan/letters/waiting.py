"""Runs pyHanko's coroutines from ordinary functions."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_own = threading.local()


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """The coroutine's result, on this thread's own loop: making one for every letter costs half a millisecond."""
    if not hasattr(_own, "loop"):
        _own.loop = asyncio.new_event_loop()
    return _own.loop.run_until_complete(coroutine)  # type: ignore[no-any-return]
