"""What the public finds."""

from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ekelurahan.applications import actions
from ekelurahan.applications.access import tracking_handle, tracking_pin
from ekelurahan.applications.actions import Confirmation, NewRequest
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import Letter, LetterFile
from ekelurahan.offices.queries import get_office
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_ULU, Town

pytestmark = pytest.mark.django_db


def submitted(town: Town) -> Application:
    answers = {"purpose": "Melamar pekerjaan"}
    request = NewRequest("domisili", "keterangan", town.siti, uuid4(), answers, shown=("ktp", "kk"))
    with office_scope(PLAJU_ULU):
        return actions.submit(request, by=town.operator)


def issued(town: Town) -> tuple[Application, Letter, bytes]:
    application = submitted(town)
    with office_scope(PLAJU_ULU):
        seen = content_of(application, office=get_office(PLAJU_ULU)).sha256()
        actions.approve(application.id, confirmation=Confirmation(application.version, seen), by=town.lurah)
    keep_all(Lane.LETTERS)
    with office_scope(PLAJU_ULU):
        return application, Letter.objects.get(), bytes(LetterFile.objects.get().pdf)


class TestServices:
    def test_the_front_page_asks_what_is_needed(self, client: Client) -> None:
        page = client.get("/").text
        assert "Apa yang Anda perlukan?" in page
        assert "/layanan/domisili/" in page
        assert "GRATIS" in page

    @pytest.mark.parametrize("words", ["domisili", "TEMPAT tinggal", "alamat"])
    def test_a_service_is_found_by_everyday_words(self, client: Client, words: str) -> None:
        assert "/layanan/domisili/" in client.get("/layanan/", {"q": words}).text

    def test_a_search_without_result_says_what_to_try(self, client: Client) -> None:
        page = client.get("/layanan/", {"q": "zzz<script>"}).text
        assert "Coba kata lain" in page
        assert "<script>" not in page

    def test_a_service_shows_all_fourteen_components(self, client: Client) -> None:
        page = client.get("/layanan/domisili/").text
        assert page.count("<dt>") >= 14
        assert "Permenpan RB 14/2017" in page
        assert "10 menit" in page

    def test_an_unknown_service_is_not_found(self, client: Client) -> None:
        assert client.get("/layanan/tidak-ada/").status_code == 404


class TestTracking:
    def test_number_and_pin_show_the_way_of_the_request_and_no_full_name(self, town: Town, client: Client) -> None:
        application = submitted(town)
        sent = {"number": application.number.lower(), "pin": tracking_pin(application.id)}
        answer = client.post("/lacak/", sent)
        assert "Permohonan diterima di loket" in answer.text
        assert "menunggu keputusan lurah" in answer.text
        assert "S*** A*****" in answer.text
        assert "SITI AMINAH" not in answer.text
        assert answer["Cache-Control"] == "no-store"

    def test_the_receipts_code_shows_the_same_page(self, town: Town, client: Client) -> None:
        application = submitted(town)
        assert application.number in client.get(f"/p/{tracking_handle(application.id)}/").text

    def test_a_wrong_number_and_a_wrong_pin_get_the_same_words(self, town: Town, client: Client) -> None:
        application = submitted(town)
        for number, pin in ((application.number, "000000"), ("PLU-2611-00000", tracking_pin(application.id))):
            answer = client.post("/lacak/", {"number": number, "pin": pin})
            assert answer.status_code == 422
            assert "Nomor atau PIN tidak cocok" in answer.text

    def test_a_pin_cannot_be_guessed_by_trying(self, town: Town, client: Client) -> None:
        application = submitted(town)
        for guess in range(20):
            client.post("/lacak/", {"number": application.number, "pin": f"{guess:06d}"})
        sent = {"number": application.number.replace("-", ""), "pin": tracking_pin(application.id)}
        assert client.post("/lacak/", sent).status_code == 429

    def test_an_unknown_code_is_not_found_and_trying_many_is_throttled(self, client: Client) -> None:
        assert client.get("/p/AAAAA/").status_code == 404
        for _ in range(30):
            answer = client.get("/p/AAAAA/")
        assert answer.status_code == 429

    def test_a_returned_request_says_what_to_mend(self, town: Town, client: Client) -> None:
        application = submitted(town)
        with office_scope(PLAJU_ULU):
            actions.reject(application.id, reason="Alamat tidak sesuai kenyataan.", confirmation=Confirmation(
                application.version, content_of(application, office=get_office(PLAJU_ULU)).sha256()), by=town.lurah)  # fmt: skip
        page = client.get(f"/p/{tracking_handle(application.id)}/").text
        assert "Ditolak lurah" in page
        assert "Alamat tidak sesuai kenyataan." in page


class TestVerification:
    def test_a_valid_letter_says_sah_and_shows_the_least(self, town: Town, client: Client) -> None:
        _, letter, _ = issued(town)
        answer = client.get(f"/v/{verification_handle(letter.id)}/")
        assert "SAH" in answer.text
        assert letter.number in answer.text
        assert "S*** A*****" in answer.text
        assert "9901014205900001" not in answer.text
        assert "SITI AMINAH" not in answer.text
        assert "<script" not in answer.text
        assert not answer.cookies
        assert len(answer.content) <= 14_000

    def test_a_typed_code_leads_to_the_page_of_the_qr(self, town: Town, client: Client) -> None:
        _, letter, _ = issued(town)
        code = verification_handle(letter.id)
        typed = f"{code[:5].lower()}-{code[5:]}"
        assert client.get("/v/", {"kode": typed})["Location"] == f"/v/{code}/"
        assert "SAH" in client.get(f"/v/{typed}/").text

    def test_a_code_nobody_issued_warns(self, client: Client) -> None:
        answer = client.get("/v/AAAAABBBBBCCCCC/")
        assert answer.status_code == 404
        assert "TIDAK DIKENAL" in answer.text

    def test_trying_many_codes_is_throttled_but_a_right_one_still_answers(self, town: Town, client: Client) -> None:
        _, letter, _ = issued(town)
        for _ in range(31):
            answer = client.get("/v/AAAAABBBBBCCCCC/")
        assert answer.status_code == 429
        assert client.get(f"/v/{verification_handle(letter.id)}/").status_code == 200

    def test_the_very_file_is_intact_and_one_changed_byte_is_found(self, town: Town, client: Client) -> None:
        _, letter, pdf = issued(town)
        assert letter.number in sent(client, pdf)
        assert "Berkas utuh" in sent(client, pdf)
        broken = bytearray(pdf)
        broken[len(broken) // 3] ^= 1
        assert "DIUBAH" in sent(client, bytes(broken))

    def test_other_files_are_told_apart(self, client: Client) -> None:
        assert "BUKAN PDF" in sent(client, b"MZ\x90\x00")
        assert "BUKAN DARI SISTEM INI" in sent(client, blank_pdf())
        answer = client.post("/v/berkas/")
        assert answer.status_code == 422
        assert "Pilih berkas PDF" in answer.text

    def test_a_file_larger_than_any_letter_is_refused(self, client: Client) -> None:
        assert "paling besar 5 MB" in sent(client, b"%PDF-" + b"0" * 5_300_000)

    def test_the_page_costs_few_queries(
        self, town: Town, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        _, letter, _ = issued(town)
        with django_assert_max_num_queries(6):  # handle, scope in, letter, scope out; savepoints of the test
            client.get(f"/v/{verification_handle(letter.id)}/")


def blank_pdf() -> bytes:
    """A PDF that nobody signed."""
    file = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()


def sent(client: Client, data: bytes) -> str:
    """What the page says about this file."""
    return client.post("/v/berkas/", {"berkas": SimpleUploadedFile("surat.pdf", data, "application/pdf")}).text
