"""Work that was given up, and taking it up again."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ekelurahan.accounts import actions as accounts
from ekelurahan.accounts.actions import Device
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.now import now
from ekelurahan.outbox.models import Promise
from ekelurahan.tests.people import PASSWORD, PLAJU_ULU, Town


def given_up(**more: Any) -> Promise:
    """A mail that nobody took."""
    values = {"attempts": 15, "dead_at": now(), "last_error": "SMTPRefused: 550 <siti@example.test> 9901014205900001"}
    with office_scope(PLAJU_ULU):
        return Promise.objects.create(kelurahan_id=PLAJU_ULU, kind="carry_notice", lane="mail", **(values | more))


def test_the_city_sees_what_was_given_up_and_no_address(town: Town) -> None:
    given_up()
    given_up(dead_at=None, attempts=2, last_error="ConnectionRefusedError: 61")
    page = client_of(town.city).get("/pantau/kiriman/").text
    assert "Mengirim pemberitahuan" in page
    assert "Plaju Ulu" in page
    assert "SMTPRefused" in page
    assert "ConnectionRefusedError" in page
    assert page.count("Coba lagi") == 1
    assert "siti@example.test" not in page
    assert "9901014205900001" not in page


def test_without_trouble_the_page_says_so(town: Town) -> None:
    assert "Semua pekerjaan terlaksana" in client_of(town.city).get("/pantau/kiriman/").text


def test_trying_again_is_done_once_and_written_down(town: Town) -> None:
    promise, client = given_up(), client_of(town.city)
    path = f"/pantau/kiriman/{promise.id}/pengulangan/"
    assert "Dicoba lagi" in client.post(path, follow=True).text
    with office_scope(PLAJU_ULU):
        promise.refresh_from_db()
        assert (promise.dead_at, promise.attempts) == (None, 0)
        entry = Entry.objects.get(action="revive")
        assert entry.object == f"promise:{promise.id}"
        assert "kota" in entry.body
    assert client.post(path).status_code == 404, "it is not dead any more"


def test_a_look_at_the_address_changes_nothing(town: Town) -> None:
    promise = given_up()
    assert client_of(town.city).get(f"/pantau/kiriman/{promise.id}/pengulangan/").status_code == 405


@pytest.mark.parametrize("part", ["operator", "kasi", "sekretaris", "lurah", "camat"])
def test_only_the_city_may(town: Town, part: str) -> None:
    promise, client = given_up(), client_of(getattr(town, part))
    assert client.get("/pantau/kiriman/").status_code == 403
    assert client.post(f"/pantau/kiriman/{promise.id}/pengulangan/").status_code == 403


def test_a_form_from_elsewhere_is_refused(town: Town) -> None:
    promise, client = given_up(), Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE] = accounts.log_in("kota", PASSWORD, device=Device())
    assert client.post(f"/pantau/kiriman/{promise.id}/pengulangan/").status_code == 403
    with office_scope(PLAJU_ULU):
        assert Promise.objects.get(id=promise.id).dead_at is not None
