"""Files handed in with a request, and its receipt."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ekelurahan.applications.models import Attachment
from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.desk.tests.requests_made import issued, submitted
from ekelurahan.doors.desk.tests.test_intake import photo
from ekelurahan.doors.desk.tests.test_requests import attached, page_of
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_ULU, Town

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


class TestAttachments:
    def test_a_picture_is_shown_and_a_pdf_is_saved_and_nothing_is_guessed(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        files = {"berkas-kk": photo("kartu.jpg"), "berkas-ktp": SimpleUploadedFile("ktp.pdf", PDF)}
        assert operator.post(page_of(application, "lampiran/"), files).status_code == 302
        with office_scope(PLAJU_ULU):
            picture = Attachment.objects.get(requirement="kk")
            paper = Attachment.objects.get(requirement="ktp")
        answer = operator.get(f"/kerja/lampiran/{picture.id}/")
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer = operator.get(f"/kerja/lampiran/{paper.id}/")
        assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_another_office_finds_no_attachment(self, town: Town) -> None:
        attachment = attached(submitted(town), town)
        assert client_of(town.operator_next_door).get(f"/kerja/lampiran/{attachment.id}/").status_code == 404
        answer = client_of(town.operator_next_door).post(f"/kerja/lampiran/{attachment.id}/hapus/")
        assert answer.status_code == 404

    def test_a_bad_file_is_refused_with_what_to_do(self, operator: Client, town: Town) -> None:
        files = {"berkas-kk": SimpleUploadedFile("kk.jpg", b"MZ\x90"), "berkas-ktp": photo("baik.jpg")}
        answer = operator.post(page_of(submitted(town), "lampiran/"), files)
        assert answer.status_code == 422
        assert "kk.jpg" in answer.text
        assert "baik.jpg" in answer.text

    def test_an_attachment_is_taken_out_until_the_decision(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        attachment = attached(application, town)
        answer = operator.post(f"/kerja/lampiran/{attachment.id}/hapus/")
        assert answer.headers["Location"] == page_of(application)
        assert operator.get(f"/kerja/lampiran/{attachment.id}/").status_code == 404
        decided = issued(town, town.budi)
        with office_scope(PLAJU_ULU):
            kept = Attachment.objects.create(
                kelurahan_id=PLAJU_ULU, draft_key=decided.draft_key, application=decided, requirement="kk",
                name="kk.jpg", content_type="image/jpeg", size=1, sha256="0" * 64, added_by=town.operator.user_id,
            )  # fmt: skip
        assert operator.post(f"/kerja/lampiran/{kept.id}/hapus/").status_code == 409


class TestReceipt:
    def test_it_is_mailed_to_the_address_that_was_left(self, operator: Client, town: Town) -> None:
        application = submitted(town, email="siti@example.test")
        assert "Kirim ke siti@example.test" in operator.get(page_of(application, "tanda-terima/")).text
        assert operator.post(page_of(application, "tanda-terima/kirim/")).status_code == 302
        assert "Tanda terima dikirim" in operator.get(page_of(application, "tanda-terima/")).text
        keep_all(Lane.MAIL)
        receipts = [letter for letter in mail.outbox if letter.to == ["siti@example.test"]]
        assert len(receipts) == 1
        assert "SITI" not in receipts[0].subject
        assert application.number in receipts[0].body

    def test_without_an_address_it_says_to_print(self, operator: Client, town: Town) -> None:
        answer = operator.post(page_of(submitted(town), "tanda-terima/kirim/"))
        assert answer.status_code == 409
        assert "Cetak tanda terimanya" in answer.text
