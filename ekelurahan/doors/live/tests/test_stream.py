"""The live stream: who hears what, and when it ends. Committed data, a real LISTEN connection."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from ekelurahan.accounts.actions import Device, log_in, log_out
from ekelurahan.config.embedded import Urls
from ekelurahan.doors.live import stream as live
from ekelurahan.tests.people import PASSWORD, PLAJU_DARAT, PLAJU_ULU, build_town


class Page:
    """An open page: what it was sent, and the way to close it."""

    def __init__(self, token: str, method: str = "GET") -> None:
        self.status = 0
        self.text = ""
        self.closed = asyncio.Event()
        cookie = f"{settings.SESSION_COOKIE}={token}".encode()
        scope = {"type": "http", "method": method, "path": "/alir/", "headers": [(b"cookie", cookie)]}
        self.task = asyncio.ensure_future(live.stream(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self.closed.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()

    async def hears(self, words: str) -> None:
        async with asyncio.timeout(10):
            while words not in self.text:  # noqa: ASYNC110  # a test asks again and again
                await asyncio.sleep(0.01)


@pytest.fixture
def urls(fresh_database: Urls, monkeypatch: pytest.MonkeyPatch) -> Iterator[Urls]:
    build_town()
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.2)
    yield fresh_database
    live._doorkeeper.submit(close_there).result()


def close_there() -> None:
    connection.close()


def token_of(username: str) -> str:
    return log_in(username, PASSWORD, device=Device("127.0.0.1", "peramban"))


def notify(urls: Urls, kelurahan: int, application: str) -> None:
    with psycopg.connect(urls.app) as other:
        payload = json.dumps({"kelurahan": kelurahan, "application": application, "status": "approved"})
        other.execute("SELECT pg_notify('applications', %s)", [payload])


def play(scene: Callable[[], Awaitable[None]]) -> None:
    async def with_patience() -> None:
        async with asyncio.timeout(30):
            await scene()

    asyncio.run(with_patience())


def test_a_page_hears_of_its_own_office_and_not_of_the_next(urls: Urls) -> None:
    here, next_door, camat = token_of("oki"), token_of("opan"), token_of("cici")

    async def scene() -> None:
        pages = [Page(here), Page(next_door), Page(camat)]
        for page in pages:
            await page.hears(": \n\n")
        notify(urls, PLAJU_ULU, "first")
        notify(urls, PLAJU_DARAT, "second")
        await pages[0].hears('event: application-changed\ndata: {"kelurahan": 1671141001, "application": "first"')
        await pages[1].hears("second")
        await pages[2].hears("second")
        assert "second" not in pages[0].text
        assert "first" not in pages[1].text
        assert "first" in pages[2].text
        for page in pages:
            page.closed.set()
            await page.task

    play(scene)
    assert not live.hub.listeners
    assert live.hub.task is None
    assert not live._open_streams


def test_it_ends_when_the_session_ends(urls: Urls) -> None:
    token = token_of("oki")

    async def scene() -> None:
        page = Page(token)
        await page.hears(": \n\n")
        await asyncio.get_running_loop().run_in_executor(live._doorkeeper, log_out, token)
        await page.task
        assert page.status == 200

    play(scene)


@pytest.mark.usefixtures("urls")
@pytest.mark.parametrize(("token", "method", "status"), [("", "GET", 401), ("made-up", "GET", 401), ("", "POST", 405)])
def test_strangers_are_refused(token: str, method: str, status: int) -> None:
    async def scene() -> None:
        page = Page(token, method)
        await page.task
        assert page.status == status

    play(scene)


def test_one_session_cannot_hold_every_stream(urls: Urls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "STREAMS_PER_SESSION", 1)
    token = token_of("oki")

    async def scene() -> None:
        first = Page(token)
        await first.hears("retry")
        second = Page(token)
        await second.task
        assert second.status == 503
        first.closed.set()
        await first.task

    play(scene)


def test_whoever_opens_a_page_looks_again_at_once_for_what_happened_meanwhile(urls: Urls) -> None:
    token = token_of("oki")

    async def scene() -> None:
        pages = []
        for _ in range(2):  # the first one opens the connection, the second one finds it open
            pages.append(Page(token))
            await pages[-1].hears("event: application-changed\ndata: {}\n\n")
        for page in pages:
            page.closed.set()
            await page.task

    play(scene)


def test_after_the_connection_was_lost_everybody_looks_again(urls: Urls) -> None:
    token = token_of("oki")

    async def scene() -> None:
        page = Page(token)
        await page.hears(": \n\n")
        page.text = ""
        with psycopg.connect(urls.app, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'")
        await page.hears("data: {}\n\n")
        notify(urls, PLAJU_ULU, "later")
        await page.hears("later")
        page.closed.set()
        await page.task

    play(scene)
