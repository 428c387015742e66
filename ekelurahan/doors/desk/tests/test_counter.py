"""The first page, the queues, the page of a resident; and that pages do not ask more when there is more."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from ekelurahan.applications.models import Application
from ekelurahan.applications.queries import PAGE
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.doors.desk.tests.requests_made import NEW, issued, returned, submitted, verified_chain
from ekelurahan.doors.desk.tests.test_requests import page_of
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.codes import Sex
from ekelurahan.lib.now import now
from ekelurahan.tests.people import PLAJU_ULU, Town, rewritten


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def asked(client: Client, address: str) -> int:
    """How many statements a page costs, without the savepoints of the test."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len([one for one in queries if not re.match(r"SAVEPOINT|RELEASE|BEGIN|COMMIT", one["sql"])])


class TestHome:
    def test_it_shows_what_is_ready_what_was_returned_and_the_counts(self, operator: Client, town: Town) -> None:
        ready, back = issued(town), returned(town)
        page = operator.get("/kerja/").text
        assert ready.number in page
        assert back.number in page
        assert 'id="q"' in page
        assert "autofocus" in page
        assert "Siap dicetak dan diserahkan" in page

    def test_an_open_page_hears_of_a_decision(self, operator: Client, town: Town) -> None:
        address = re.search(r'data-hx-get="(/kerja/papan/[^"]+)"', operator.get("/kerja/").text)
        assert address
        assert "Baru saja" not in operator.get(address[1]).text
        application = issued(town)
        board = operator.get(address[1]).text
        assert "Baru saja" in board
        assert application.number in board
        assert "Terbit" in board
        assert 'aria-live="polite"' in board

    def test_what_is_found_says_why(self, operator: Client) -> None:
        found = operator.post("/kerja/cari/", {"q": "sitti aminha"}).text
        assert "SITI AMINAH" in found
        assert "Cocok: ejaan lain: SITI = SITTI; mirip: AMINAH, dicari AMINHA" in found
        assert "SITI ZUBAIDAH" not in found

    def test_a_kasi_sees_what_waits_for_the_kasi(self, town: Town) -> None:
        verified_chain()
        application = submitted(town)
        assert application.number in client_of(town.kasi).get("/kerja/").text
        assert application.number not in client_of(town.sekretaris).get("/kerja/").text

    @pytest.mark.parametrize("part", ["lurah", "camat", "city"])
    def test_it_is_no_place_for_others(self, town: Town, part: str) -> None:
        assert client_of(getattr(town, part)).get("/kerja/").status_code == 403

    @pytest.mark.parametrize("since", ["", "gestern", "2026-01-01T00:00:00"])
    def test_a_strange_moment_is_read_as_now(self, operator: Client, since: str) -> None:
        assert operator.get(f"/kerja/papan/?sejak={since}").status_code == 200


class TestQueues:
    def test_each_queue_holds_its_own(self, operator: Client, town: Town) -> None:
        waiting, ready = submitted(town), issued(town, town.budi)
        assert waiting.number in operator.get("/kerja/antre/di-lurah/").text
        assert ready.number in operator.get("/kerja/antre/siap-cetak/").text
        assert waiting.number not in operator.get("/kerja/antre/siap-cetak/").text
        assert operator.get("/kerja/antre/").headers["Location"] == "/kerja/antre/baru/"
        assert operator.get("/kerja/antre/tidak-ada/").status_code == 404

    def test_what_waits_too_long_stands_in_its_own_queue(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        assert application.number not in operator.get("/kerja/antre/terlambat/").text
        with office_scope(PLAJU_ULU):
            Application.objects.update(submitted_at=now() - timedelta(hours=2))
        assert application.number in operator.get("/kerja/antre/terlambat/").text

    def test_a_long_queue_goes_on_where_the_page_ended(self, operator: Client, town: Town) -> None:
        numbers = {submitted(town).number for _ in range(PAGE + 3)}
        page = operator.get("/kerja/antre/di-lurah/").text
        more = re.search(r'href="(\?dari=[^"]+)"', page)
        assert more
        rest = operator.get("/kerja/antre/di-lurah/" + more[1]).text
        seen = [number for number in numbers if number in page], [number for number in numbers if number in rest]
        assert [len(part) for part in seen] == [PAGE, 3]
        assert set(seen[0]) | set(seen[1]) == numbers


class TestResident:
    def test_it_shows_identity_family_and_letters_with_masked_numbers(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        page = operator.get(f"/kerja/warga/{town.siti}/").text
        assert "BUDI SANTOSO" in page
        assert application.number in page
        assert "9901014205900001" not in page
        assert "990101********01" in page
        assert NEW.format(town.siti) in page
        assert 'data-key="1"' in page

    def test_the_whole_nik_is_shown_for_a_reason_that_is_written_down(self, operator: Client, town: Town) -> None:
        answer = operator.post(f"/kerja/warga/{town.siti}/nomor/", {"reason": ""})
        assert answer.status_code == 422
        assert "9901014205900001" not in answer.text
        answer = operator.post(f"/kerja/warga/{town.siti}/nomor/", {"reason": "Mencocokkan dengan KTP"})
        assert "9901014205900001" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        with office_scope(PLAJU_ULU):
            entry = Entry.objects.filter(action="resident.reveal").get()
        assert "Mencocokkan dengan KTP" in entry.body

    def test_a_nik_that_contradicts_the_registry_is_a_warning(self, operator: Client, town: Town) -> None:
        with office_scope(PLAJU_ULU):
            rewritten(town.siti, sex=Sex.MALE.value)
        page = operator.get(f"/kerja/warga/{town.siti}/").text
        assert "Jenis kelamin berbeda dari yang tertulis di NIK." in page

    def test_the_demo_does_not_warn_of_its_own_made_up_region(
        self, operator: Client, town: Town, settings: Settings
    ) -> None:
        assert "bukan kode kecamatan" in operator.get(f"/kerja/warga/{town.siti}/").text
        settings.DEMO = True
        assert "bukan kode kecamatan" not in operator.get(f"/kerja/warga/{town.siti}/").text

    def test_a_resident_of_another_office_is_absent(self, operator: Client, town: Town) -> None:
        assert operator.get(f"/kerja/warga/{town.neighbour}/").status_code == 404
        assert operator.post(f"/kerja/warga/{town.neighbour}/nomor/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        lambda _town, _made: "/kerja/",
        lambda _town, _made: "/kerja/antre/di-lurah/",
        lambda _town, _made: "/kerja/antre/terlambat/",
        lambda town, _made: f"/kerja/warga/{town.siti}/",
        lambda town, _made: NEW.format(town.siti),
        lambda _town, made: page_of(made),
        lambda _town, made: page_of(made, "tanda-terima/"),
    ],
)
def test_a_page_costs_at_most_ten_statements_however_much_there_is(
    operator: Client, town: Town, address: Callable[[Town, Application], str]
) -> None:
    made = submitted(town)
    operator.get(address(town, made))
    before = asked(operator, address(town, made))
    for _ in range(4):
        submitted(town)
        returned(town)
    assert asked(operator, address(town, made)) == before <= 10
