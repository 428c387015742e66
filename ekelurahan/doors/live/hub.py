"""One LISTEN connection per process, and everybody in this process who waits for news.

What happened before the connection stood is not told again: between the drawing of a page and its stream, or while the
database was away. So everybody is told to look again once the connection stands, and whoever joins later at once.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg

CHANNEL = "applications"
QUEUE_SIZE = 100
RECONNECT_SECONDS = (0.5, 1, 2, 5)
LOOK_AGAIN = "{}"


@dataclass(eq=False)
class Listener:
    """One open stream: the area it may hear of, and what it has not been told yet."""

    lo: int
    hi: int
    news: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(QUEUE_SIZE))

    def tell(self, payload: str) -> None:
        """Queue one message; one who is too slow forgets what was queued and looks again."""
        if self.news.full():
            while not self.news.empty():
                self.news.get_nowait()
            payload = LOOK_AGAIN
        self.news.put_nowait(payload)


class Hub:
    """Carries notifications from the database to the streams of this process."""

    def __init__(self, address: Callable[[], str]) -> None:
        """`address` gives the database's connection string; it is asked for at each connection."""
        self.address = address
        self.listeners: set[Listener] = set()
        self.task: asyncio.Task[None] | None = None
        self.hears = False  # whether the connection stands

    def join(self, lo: int, hi: int) -> Listener:
        """Begin to hear of lo..hi. The first one to join opens the connection."""
        listener = Listener(lo, hi)
        self.listeners.add(listener)
        if self.hears:
            listener.tell(LOOK_AGAIN)
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self._listen())
        return listener

    def leave(self, listener: Listener) -> None:
        """Hear no more. The last one to leave closes the connection."""
        self.listeners.discard(listener)
        if not self.listeners and self.task:
            self.task.cancel()
            self.task, self.hears = None, False

    def spread(self, payload: str) -> None:
        """Tell those whose area holds the office that the message names; what cannot be read is told to nobody."""
        try:
            kelurahan_id = int(json.loads(payload)["kelurahan"])
        except (ValueError, TypeError, KeyError):
            return
        for listener in self.listeners:
            if listener.lo <= kelurahan_id <= listener.hi:
                listener.tell(payload)

    async def _listen(self) -> None:
        failures = 0
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self.address(), autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    failures, self.hears = 0, True
                    self._everybody_looks_again()
                    async for notification in connection.notifies():
                        self.spread(notification.payload)
            except psycopg.Error:
                self.hears = False
            await asyncio.sleep(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
            failures += 1

    def _everybody_looks_again(self) -> None:
        for listener in self.listeners:
            listener.tell(LOOK_AGAIN)
