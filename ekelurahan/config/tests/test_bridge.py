"""The bridge between the web server and the pages."""

import asyncio
import io
from collections.abc import Callable
from typing import Any

import pytest

from ekelurahan.config import bridge
from ekelurahan.config.bridge import Bridge, environ_of

SCOPE: dict[str, Any] = {
    "method": "POST",
    "path": "/warga/é/",
    "query_string": b"q=a%20b",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("127.0.0.1", 8000),
    "client": ("10.0.0.7", 40000),
    "headers": [(b"host", b"localhost"), (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x_forwarded_for", b"1.2.3.4")],
}


def run(pages: Callable[..., Any], messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Bridge(pages, threads=1)(SCOPE, receive, send))
    return sent


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("201 Created", [("X-Path", environ["PATH_INFO"])])
    return [environ["wsgi.input"].read(), b"!"]


def test_a_body_in_parts_arrives_whole_and_the_answer_goes_out_whole() -> None:
    parts: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.request", "body": b"b"},
    ]
    start, body = run(echo, parts)
    assert (start["status"], start["headers"]) == (201, [(b"x-path", "/warga/é/".encode())])
    assert body["body"] == b"ab!"


def test_a_body_too_large_is_refused_before_any_page_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "LARGEST_BODY", 3)
    start, _body = run(echo, [{"type": "http.request", "body": b"abcd"}])
    assert start["status"] == 413


def test_a_client_that_went_away_gets_nothing() -> None:
    assert run(echo, [{"type": "http.disconnect"}]) == []


def test_a_failing_page_is_closed_and_the_failure_is_the_servers() -> None:
    closed = []

    class Page:
        def __iter__(self) -> "Page":
            return self

        def __next__(self) -> bytes:
            raise RuntimeError

        def close(self) -> None:
            closed.append(True)

    with pytest.raises(RuntimeError):
        run(lambda _environ, _start: Page(), [{"type": "http.request"}])
    assert closed == [True]


def test_cookies_are_joined_and_a_header_with_an_underscore_cannot_pass_for_another() -> None:
    environ = environ_of(SCOPE, io.BytesIO())
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert (environ["REMOTE_ADDR"], environ["QUERY_STRING"]) == ("10.0.0.7", "q=a%20b")
