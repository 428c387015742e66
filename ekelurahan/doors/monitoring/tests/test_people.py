"""Looking for a person in the kecamatan and in the city: who may, what is shown, what is written down."""

import json

import pytest

from ekelurahan.areas.scope import area_scope
from ekelurahan.audit.models import Entry
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.residents import actions
from ekelurahan.tests.people import Town, rewritten

PATH = "/pantau/warga/"


def entries() -> list[dict[str, object]]:
    with area_scope(0, 9_999_999_999):
        return [json.loads(entry.body) for entry in Entry.objects.filter(action="resident.search").order_by("seq")]


@pytest.mark.parametrize("part", ["camat", "city"])
def test_people_of_all_offices_are_found_with_the_office_and_why_and_without_whole_numbers(
    town: Town, part: str
) -> None:
    page = client_of(getattr(town, part)).post(PATH, {"q": "sitti"}).text
    for words in (
        "SITI AMINAH",
        "SITI ZUBAIDAH",
        "Plaju Ulu",
        "Plaju Darat",
        "ejaan lain: SITI = SITTI",
        "990101********01",
    ):
        assert words in page
    assert "9901014205900001" not in page
    assert "2 orang" in page


def test_a_search_is_written_down_without_its_text_and_without_names(town: Town) -> None:
    client = client_of(town.camat)
    client.post(PATH, {"q": "siti aminah"})
    client.post(PATH, {"q": "9901 0142 0590 0001"})
    first, second = entries()
    assert (first["object"], first["details"]) == ("area:16.71.14", {"kind": "name", "hits": 1})
    assert second["details"] == {"kind": "number", "hits": 1}
    assert first["by"]["username"] == "cici"  # type: ignore[index]
    assert "siti" not in json.dumps([first, second]).lower()
    assert "9901014205900001" not in json.dumps([first, second])


def test_looking_at_the_page_searches_nothing(town: Town) -> None:
    page = client_of(town.city).get(PATH, {"q": "siti"}).text
    assert "SITI AMINAH" not in page
    assert "Palembang" in page
    assert client_of(town.city).post(PATH, {"q": "  "}).status_code == 200
    assert entries() == []


def test_who_is_found_by_nobody_is_told_so_and_that_is_written_down_too(town: Town) -> None:
    assert "Tidak ada yang cocok dengan «&lt;xyz&gt;»" in client_of(town.city).post(PATH, {"q": "<xyz>"}).text
    assert entries()[0]["details"] == {"kind": "name", "hits": 0}


def test_the_archive_is_marked(town: Town) -> None:
    with area_scope(town.operator.lo, town.operator.hi):
        rewritten(town.siti, life_status="moved")
    page = client_of(town.camat).post(PATH, {"q": "siti"}).text
    assert "<b>(pindah)</b>" in page
    assert page.index("SITI ZUBAIDAH") < page.index("SITI AMINAH")


def test_more_than_a_page_is_said(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ekelurahan.doors.monitoring.people.SHOWN", 1)
    assert "Lebih dari 1 orang cocok" in client_of(town.city).post(PATH, {"q": "siti"}).text


def test_too_many_searches_are_refused_for_a_while(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_SEARCHES", 1)
    client = client_of(town.city)
    assert client.post(PATH, {"q": "siti"}).status_code == 200
    answer = client.post(PATH, {"q": "siti"})
    assert answer.status_code == 429
    assert "Coba lagi beberapa menit lagi" in answer.text
    assert "SITI AMINAH" not in answer.text
    assert len(entries()) == 1


@pytest.mark.parametrize("part", ["operator", "kasi", "sekretaris", "lurah"])
def test_an_office_searches_only_itself(town: Town, part: str) -> None:
    client = client_of(getattr(town, part))
    assert client.get(PATH).status_code == 403
    assert client.post(PATH, {"q": "siti"}).status_code == 403
