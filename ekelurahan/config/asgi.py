"""The root that the web server calls: `/alir/` is served here, everything else by Django in threads.

Django itself never runs under ASGI: docs/adr/0003-one-port-for-pages-and-streams.md has the numbers.
"""

import os

from ekelurahan.config.bridge import Bridge, Receive, Scope, Send
from ekelurahan.config.family import end_with_parent
from ekelurahan.config.wsgi import application as pages
from ekelurahan.doors.live.stream import stream

THREADS = 4

bridge = Bridge(pages, threads=int(os.environ.get("WEB_THREADS") or THREADS))
end_with_parent()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One request."""
    if scope["path"] == "/alir/":
        await stream(scope, receive, send)
    else:
        await bridge(scope, receive, send)
