"""What every answer carries."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from ekelurahan.doors.security import SecurityHeaders
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.tests.people import Town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/layanan/", "/masuk/", "/v/", "/lacak/", "/healthz", "/tidak-ada/"])
def test_no_page_allows_inline_code_foreign_frames_or_referrers(client: Client, path: str) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert " style=" not in answer.text
    assert "<style" not in answer.text
    assert " on" not in "".join(part.split(">")[0] for part in answer.text.split("<button")[1:])


def test_pages_of_people_who_are_logged_in_are_never_stored(town: Town, client: Client) -> None:
    assert client_of(town.operator).get("/sesi/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in client.get("/layanan/").headers


def test_public_pages_set_no_cookie_and_load_no_script(client: Client) -> None:
    for path in ("/", "/layanan/", "/layanan/domisili/"):
        answer = client.get(path)
        assert not answer.cookies
        assert "<script" not in answer.text


def test_https_is_remembered_by_browsers(settings: Settings) -> None:
    settings.HTTPS = True
    answer = SecurityHeaders(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert answer["Strict-Transport-Security"].startswith("max-age=63072000")


def test_a_view_may_narrow_its_own_header() -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert SecurityHeaders(lambda _: own)(RequestFactory().get("/"))["Content-Security-Policy"] == "sandbox"
