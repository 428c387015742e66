"""What travels compressed, and what does not."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from ekelurahan.doors.compression import WORTH_IT, Compression

LONG = b"kelurahan " * WORTH_IT


def answered(response: HttpResponseBase, accepts: str = "gzip, br", path: str = "/") -> HttpResponseBase:
    return Compression(lambda _: response)(RequestFactory().get(path, headers={"Accept-Encoding": accepts}))


def test_a_long_page_is_compressed_for_browsers_that_take_it() -> None:
    answer = answered(HttpResponse(LONG))
    assert isinstance(answer, HttpResponse)
    assert gzip.decompress(answer.content) == LONG
    assert int(answer["Content-Length"]) == len(answer.content) < len(LONG) / 10
    assert answer["Vary"] == "Accept-Encoding"
    plain = answered(HttpResponse(LONG), accepts="")
    assert "Content-Encoding" not in plain.headers


def test_short_pages_documents_and_streams_go_as_they_are() -> None:
    pdf = HttpResponse(LONG, content_type="application/pdf")
    for response in (
        HttpResponse(b"ok"),
        pdf,
        StreamingHttpResponse([LONG]),
        HttpResponse(LONG, headers={"Content-Encoding": "br"}),
    ):
        assert answered(response).headers.get("Content-Encoding", "br") == "br"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["site.css", "app.js", "htmx.min.js"])
def test_static_files_are_compressed(client: Client, name: str) -> None:
    answer = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    plain = b"".join(client.get(f"/static/{name}").streaming_content)  # type: ignore[attr-defined]
    assert gzip.decompress(answer.content) == plain
    assert "max-age" in answer["Cache-Control"]


def test_a_missing_static_file_stays_missing(client: Client) -> None:
    assert client.get("/static/tidak-ada.css", headers={"Accept-Encoding": "gzip"}).status_code == 404


def test_a_file_under_another_name_is_left_alone() -> None:
    assert "Content-Encoding" not in answered(FileResponse([LONG]), path="/kerja/x.csv").headers
