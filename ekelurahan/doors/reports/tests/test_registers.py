"""The five registers as pages and files, and who gets whole numbers."""

import json
from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2 as pdfium
import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.registers.books import BOOKS
from ekelurahan.tests.people import PLAJU_ULU, Town

MINE = "/laporan/16.71.14.1001/buku"
NIK, NO_KK = "9901014205900001", "9901010101100001"
OFFICE = ("operator", "kasi", "sekretaris", "lurah")


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def text_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def words_of(xlsx: bytes) -> set[str]:
    book = openpyxl.load_workbook(BytesIO(xlsx))
    return {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("part", OFFICE)
@pytest.mark.parametrize("slug", sorted(BOOKS))
def test_every_register_is_a_page_a_pdf_and_a_workbook(town: Town, part: str, slug: str) -> None:
    client = client_of(getattr(town, part))
    assert BOOKS[slug].title in client.get(f"{MINE}/{slug}/").text
    assert client.post(f"{MINE}/{slug}.pdf").content.startswith(b"%PDF")
    assert client.post(f"{MINE}/{slug}.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("slug", sorted(slug for slug, book in BOOKS.items() if book.names_people))
def test_who_takes_a_register_of_people_as_a_file_is_written_down(town: Town, slug: str) -> None:
    client = client_of(town.kasi)
    assert 'method="post" action="/laporan' in client.get(f"{MINE}/{slug}/").text
    for kind in ("pdf", "xlsx"):
        assert client.post(f"{MINE}/{slug}.{kind}?bulan=2026-10&lingkungan=002").status_code == 200
    with office_scope(PLAJU_ULU):
        entries = [json.loads(entry.body) for entry in Entry.objects.filter(action="register.export").order_by("seq")]
    book = BOOKS[slug]
    rows, rw = (2 if book.is_by_neighbourhood else 0), ("002" if book.is_by_neighbourhood else "")
    told = {"rows": rows, "month": "2026-10", "rw": rw, "rt": ""}
    assert [entry["details"] for entry in entries] == [told | {"kind": "pdf"}, told | {"kind": "xlsx"}]
    assert {(entry["object"], entry["by"]["username"]) for entry in entries} == {(f"register:{slug}", "kasim")}


def test_an_address_alone_takes_no_register_of_people_and_nothing_is_written_down(town: Town) -> None:
    client = client_of(town.lurah)
    for slug, book in BOOKS.items():
        assert client.get(f"{MINE}/{slug}.pdf").status_code == (405 if book.names_people else 200)
    assert client.post(f"{MINE}/induk.doc").status_code == 404
    with office_scope(PLAJU_ULU):
        assert not Entry.objects.filter(action="register.export").exists()


@pytest.mark.parametrize("part", ["camat", "city"])
def test_names_stay_in_their_office(town: Town, part: str) -> None:
    client = client_of(getattr(town, part))
    for slug, book in BOOKS.items():
        status = 404 if book.names_people else 200
        assert client.get(f"{MINE}/{slug}/").status_code == status
        assert client.post(f"{MINE}/{slug}.pdf").status_code == status
    assert client.post(f"{MINE}/induk/nomor-lengkap/", {"alasan": "x"}).status_code == 403
    home = client.get("/laporan/16.71.14.1001/").text
    assert "Rekapitulasi" in home
    assert "Buku Induk" not in home


def test_numbers_are_masked_on_pages_and_in_files(operator: Client) -> None:
    page = operator.get(f"{MINE}/induk/").text
    pdf, xlsx = operator.post(f"{MINE}/induk.pdf").content, operator.post(f"{MINE}/ktp-kk.xlsx").content
    assert "SITI AMINAH" in page
    assert "990101********01" in page
    for text in (page, text_of(pdf), str(words_of(xlsx))):
        assert NIK not in text
        assert NO_KK not in text
    assert "disamarkan" in text_of(pdf)


def test_whole_numbers_need_a_reason_that_is_written_down(operator: Client) -> None:
    address = f"{MINE}/induk/nomor-lengkap/"
    refused = operator.post(address, {"alasan": "  ", "jenis": "pdf"})
    assert refused.status_code == 422
    assert "Tulis untuk apa" in refused.text
    with office_scope(PLAJU_ULU):
        assert not Entry.objects.filter(action="register.reveal").exists()
    pdf = operator.post(address, {"alasan": "Laporan ke Disdukcapil", "jenis": "pdf"})
    assert NIK in text_of(pdf.content)
    assert "disamarkan" not in text_of(pdf.content)
    xlsx = operator.post(address, {"alasan": "Laporan ke Disdukcapil", "jenis": "xlsx", "lingkungan": "002-004"})
    assert NO_KK in words_of(xlsx.content)
    with office_scope(PLAJU_ULU):
        first, second = Entry.objects.filter(action="register.reveal").order_by("seq")
    assert "Laporan ke Disdukcapil" in first.body
    assert '"rt": "004"' in second.body


def test_a_long_register_goes_on_with_the_next_number(town: Town, operator: Client) -> None:
    with office_scope(PLAJU_ULU):
        for number in range(30):
            person = Person(f"WARGA {number}", date(2000, 1, 1), Sex.MALE, f"990101010100{number + 1:04}", {})
            card = Card(f"990101010200{number + 1:04}", "Jl. A", "007", "003")
            add_resident(card, person, kelurahan_id=PLAJU_ULU, by=None)
    page = operator.get(f"{MINE}/induk/").text
    address = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    following = operator.get(address).text
    assert "nomor=27" in address
    assert '<td class="number">27</td>' in following
    assert "WARGA 29" in following
    assert "Ke awal" in following
    assert "SITI AMINAH" not in following
    assert "SITI AMINAH" not in operator.get(f"{MINE}/induk/?lingkungan=003-007").text
    assert "nomor" not in operator.get(f"{MINE}/induk/?lingkungan=002").text.split("Unduh XLSX")[1].split("details")[0]


@pytest.mark.parametrize("query", ["sesudah=x", "nomor=x", "nomor=" + "9" * 40, "lingkungan=------", "bulan=x"])
def test_an_address_that_was_tampered_with_is_no_error(operator: Client, query: str) -> None:
    for slug in BOOKS:
        assert operator.get(f"{MINE}/{slug}/?{query}").status_code == 200


def test_there_is_no_sixth_register(operator: Client) -> None:
    assert operator.get(f"{MINE}/keenam/").status_code == 404
    assert operator.get("/laporan/16.71.14/buku/induk/").status_code == 404
    assert operator.post(f"{MINE}/induk/nomor-lengkap/", {"alasan": "x", "jenis": "doc"}).status_code == 404
