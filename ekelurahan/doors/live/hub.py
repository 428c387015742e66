"""One LISTEN connection per process, and everybody in this process who waits for news.

A notification that came while the connection was down is lost, so after a pause everybody is told to look again.
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

    def join(self, lo: int, hi: int) -> Listener:
        """Begin to hear of lo..hi. The first one to join opens the connection."""
        listener = Listener(lo, hi)
        self.listeners.add(listener)
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self._listen())
        return listener

    def leave(self, listener: Listener) -> None:
        """Hear no more. The last one to leave closes the connection."""
        self.listeners.discard(listener)
        if not self.listeners and self.task:
            self.task.cancel()
            self.task = None

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
                    if failures:
                        self._everybody_looks_again()
                    failures = 0
                    async for notification in connection.notifies():
                        self.spread(notification.payload)
            except psycopg.Error:
                pass
            await asyncio.sleep(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
            failures += 1

    def _everybody_looks_again(self) -> None:
        for listener in self.listeners:
            listener.tell(LOOK_AGAIN)
