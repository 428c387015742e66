"""The root that the web server calls: `/alir/` is served here, everything else by Django in threads.

Django itself never runs under ASGI: docs/adr/0003-one-port-for-pages-and-streams.md has the numbers.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

from ekelurahan.config.family import end_with_parent
from ekelurahan.config.wsgi import application as pages
from ekelurahan.doors.live.stream import stream

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

THREADS = 4

threads = int(os.environ.get("WEB_THREADS") or THREADS)
bridge = WSGIMiddleware(pages, workers=threads)  # type: ignore[arg-type]  # an HttpResponse is such an iterable
end_with_parent()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One request, or the server's own start and end."""
    if scope["type"] == "http" and scope["path"] == "/alir/":
        await stream(scope, receive, send)
    else:
        await bridge(scope, _as_coroutine(receive), send)  # type: ignore[arg-type]


def _as_coroutine(receive: Receive) -> Receive:
    """The server's `receive` returns an awaitable of its own, which the bridge cannot hand to another thread."""

    async def received() -> MutableMapping[str, Any]:
        return await receive()

    return received
