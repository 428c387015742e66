"""Asks for pages as a browser would: through Django's WSGI handler in this process, with session, scope and commit."""

import io
import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from bench.figures import Counter
from ekelurahan.config.wsgi import application

AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
CSRF = "b" * 32
_counter = Counter()


@dataclass(frozen=True)
class Answer:
    """What came back, and the queries behind it."""

    status: int
    headers: dict[str, str]
    body: bytes
    statements: tuple[str, ...]


class UnexpectedAnswer(Exception):
    """A page that did not answer as it should: then there is nothing to measure."""


class Browser:
    """One person with an open session, or without one."""

    def __init__(self, token: str = "") -> None:
        cookies = {settings.CSRF_COOKIE_NAME: CSRF} | ({settings.SESSION_COOKIE: token} if token else {})
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, b"")

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode())

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        path, _, query = path.partition("?")
        _counter.taken()
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _problem: object = None) -> None:
            told.update(status=int(status[:3]), headers=dict(headers))

        chunks = application(self._environ(method, path, query, body), start)  # type: ignore[arg-type]
        content = b"".join(chunks)
        chunks.close()
        return Answer(told["status"], told["headers"], content, tuple(_counter.taken()))

    def _environ(self, method: str, path: str, query: str, body: bytes) -> dict[str, object]:
        return {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "localhost", "SERVER_PORT": os.environ["PORT"], "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": f"localhost:{os.environ['PORT']}", "HTTP_COOKIE": self.cookie,
            "HTTP_USER_AGENT": AGENT, "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip


def queries(answer: Answer, *, expected: int = 200) -> int:
    """How many queries an answer took. Raises UnexpectedAnswer for another status."""
    if answer.status != expected:
        raise UnexpectedAnswer(f"{answer.status} instead of {expected}")
    return len(answer.statements)
