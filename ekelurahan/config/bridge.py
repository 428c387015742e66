"""From ASGI to Django's WSGI: one request is read whole, answered whole in a thread, and sent whole.

A slow client therefore never holds a thread, and a page crosses between the loop and the threads only once; a general
bridge crosses for each part (docs/adr/0003 has the numbers). Long answers belong elsewhere: `doors/live`.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Pages = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]

LARGEST_BODY = 64 * 1024 * 1024
LARGEST_IN_MEMORY = 1024 * 1024


class Bridge:
    """Answers HTTP scopes with a WSGI application, in `threads` threads."""

    def __init__(self, pages: Pages, threads: int) -> None:
        """`pages` is the WSGI application."""
        self.pages = pages
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 413 to a body of more than 64 MB, nothing to a client that went away."""
        with tempfile.SpooledTemporaryFile(LARGEST_IN_MEMORY) as body:
            status = await _read(receive, body)
            if status is None:
                return
            if status != 200:  # noqa: PLR2004  # OK
                await _answer(send, (status, [(b"content-length", b"0")], b""))
                return
            body.seek(0)
            environ = environ_of(scope, body)
            answer = await asyncio.get_running_loop().run_in_executor(self.threads, self._call, environ)
        await _answer(send, answer)

    def _call(self, environ: dict[str, Any]) -> Answer:
        head: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
            head[:] = int(status[:3]), headers

        parts = self.pages(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers = head
        return status, [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers], body


def environ_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The WSGI environment (PEP 3333). A header with an underscore is dropped: it could pass for one with a hyphen."""
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        if b"_" not in raw_name:
            _add_header(environ, raw_name.decode("latin-1"), raw_value.decode("latin-1"))
    return environ


def _add_header(environ: dict[str, Any], header: str, value: str) -> None:
    name = header.upper().replace("-", "_")
    if name not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
        name = f"HTTP_{name}"
    if name in environ:
        value = environ[name] + ("; " if name == "HTTP_COOKIE" else ",") + value
    environ[name] = value


async def _read(receive: Receive, body: IO[bytes]) -> int | None:
    """200 when the body is there, 413 when it is too large, None when the client went away."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > LARGEST_BODY:
            return 413
        body.write(part)
        if not message.get("more_body"):
            return 200


async def _answer(send: Send, answer: Answer) -> None:
    status, headers, body = answer
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
