"""Indonesian first, English when asked for."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_pages_are_indonesian_whatever_the_browser_asks_for(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="id">' in answer.text
    assert answer["Content-Language"] == "id"


def test_english_is_chosen_at_the_foot_and_stays(client: Client) -> None:
    answer = client.post("/bahasa/", {"language": "en", "next": "/layanan/"})
    assert (answer.status_code, answer["Location"]) == (302, "/layanan/")
    assert '<html lang="en">' in client.get("/layanan/").text
    client.post("/bahasa/", {"language": "id"})
    assert '<html lang="id">' in client.get("/layanan/").text


@pytest.mark.parametrize("language", ["xx", "", "en; path=/"])
def test_an_unknown_language_changes_nothing(client: Client, language: str) -> None:
    assert not client.post("/bahasa/", {"language": language}).cookies


def test_another_site_cannot_choose_nor_send_people_away(client: Client) -> None:
    sent = {"language": "en", "next": "https://jahat.example/"}
    assert client.post("/bahasa/", sent, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/bahasa/", sent)["Location"] == "/"


def test_a_wrong_cookie_is_ignored(client: Client) -> None:
    client.cookies["bahasa"] = "../../etc"
    assert client.get("/").status_code == 200
