"""A small HTTP client that keeps some connections busy: `python -m bench.client PORT PATH COUNT`. This machine only.

A process of its own, so that its work is not counted as the server's.
"""

import asyncio
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import cast

CONNECTIONS = 16
LONGEST_SECONDS = 60.0
PIECE = 1 << 16


@dataclass(frozen=True)
class Load:
    """What came back."""

    answers: int
    seconds: float
    failures: int
    client_cpu: float  # seconds

    @property
    def per_second(self) -> float:
        """Good answers."""
        return (self.answers - self.failures) / self.seconds


def load(port: int, paths: list[str], count: int) -> Load:
    """Ask 127.0.0.1 for the paths in turn, `count` times in all, over 16 connections."""
    command = [sys.executable, "-m", "bench.client", str(port), str(count), *paths]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return Load(**json.loads(answer.stdout))


class Connection(asyncio.Protocol):
    """Sends the next request as soon as an answer is complete."""

    def __init__(self, requests: list[bytes], left: list[int], done: asyncio.Future[None]) -> None:
        self.requests, self.left, self.done = requests, left, done
        self.answers = self.failures = 0
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = cast("asyncio.Transport", transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        """An answer is complete when the length that its head names is there."""
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if len(body) >= length:
            self.answers += 1
            self.failures += not head.startswith(b"HTTP/1.1 200")
            self.buffer = b""
            self._next()

    def connection_lost(self, _error: Exception | None) -> None:
        """The server ended it, or we did."""
        if not self.done.done():
            self.done.set_result(None)

    def _next(self) -> None:
        if self.left[0] <= 0:
            self.transport.close()
            return
        self.left[0] -= 1
        self.transport.write(self.requests[self.left[0] % len(self.requests)])


async def _ask(port: int, paths: list[str], count: int) -> Load:
    loop = asyncio.get_running_loop()
    requests = [
        f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode() for path in paths
    ]
    left, ended, connections = [count], [], []
    began = time.perf_counter()
    for _ in range(CONNECTIONS):
        done: asyncio.Future[None] = loop.create_future()
        ended.append(done)
        _transport, connection = await loop.create_connection(
            lambda done=done: Connection(requests, left, done),  # type: ignore[misc]
            "127.0.0.1", port,
        )  # fmt: skip
        connections.append(connection)
    await asyncio.wait_for(asyncio.gather(*ended), LONGEST_SECONDS)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Load(
        sum(connection.answers for connection in connections), time.perf_counter() - began,
        sum(connection.failures for connection in connections), used.ru_utime + used.ru_stime,
    )  # fmt: skip


if __name__ == "__main__":
    result = asyncio.run(_ask(int(sys.argv[1]), sys.argv[3:], int(sys.argv[2])))
    print(json.dumps(vars(result)))
