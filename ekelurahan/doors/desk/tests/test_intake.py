"""From the search box to the receipt."""

import io
import re
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ekelurahan.applications.access import tracking_handle, tracking_pin
from ekelurahan.applications.models import Attachment
from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.desk.tests.requests_made import NEW, how_many, newest, submitted, verified_chain
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.tests.people import PLAJU_ULU, Town


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def photo(name: str = "ktp.jpg") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def key_in(answer: Any) -> str:
    found = re.search(r'name="draft_key" value="([^"]+)"', answer.text)
    assert found
    return found[1]


def sent(operator: Client, town: Town, **changed: Any) -> Any:
    address = NEW.format(town.siti)
    form = {"draft_key": key_in(operator.get(address)), "purpose": "Melamar pekerjaan", **changed}
    return operator.post(address, form)


class TestSearch:
    def test_letters_of_a_name_find_the_resident_of_this_office_only(self, operator: Client, town: Town) -> None:
        answer = operator.post("/kerja/cari/", {"q": "siti"})
        assert f"/kerja/warga/{town.siti}/" in answer.text
        assert "ZUBAIDAH" not in answer.text
        assert len(answer.content) < 3000

    @pytest.mark.parametrize("digits", ["9901014205900001", "9901 0142 0590", "9901010101100001"])
    def test_a_nik_and_a_kk_number_find_people_and_are_shown_masked(self, operator: Client, digits: str) -> None:
        answer = operator.post("/kerja/cari/", {"q": digits})
        assert "SITI AMINAH" in answer.text
        assert "9901014205900001" not in answer.text

    def test_enter_opens_the_first_result(self, operator: Client, town: Town) -> None:
        answer = operator.post("/kerja/", {"q": "siti am", "buka": "1"})
        assert answer.headers["Location"] == f"/kerja/warga/{town.siti}/"

    def test_without_javascript_several_results_are_listed(self, operator: Client) -> None:
        answer = operator.post("/kerja/", {"q": "9901010101100001"})
        assert answer.status_code == 200
        assert "SITI AMINAH" in answer.text
        assert "BUDI SANTOSO" in answer.text

    def test_a_request_number_and_a_scanned_receipt_lead_to_the_request(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        scanned = f"http://localhost:8000/p/{tracking_handle(application.id)}/"
        for text in (application.number, application.number.lower(), scanned):
            answer = operator.post("/kerja/", {"q": text, "buka": "1"})
            assert answer.headers["Location"] == f"/kerja/permohonan/{application.id}/"

    def test_a_receipt_of_another_office_is_not_found(self, town: Town) -> None:
        scanned = f"http://localhost:8000/p/{tracking_handle(submitted(town).id)}/"
        answer = client_of(town.operator_next_door).post("/kerja/", {"q": scanned, "buka": "1"})
        assert "Tidak ada yang cocok" in answer.text

    @pytest.mark.parametrize("text", ["zzz", "%", "'; --", "<script>alert(1)</script>", "9" * 300])
    def test_nonsense_finds_nothing_and_breaks_nothing(self, operator: Client, text: str) -> None:
        answer = operator.post("/kerja/cari/", {"q": text})
        assert answer.status_code == 200
        assert "<script>" not in answer.text


class TestForm:
    def test_it_asks_only_what_is_not_known_and_shows_the_letter(self, operator: Client, town: Town) -> None:
        page = operator.get(NEW.format(town.siti)).text
        assert 'data-key="1"' in page
        assert "Melamar pekerjaan" in page
        assert "SITI AMINAH" in page
        assert "LURAH PLAJU ULU," in page
        assert 'name="name"' not in page

    def test_the_requested_letter_is_handed_in_and_the_receipt_shown(self, operator: Client, town: Town) -> None:
        answer = sent(operator, town, **{"asli-semua": "1", "since": "01-03-2019"})
        application = newest()
        assert answer.headers["Location"] == f"/kerja/permohonan/{application.id}/tanda-terima/"
        assert application.answers["purpose"] == "Melamar pekerjaan"
        assert application.answers["since"] == "2019-03-01"
        assert application.shown == ["ktp", "kk"]
        receipt = operator.get(answer.headers["Location"]).text
        assert application.number in receipt
        assert tracking_pin(application.id) in receipt
        assert "GRATIS" in receipt
        assert "<svg" in receipt
        assert "9901014205900001" not in receipt

    def test_a_free_text_counts_when_no_suggestion_is_chosen(self, operator: Client, town: Town) -> None:
        sent(operator, town, purpose="", **{"purpose-other": "Mengurus paspor"})
        assert newest().answers["purpose"] == "Mengurus paspor"

    def test_a_double_click_makes_one_request(self, operator: Client, town: Town) -> None:
        address, form = NEW.format(town.siti), {"draft_key": str(uuid4()), "purpose": "Melamar pekerjaan"}
        files = [{**form, "berkas-ktp": photo()} for _ in range(2)]
        answers = [operator.post(address, data) for data in files]
        assert answers[0].headers["Location"] == answers[1].headers["Location"]
        assert how_many() == 1
        with office_scope(PLAJU_ULU):
            assert Attachment.objects.count() == 1

    def test_what_is_wrong_is_told_at_the_field_and_what_was_typed_stays(self, operator: Client, town: Town) -> None:
        answer = sent(
            operator, town, purpose="", since="31-02-2020", actual_address="Lr. Mawar 7", contact_email="bukan-pos-el"
        )
        assert answer.status_code == 422
        assert 'href="#contact_email"' in answer.text
        assert "Lr. Mawar 7" in answer.text
        assert "31-02-2020" in answer.text
        answer = sent(operator, town, purpose="", since="31-02-2020", actual_address="Lr. Mawar 7")
        assert "Isi «Keperluan»." in answer.text
        assert "tidak ada di kalender" in answer.text
        assert how_many() == 0

    def test_an_address_longer_than_any_is_told_and_spaces_in_a_number_do_not_matter(
        self, operator: Client, town: Town
    ) -> None:
        long = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.id"
        answer = sent(operator, town, contact_email=long)
        assert answer.status_code == 422
        assert 'href="#contact_email"' in answer.text
        assert sent(operator, town, contact_phone="0812        3456        7890").status_code == 302

    def test_a_bad_file_is_named_and_the_good_one_is_kept(self, operator: Client, town: Town) -> None:
        fake = SimpleUploadedFile("kartu.jpg", b"MZ\x90\x00 this program", "image/jpeg")
        answer = sent(operator, town, **{"berkas-ktp": photo("ktp siti.jpg"), "berkas-kk": fake})
        assert answer.status_code == 422
        assert "kartu.jpg" in answer.text
        assert "Hanya foto JPG atau PNG" in answer.text
        assert "ktp siti.jpg" in answer.text
        again = operator.post(NEW.format(town.siti), {"draft_key": key_in(answer), "purpose": "Melamar pekerjaan"})
        assert again.status_code == 302
        with office_scope(PLAJU_ULU):
            assert [a.name for a in newest().attachments.all()] == ["ktp siti.jpg"]

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"\xff\xd8\xff" + b"\0" * (5 * 1024 * 1024), "lebih besar dari 5 MB"),
            (b"\xff\xd8\xff broken", "rusak"),
            (b"%PDF-1.7 broken", "rusak"),
            (b"GIF89a", "Hanya foto JPG atau PNG"),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Hanya foto JPG atau PNG"),
        ],
    )
    def test_a_file_that_cannot_be_taken_says_what_to_do(
        self, operator: Client, town: Town, content: bytes, told: str
    ) -> None:
        answer = sent(operator, town, **{"berkas-kk": SimpleUploadedFile("kk.jpg", content)})
        assert answer.status_code == 422
        assert told in answer.text

    def test_a_picture_of_eighty_megapixels_and_a_locked_pdf_are_refused(self, operator: Client, town: Town) -> None:
        huge, locked = io.BytesIO(), io.BytesIO()
        Image.new("1", (10_000, 8_000)).save(huge, "PNG")
        with pikepdf.new() as document:
            document.add_blank_page()
            document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
        files = {
            "berkas-ktp": SimpleUploadedFile("besar.png", huge.getvalue()),
            "berkas-kk": SimpleUploadedFile("terkunci.pdf", locked.getvalue()),
        }
        page = sent(operator, town, **files).text
        assert "80 megapiksel" in page
        assert "dikunci dengan kata sandi" in page
        assert how_many() == 0

    def test_a_full_disk_is_told_and_the_form_stays(
        self, operator: Client, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("ekelurahan.applications.actions.attaching.keep_file", full)
        answer = sent(operator, town, **{"berkas-ktp": photo(), "actual_address": "Lr. Mawar 7"})
        assert answer.status_code == 422
        assert "cakram server penuh" in answer.text
        assert "Lr. Mawar 7" in answer.text

    def test_a_kept_file_can_be_taken_out_before_sending(self, operator: Client, town: Town) -> None:
        answer = sent(operator, town, **{"berkas-ktp": photo("salah.jpg"), "simpan-berkas": "1"})
        removal = re.search(r'name="hapus" value="([^"]+)"', answer.text)
        assert removal
        form = {"draft_key": key_in(answer), "purpose": "Melamar pekerjaan", "hapus": removal[1]}
        answer = operator.post(NEW.format(town.siti), form)
        assert "salah.jpg" not in answer.text
        assert how_many() == 0

    def test_the_cover_letter_is_demanded_only_where_the_office_asks_for_it(self, operator: Client, town: Town) -> None:
        assert "pengantar" not in operator.get(NEW.format(town.siti)).text
        verified_chain(cover_letter=True)
        answer = sent(operator, town)
        assert answer.status_code == 422
        assert 'href="#berkas-pengantar"' in answer.text
        assert sent(operator, town, **{"asli-pengantar": "1"}).status_code == 302

    def test_the_same_letter_within_a_month_is_asked_about(self, operator: Client, town: Town) -> None:
        first = submitted(town)
        answer = sent(operator, town)
        assert answer.status_code == 422
        assert first.number in answer.text
        assert f"/kerja/permohonan/{first.id}/" in answer.text
        form = {"draft_key": key_in(answer), "purpose": "Melamar pekerjaan", "tetap": "1"}
        assert operator.post(NEW.format(town.siti), form).status_code == 302
        assert how_many() == 2

    def test_a_resident_of_another_office_and_a_strange_letter_are_absent(self, operator: Client, town: Town) -> None:
        assert operator.get(NEW.format(town.neighbour)).status_code == 404
        assert operator.post(NEW.format(town.neighbour), {"draft_key": str(uuid4())}).status_code == 404
        assert operator.get(f"/kerja/surat/baru/{town.siti}/domisili/tidak-ada/").status_code == 404
        assert operator.get(f"/kerja/surat/baru/{town.siti}/tidak/ada/").status_code == 404

    def test_a_form_without_its_key_is_refused(self, operator: Client, town: Town) -> None:
        assert operator.post(NEW.format(town.siti), {"purpose": "x"}).status_code == 400

    @pytest.mark.parametrize("part", ["kasi", "sekretaris", "lurah", "camat", "city"])
    def test_only_the_operator_hands_in(self, town: Town, part: str) -> None:
        assert client_of(getattr(town, part)).get(NEW.format(town.siti)).status_code == 403

    def test_nobody_is_sent_to_the_login(self, client: Client, town: Town) -> None:
        assert client.get(NEW.format(town.siti)).headers["Location"].startswith("/masuk/?next=")


class TestPreview:
    def test_the_letter_follows_what_is_typed(self, operator: Client, town: Town) -> None:
        form = {"draft_key": str(uuid4()), "purpose": "", "purpose-other": "Mengurus paspor", "since": "32-13-2020"}
        answer = operator.post(NEW.format(town.siti) + "pratinjau/", form)
        assert "mengurus paspor" in answer.text
        assert "<html" not in answer.text

    def test_gaps_are_dotted(self, operator: Client, town: Town) -> None:
        answer = operator.post(NEW.format(town.siti) + "pratinjau/", {"draft_key": str(uuid4())})
        assert "keperluan ……" in answer.text

    def test_the_draft_is_a_pdf_that_is_not_kept_by_browsers(self, operator: Client, town: Town) -> None:
        answer = operator.post(NEW.format(town.siti) + "konsep.pdf", {"draft_key": str(uuid4()), "purpose": "Melamar"})
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"%PDF")
