"""What the camat and the city see, and what they do not."""

import csv
import gzip
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation, NewRequest
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.models import Application, Tally
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import Status
from ekelurahan.doors.monitoring.views import harmless
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.now import at, now
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import get_office
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

PRIVATE = ("SITI", "AMINAH", "ZUBAIDAH", "BUDI", "9901014205900001", "990101")
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def asked(town: Town, *, next_door: bool = False, **more: Any) -> Application:
    """A request in Plaju Ulu, or in Plaju Darat."""
    resident = town.neighbour if next_door else more.pop("resident", town.siti)
    request = NewRequest("domisili", "keterangan", resident, uuid4(), {"purpose": "Sekolah"}, ("ktp", "kk"), **more)
    with office_scope(PLAJU_DARAT if next_door else PLAJU_ULU):
        return actions.submit(request, by=town.operator_next_door if next_door else town.operator)


def handed_over(town: Town, application: Application, minutes: int) -> None:
    """Approved, issued and handed over so many minutes after it was asked for."""
    with at(application.submitted_at + timedelta(minutes=minutes)):
        with office_scope(PLAJU_ULU):
            seen = content_of(application, office=get_office(PLAJU_ULU)).sha256()
            lurah = type(town.lurah)(**{**vars(town.lurah), "confirmed_at": now()})
            actions.approve(application.id, confirmation=Confirmation(application.version, seen), by=lurah)
        keep_all(Lane.LETTERS)
        with office_scope(PLAJU_ULU):
            actions.hand_over(application.id, recipient="SITI AMINAH", by=town.operator)


def queries_of(client: Client, path: str) -> int:
    """How many statements a page takes once the process is warm, the marks of transactions aside."""
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return sum(not query["sql"].startswith(TRANSACTION) for query in caught.captured_queries)


def test_the_camat_sees_every_kelurahan_of_his_kecamatan_and_no_person(town: Town) -> None:
    asked(town), asked(town, next_door=True)
    page = client_of(town.camat).get("/pantau/").text
    assert "Kecamatan Plaju" in page
    assert "Plaju Ulu" in page
    assert "Plaju Darat" in page
    assert not any(word in page for word in PRIVATE)


def test_counts_and_the_median_follow_the_clock(town: Town) -> None:
    moment = timezone.make_aware(timezone.datetime(2026, 11, 23, 9, 0))  # type: ignore[attr-defined]
    with at(moment):
        first, second = asked(town), asked(town, resident=town.budi)
        asked(town, next_door=True)
    handed_over(town, first, 6)
    handed_over(town, second, 14)
    page = client_of(town.camat).get("/pantau/", {"hari": "2026-11-23"}).text
    assert "23 November 2026" in page
    assert "<dd>10 menit</dd>" in page, "the median of 6 and 14"
    assert "<dt>Lewat target</dt><dd>1</dd>" in page
    assert "<dt>Terbuka sekarang</dt><dd>1</dd>" in page
    assert "data-hx-get" not in page, "a day that is over does not change"
    today = client_of(town.camat).get("/pantau/").text
    assert "<dt>Diserahkan hari itu</dt><dd>0</dd>" in today
    assert 'data-hx-trigger="application-changed from:body' in today


def test_an_open_page_gets_its_changing_part_alone(town: Town) -> None:
    page = client_of(town.city).get("/pantau/", headers={"HX-Request": "true"}).text
    assert "<html" not in page
    assert "Per kelurahan" in page


def test_the_city_drills_down_to_a_kelurahan(town: Town) -> None:
    application = asked(town)
    client = client_of(town.city)
    city = client.get("/pantau/").text
    assert "/pantau/16.71.14/" in city
    assert "/pantau/16.71.14.1001/" in client.get("/pantau/16.71.14/").text
    office = client.get("/pantau/16.71.14.1001/").text
    assert application.number in office
    assert not any(word in office for word in PRIVATE)


@pytest.mark.parametrize(
    "code", ["16.71.13", "16.71", "16.71.15.1001", "16", "16.71.14.9999", "x", "16.71.1", "1671141001"]
)
def test_outside_his_own_area_the_camat_finds_nothing(town: Town, code: str) -> None:
    client = client_of(town.camat)
    assert client.get(f"/pantau/{code}/").status_code == 404
    assert client.get(f"/pantau/{code}/angka.csv").status_code == 404


@pytest.mark.parametrize("part", ["operator", "kasi", "sekretaris", "lurah"])
def test_nobody_of_an_office_monitors(town: Town, part: str) -> None:
    client = client_of(getattr(town, part))
    for path in ("", "16.71.14/", "16.71.14/angka.csv", "kiriman/"):
        assert client.get(f"/pantau/{path}").status_code == 403


def test_strangers_log_in_first() -> None:
    assert Client().get("/pantau/").headers["Location"] == "/masuk/?next=%2Fpantau%2F"


@pytest.mark.parametrize(
    "query", ["hari=2099-01-01", "hari=0001-01-01", "hari=kemarin", "hari=", "urut=zzz", "hari=2026-02-30&urut=nama"]
)
def test_what_cannot_be_read_means_today_in_the_usual_order(town: Town, query: str) -> None:
    assert "hari ini" in client_of(town.camat).get(f"/pantau/?{query}").text


@pytest.mark.parametrize(
    ("order", "first"), [("terbuka", "Plaju Ulu"), ("nama", "Plaju Darat"), ("diserahkan", "Plaju Darat")]
)
def test_the_reader_chooses_the_order(town: Town, order: str, first: str) -> None:
    asked(town)
    page = client_of(town.camat).get("/pantau/", {"urut": order}).text
    names = page[page.index("Per kelurahan") :]
    assert min(("Plaju Ulu", "Plaju Darat"), key=names.index) == first


def test_what_lies_with_its_applicant_does_not_wait_for_the_office(town: Town) -> None:
    application = asked(town)
    with office_scope(PLAJU_ULU):
        actions.return_for_correction(
            application.id, version=application.version, remarks=[actions.Remark("ktp", "Buram")], by=town.lurah
        )
    page = client_of(town.camat).get("/pantau/").text
    assert application.number not in page
    assert "<dt>Terbuka sekarang</dt><dd>1</dd>" in page


class TestTable:
    def test_the_csv_holds_the_figures_of_the_day(self, town: Town) -> None:
        asked(town)
        answer = client_of(town.camat).get("/pantau/16.71.14/angka.csv")
        lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert [line["Kode"] for line in lines] == ["16.71.14.1001", "16.71.14.1002"]
        assert lines[0]["Menunggu Lurah"] == lines[0]["Terbuka sekarang"] == "1"
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_a_name_that_looks_like_a_formula_is_made_harmless(self, town: Town) -> None:
        with office_scope(PLAJU_ULU):
            Office.objects.update(name='=HYPERLINK("http://evil")')
        text = client_of(town.camat).get("/pantau/16.71.14/angka.csv").text
        assert "'=HYPERLINK" in text

    @pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
    def test_every_beginning_of_a_formula_is_known(self, value: str) -> None:
        assert harmless(value) == f"'{value}"
        assert harmless(-1) == -1


class TestWeight:
    @pytest.fixture
    def whole_city(self, town: Town) -> int:
        """All kelurahan of Palembang, each with figures of today."""
        from ekelurahan.areas.queries import kelurahan_in, parents_of

        made = 0
        for place in kelurahan_in(*vars(town.city.area).values()):
            with office_scope(place.lo):
                if not Office.objects.filter(kelurahan_id=place.lo).exists():
                    Office.objects.create(
                        kelurahan_id=place.lo, name=place.local_name, kecamatan=parents_of(place)[-1].local_name,
                        city="Kota Palembang", place="Palembang", city_title="PEMERINTAH KOTA PALEMBANG",
                        unit_code="X", address="Jalan",
                    )  # fmt: skip
                for number, status in enumerate(Status):
                    Tally.objects.create(
                        kelurahan_id=place.lo, day=timezone.localdate(), status=status, count=place.lo % 97 + number
                    )
                made += 1
        return made

    def test_107_rows_fit_the_budget(self, town: Town, whole_city: int) -> None:
        page = client_of(town.city).get("/pantau/").content
        assert whole_city == 107
        assert page.count(b'class="bar ') >= 107
        assert len(gzip.compress(page, 6)) <= 15_000

    def test_queries_do_not_grow_with_offices_or_requests(self, town: Town, request: pytest.FixtureRequest) -> None:
        client = client_of(town.city)
        client.get("/pantau/")  # the area is remembered
        few = queries_of(client, "/pantau/")
        request.getfixturevalue("whole_city")
        for _ in range(5):
            asked(town, duplicate_accepted=True)
        assert queries_of(client, "/pantau/") == few <= 10
        assert queries_of(client, "/pantau/16.71.14.1001/") <= 10
