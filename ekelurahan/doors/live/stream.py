"""`/alir/`: Server-Sent Events that say which request changed, inside the listener's own area.

A message holds the office, the request's id and its status, and no personal data; the page then asks for what it shows.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import Error, close_old_connections, connection
from psycopg.conninfo import make_conninfo

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.sessions import actor_for_token
from ekelurahan.doors.live.hub import Hub, Listener

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEARTBEAT_SECONDS = 15.0
STREAMS_PER_SESSION = 10
STREAMS_PER_PROCESS = 2_000
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

_doorkeeper = ThreadPoolExecutor(1, thread_name_prefix="doorkeeper")
_open_streams: Counter[UUID | None] = Counter()


def _address() -> str:
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo("", **{name: connection.settings_dict[key] or None for name, key in names.items()})


hub = Hub(_address)


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one open page until it goes away or its session ends."""
    if scope["method"] != "GET":
        await _refuse(send, 405)
        return
    token = session_token(scope)
    try:
        actor = await _actor_of(token)
    except Error:
        await _refuse(send, 503)
        return
    if actor is None:
        await _refuse(send, 401)
    elif _open_streams[actor.session_id] >= STREAMS_PER_SESSION or _open_streams.total() >= STREAMS_PER_PROCESS:
        await _refuse(send, 503)
    else:
        await _serve(token, actor, receive, send)


def session_token(scope: Scope) -> str:
    """The session's token from the cookies of a request; "" when there is none."""
    cookies = SimpleCookie()
    for name, value in scope["headers"]:
        if name == b"cookie":
            with contextlib.suppress(CookieError):
                cookies.load(value.decode("latin-1"))
    return cookies[settings.SESSION_COOKIE].value if settings.SESSION_COOKIE in cookies else ""


async def _serve(token: str, actor: Actor, receive: Receive, send: Send) -> None:
    listener = hub.join(actor.lo, actor.hi)
    _open_streams[actor.session_id] += 1
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _send(send, "retry: 3000\n\n")
        while not gone.done() and await _still_holds(token, actor):
            await _tell_until_heartbeat(listener, gone, send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()
        hub.leave(listener)
        _open_streams.subtract([actor.session_id])
        if not _open_streams[actor.session_id]:
            del _open_streams[actor.session_id]


async def _tell_until_heartbeat(listener: Listener, gone: asyncio.Future[None], send: Send) -> None:
    """Pass on what comes; after a quiet while send a heartbeat, so that a dead connection shows."""
    loop = asyncio.get_running_loop()
    end = loop.time() + HEARTBEAT_SECONDS
    while (left := end - loop.time()) > 0:
        news = asyncio.ensure_future(listener.news.get())
        await asyncio.wait((news, gone), timeout=left, return_when=asyncio.FIRST_COMPLETED)
        if gone.done() or not news.done():
            news.cancel()
            break
        await _send(send, f"event: application-changed\ndata: {news.result()}\n\n")
    if not gone.done():
        await _send(send, ": \n\n")


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def _still_holds(token: str, actor: Actor) -> bool:
    """Whether the session still lives, in the same area. Without a database nothing is told, so the stream may wait."""
    try:
        now = await _actor_of(token)
    except Error:
        return True
    return now is not None and (now.session_id, now.lo, now.hi) == (actor.session_id, actor.lo, actor.hi)


async def _actor_of(token: str) -> Actor | None:
    return await asyncio.get_running_loop().run_in_executor(_doorkeeper, _look_up, token) if token else None


def _look_up(token: str) -> Actor | None:
    close_old_connections()
    return actor_for_token(token)
