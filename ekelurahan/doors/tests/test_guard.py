"""Who gets past the door."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.guard import ActorRequest, only, public
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.tests.people import Town

pytestmark = pytest.mark.django_db


@only(Role.LURAH)
def decide(request: ActorRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


@public
def look(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


def test_a_view_says_its_roles() -> None:
    assert decide.roles == (Role.LURAH,)  # type: ignore[attr-defined]
    assert look.roles == ()  # type: ignore[attr-defined]


def test_a_stranger_is_sent_to_the_login_page_and_a_sent_form_is_not_repeated() -> None:
    made = RequestFactory()
    assert decide(made.get("/lurah/?q=1"))["Location"] == "/masuk/?next=%2Flurah%2F%3Fq%3D1"
    assert decide(made.post("/lurah/"))["Location"] == "/masuk/?next=%2F"


def test_a_fragment_asked_for_without_a_session_moves_the_whole_page_to_the_login() -> None:
    answer = decide(RequestFactory().get("/lurah/", headers={"HX-Request": "true"}))
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/masuk/?next=%2Flurah%2F")


def test_another_role_is_refused_and_written_down(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/lurah/")
    request.actor = town.operator  # type: ignore[attr-defined]
    with caplog.at_level(logging.WARNING), pytest.raises(PermissionDenied):
        decide(request)
    assert "refused: oki (operator) at GET /lurah/" in caplog.text
    request.actor = town.lurah  # type: ignore[attr-defined]
    answer = decide(request)
    assert isinstance(answer, HttpResponse)
    assert answer.text == "Lukman Hakim, S.IP., M.Si."


def test_the_refusal_is_a_page(town: Town) -> None:
    answer = client_of(town.operator).get("/lurah/")
    assert answer.status_code in (403, 404)
    assert "Ke beranda" in answer.text


def test_an_unknown_address_says_what_to_do(client: Client) -> None:
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "Periksa alamatnya" in answer.text


@pytest.mark.parametrize("address", ["/masuk/", "/lacak/", "/kerja/", "/kerja/cari/"])
def test_a_zero_byte_is_a_bad_request_and_no_server_error(address: str, town: Town) -> None:
    client = client_of(town.operator)
    assert (
        client.post(address, {"username": "o\0ki", "password": "x", "q": "si\0ti", "number": "\0"}).status_code == 400
    )
    assert client.get("/layanan/?q=%00").status_code == 400
