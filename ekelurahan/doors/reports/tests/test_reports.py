"""Who sees which reports, and what stands in them."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pypdfium2 as pdfium
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.now import at
from ekelurahan.residents.models import ClosedMonth
from ekelurahan.tests.people import PLAJU_ULU, Town, build_town

MINE, NEXT_DOOR = "16.71.14.1001", "16.71.14.1002"
SPOT = datetime(2026, 11, 24, 5, tzinfo=UTC)
PRIVATE = ("SITI", "BUDI", "9901014205900001", "9901010101100001")
ANSWERS = ("lampid/", "lampid.pdf", "lampid.xlsx", "statistik/", "statistik.pdf", "statistik.xlsx", "")
OFFICE = ("operator", "kasi", "sekretaris", "lurah")


@pytest.fixture
def town(db: None) -> Town:
    with at(SPOT):
        return build_town()


def text_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def cells_of(xlsx: bytes) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(xlsx))
    return [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("part", [*OFFICE, "camat", "city"])
def test_everybody_sees_the_figures_of_the_own_area(town: Town, part: str) -> None:
    client = client_of(getattr(town, part))
    assert client.get("/laporan/").status_code == 200
    for answer in ANSWERS:
        found = client.get(f"/laporan/{MINE}/{answer}")
        assert found.status_code == 200, answer
        assert not any(word in found.content.decode("latin-1") for word in PRIVATE), answer


@pytest.mark.parametrize("code", [NEXT_DOOR, "16.71.14", "16.71", "nowhere", "99.99.99.9999"])
def test_what_lies_outside_is_not_there(town: Town, code: str) -> None:
    client = client_of(town.lurah)
    for answer in (*ANSWERS, "buku/induk/", "buku/induk.pdf"):
        assert client.get(f"/laporan/{code}/{answer}").status_code == 404, answer


def test_camat_and_city_go_down_to_their_kelurahan(town: Town) -> None:
    with at(SPOT):
        page = client_of(town.camat).get("/laporan/16.71.14/lampid/?bulan=2026-11").text
        city = client_of(town.city).get("/laporan/16.71/lampid/?bulan=2026-11").text
    assert f'href="/laporan/{MINE}/lampid/?bulan=2026-11"' in page
    assert 'href="/laporan/16.71.14/lampid/?bulan=2026-11"' in city
    assert client_of(town.camat).get(f"/laporan/{NEXT_DOOR}/statistik/").status_code == 200
    assert client_of(town.camat).get("/laporan/16.71/").status_code == 404


def test_the_report_of_a_kecamatan_is_signed_by_the_camat_and_lists_its_kelurahan(town: Town) -> None:
    with at(SPOT):
        text = text_of(client_of(town.camat).get("/laporan/16.71.14/lampid.pdf").content)
        city = text_of(client_of(town.city).get("/laporan/16.71/lampid.pdf").content)
    assert "CAMAT PLAJU," in text
    assert "Cici Andriani" in text
    assert "Plaju Darat" in text
    assert "CAMAT" not in city
    assert "PEMERINTAH KOTA PALEMBANG" in city


def test_the_lampid_of_an_office_is_signed_by_its_lurah(town: Town) -> None:
    with at(SPOT):
        text = text_of(client_of(town.operator).get(f"/laporan/{MINE}/lampid.pdf").content)
    for words in ("LAPORAN BULANAN PENDUDUK", "Bulan November 2026", "KELURAHAN PLAJU ULU", "Lukman Hakim",
                  "Kematian bulan ini", "Pindah keluar provinsi", "belum ditutup"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("kind", ["doc", "exe"])
def test_there_are_no_other_kinds_of_files(town: Town, kind: str) -> None:
    assert client_of(town.lurah).get(f"/laporan/{MINE}/lampid.{kind}").status_code == 404


def close(client: Client, month: str, **more: str) -> tuple[int, str]:
    with at(datetime(2027, 1, 5, 5, tzinfo=UTC)):
        found = client.post(f"/laporan/{MINE}/lampid/penutupan/", {"bulan": month, **more}, follow=True)
    return found.status_code, found.text


def test_the_lurah_closes_a_month_and_the_page_says_who_did(town: Town) -> None:
    status, page = close(client_of(town.lurah), "2026-11")
    assert status == 200
    assert "Bulan ditutup" in page
    assert "Lukman Hakim" in page
    with at(datetime(2027, 1, 20, 5, tzinfo=UTC)):
        text = text_of(client_of(town.lurah).get(f"/laporan/{MINE}/lampid.pdf?bulan=2026-11").content)
    assert "Palembang, 5 Januari 2027" in text
    assert "belum ditutup" not in text


def test_a_month_out_of_turn_is_refused_with_a_sentence_and_closed_together_on_request(town: Town) -> None:
    client = client_of(town.sekretaris)
    status, page = close(client, "2026-12")
    assert status == 409
    assert "November 2026 belum ditutup" in page
    assert close(client, "2026-12", semua="1")[0] == 200
    with office_scope(PLAJU_ULU):
        assert ClosedMonth.objects.count() == 2
    assert close(client, "rubbish")[0] == 409


@pytest.mark.parametrize("part", ["operator", "kasi", "camat", "city"])
def test_nobody_else_closes(town: Town, part: str) -> None:
    assert close(client_of(getattr(town, part)), "2026-11")[0] == 403
    page = client_of(getattr(town, part)).get(f"/laporan/{MINE}/lampid/?bulan=2026-10").text
    assert "Tutup bulan" not in page


@pytest.mark.parametrize("month", ["", "2026-13", "2099-01", "1900-01", "x"])
def test_a_month_that_cannot_be_means_the_current_one(town: Town, month: str) -> None:
    with at(SPOT):
        assert "November 2026" in client_of(town.lurah).get(f"/laporan/{MINE}/lampid/", {"bulan": month}).text


def test_statistics_of_an_rt_show_the_pyramid_and_its_figures(town: Town) -> None:
    client = client_of(town.kasi)
    page = client.get(f"/laporan/{MINE}/statistik/", {"lingkungan": "002-004"}).text
    assert "RT 004 / RW 002" in page
    assert '<svg class="pyramid"' in page
    assert page.count("35–39") == 2
    assert "Mengurus Rumah Tangga" in page
    assert "<dd>2</dd>" in page
    empty = client.get(f"/laporan/{MINE}/statistik/", {"lingkungan": "009"}).text
    assert "<dd>0</dd>" in empty
    assert client.get(f"/laporan/{MINE}/statistik.pdf", {"lingkungan": "002-004"}).status_code == 200
    assert client_of(town.camat).get("/laporan/16.71.14/statistik/", {"lingkungan": "002"}).status_code == 404


def test_a_page_takes_few_statements(town: Town) -> None:
    client = client_of(town.city)
    client.get("/laporan/16.71/statistik/")
    for answer, most in (("statistik/", 5), ("lampid/", 8)):
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/laporan/16.71/{answer}")
        asked = [query["sql"] for query in caught.captured_queries if query["sql"].startswith(("SELECT", "\n", " "))]
        assert len(asked) <= most, asked


def test_figures_come_as_a_workbook(town: Town) -> None:
    with at(SPOT):
        lampid = cells_of(client_of(town.lurah).get(f"/laporan/{MINE}/lampid.xlsx").content)
        statistics = cells_of(client_of(town.lurah).get(f"/laporan/{MINE}/statistik.xlsx").content)
    assert "Penduduk/keluarga akhir bulan ini" in lampid
    assert "Piramida penduduk" not in statistics
    assert "Islam" in statistics
    assert date(2026, 11, 30).strftime("%d November %Y") in str(statistics)


def test_papers_stay_indonesian_and_pages_follow_the_reader(town: Town) -> None:
    client = client_of(town.lurah)
    client.post("/bahasa/", {"language": "en", "next": "/"})
    with at(SPOT):
        page = client.get(f"/laporan/{MINE}/lampid/?bulan=2026-10").text
        paper = text_of(client.get(f"/laporan/{MINE}/lampid.pdf?bulan=2026-10").content)
        figures = text_of(client.get(f"/laporan/{MINE}/statistik.pdf").content)
    assert "October 2026" in page
    assert "Bulan Oktober 2026" in paper
    assert "Jumlah" in figures
    assert "Status perkawinan" in figures
