"""Coming in, staying in, going out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ekelurahan.accounts.actions import end_posting
from ekelurahan.accounts.models import Posting, Session
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.tests.people import PASSWORD, PEOPLE, Town

pytestmark = pytest.mark.usefixtures("town")
HOMES = {"operator": "/kerja/", "kasi": "/kerja/", "sekretaris": "/kerja/", "lurah": "/lurah/", "camat": "/pantau/"}


def log_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/masuk/", {"username": username, "password": password, **more})


@pytest.mark.parametrize(("part", "home"), HOMES.items())
def test_each_role_starts_at_its_own_work(client: Client, part: str, home: str) -> None:
    answer = client.post("/masuk/", {"username": PEOPLE[part][0], "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, home)


def test_the_session_cookie_cannot_be_read_by_scripts_and_lasts_a_working_day(client: Client) -> None:
    log_in(client, "oki")
    cookie = client.cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 12 * 3600


@pytest.mark.parametrize(("username", "password"), [("oki", "bukan-ini-7"), ("tidak-ada", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_words(client: Client, username: str, password: str) -> None:
    answer = client.post("/masuk/", {"username": username, "password": password})
    assert answer.status_code == 422
    assert "Nama pengguna atau kata sandi salah" in answer.text
    assert "session" not in client.cookies
    assert password not in answer.text or not password


def test_too_many_tries_are_told_to_wait_even_with_the_right_password(client: Client) -> None:
    for _ in range(8):
        log_in(client, "oki", "salah")
    answer = client.post("/masuk/", {"username": "oki", "password": PASSWORD})
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan" in answer.text


def test_somebody_without_a_posting_is_told_so(client: Client) -> None:
    end_posting(Posting.objects.get(user__username="oki"), at=timezone.now() - timedelta(minutes=1))
    answer = client.post("/masuk/", {"username": "oki", "password": PASSWORD})
    assert "tidak lagi bertugas" in answer.text
    assert not Session.objects.exists()


def test_after_login_one_comes_to_the_page_one_wanted(client: Client) -> None:
    answer = client.get("/sesi/?x=1")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=%2Fsesi%2F%3Fx%3D1")
    answer = client.post("/masuk/", {"username": "oki", "password": PASSWORD, "next": "/sesi/?x=1"})
    assert answer["Location"] == "/sesi/?x=1"


@pytest.mark.parametrize("elsewhere", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", "/\\jahat"])
def test_login_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    answer = client.post("/masuk/", {"username": "oki", "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/kerja/"


def test_a_login_form_from_another_site_is_refused_with_a_page_that_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "oki", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Muat ulang halamannya" in answer.text


def test_logging_out_ends_the_session(town: Town) -> None:
    client = client_of(town.operator)
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").status_code == 302
    assert not Session.objects.exists()


def test_one_sees_ones_own_sessions_and_ends_another(town: Town) -> None:
    phone, desk, other = client_of(town.lurah), client_of(town.lurah), client_of(town.operator)
    answer = desk.get("/sesi/")
    assert answer.text.count("Chrome di Android") == 2
    assert answer.text.count("perangkat ini") == 1
    lost = Session.objects.filter(user_id=town.lurah.user_id).earliest("created_at")
    address = f"/sesi/{lost.id}/pencabutan/"
    other.post(address)
    assert Session.objects.filter(id=lost.id).exists(), "nobody ends the session of somebody else"
    desk.post(address)
    assert not Session.objects.filter(id=lost.id).exists()
    assert phone.get("/sesi/").status_code == 302


def test_demo_accounts_are_offered_in_the_demo_only(client: Client, settings: Settings) -> None:
    assert "Akun peragaan" not in client.get("/masuk/").text
    settings.DEMO = True
    page = client.get("/masuk/").text
    assert all(name in page for name in ("operator2", "lurah2", "camat", "kota", "plaju-ulu-2016"))


def test_health_answers_as_soon_as_the_database_does(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
    assert client.get("/readyz").text == "database: ok\ndisk: ok"
