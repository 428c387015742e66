"""Text is sent compressed: phones on 2G read these pages. A short page travels in one round trip as it is."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

WORTH_IT = 4_000  # bytes; below this the time is worth more than the bytes
TEXT = ("text/", "application/json", "application/javascript", "image/svg")
PADDING = 100  # random bytes in the header: the length tells nobody what a page holds (BREACH)
OK = 200


class Compression:
    """Middleware, outside of the one that serves static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Django hands over the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The same answer, in gzip where that pays and the browser takes it."""
        response = self.get_response(request)
        if not response.headers.get("Content-Type", "").startswith(TEXT) or "Content-Encoding" in response.headers:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if (response.status_code != OK and response.streaming) or "gzip" not in request.headers.get(
            "Accept-Encoding", ""
        ):
            return response
        if response.streaming and request.path.startswith(settings.STATIC_URL):
            return _static(request.path, response)
        if isinstance(response, HttpResponse) and len(response.content) >= WORTH_IT:
            return _as_gzip(response, compress_string(response.content, max_random_bytes=PADDING))
        return response


def _static(path: str, response: HttpResponseBase) -> HttpResponseBase:
    """A static file holds no secret: it is compressed once and kept."""
    found = find(path.removeprefix(settings.STATIC_URL))
    if not found:
        return response
    small = HttpResponse(headers=dict(response.items()))
    response.close()
    return _as_gzip(small, _compressed_file(str(found)))


@lru_cache(maxsize=64)
def _compressed_file(path: str) -> bytes:
    return compress_string(Path(path).read_bytes())


def _as_gzip(response: HttpResponse, data: bytes) -> HttpResponse:
    response.content = data
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(data))
    return response
