"""The page of one request, and everything that can be done on it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Upload
from ekelurahan.applications.models import Application, Attachment, Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import Status
from ekelurahan.doors.desk.tests.requests_made import fresh, issued, returned, submitted, verified_chain
from ekelurahan.doors.desk.tests.test_intake import photo
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.letters.models import LetterFile
from ekelurahan.tests.people import PLAJU_ULU, Town


def page_of(application: Application, part: str = "") -> str:
    return f"/kerja/permohonan/{application.id}/{part}"


def version_in(answer: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', answer.text)
    assert found
    return found[1]


def attached(application: Application, town: Town, name: str = "kk.jpg") -> Attachment:
    with office_scope(PLAJU_ULU):
        upload = Upload("kk", name, photo().read())
        return actions.attach_to(upload, application_id=application.id, by=town.operator)


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


class TestPage:
    def test_it_shows_the_state_the_letter_and_the_journey(self, operator: Client, town: Town) -> None:
        page = operator.get(page_of(submitted(town))).text
        assert "Menunggu Lurah" in page
        assert "SITI AMINAH" in page
        assert "keperluan melamar pekerjaan" in page
        assert "KONSEP" in page
        assert "Oki Setiawan" in page

    def test_the_issued_letter_is_shown_with_number_and_date_as_it_was_approved(
        self, operator: Client, town: Town
    ) -> None:
        page = operator.get(page_of(issued(town))).text
        assert "400.12.2.1/001/PLU/" in page
        assert "KONSEP" not in page
        assert "Cetak" in page
        assert "Serahkan" in page

    def test_an_open_page_is_answered_only_when_something_changed(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        asked = re.search(r'data-hx-get="([^"]+versi[^"]+)"', operator.get(page_of(application)).text)
        assert asked
        assert operator.get(asked[1]).status_code == 204
        with office_scope(PLAJU_ULU):
            actions.cancel(application.id, reason="Salah orang", by=town.operator)
        assert "Dibatalkan" in operator.get(asked[1]).text

    def test_notices_are_told_with_whether_they_were_sent(self, operator: Client, town: Town) -> None:
        page = operator.get(page_of(submitted(town))).text
        assert "Pos-el kepada lurah: surat menunggu" in page
        assert "belum terkirim" in page

    @pytest.mark.parametrize("part", ["", "tanda-terima/", "surat.pdf"])
    def test_another_office_finds_nothing(self, town: Town, part: str) -> None:
        application = issued(town)
        assert client_of(town.operator_next_door).get(page_of(application, part)).status_code == 404

    @pytest.mark.parametrize("person", ["camat", "city"])
    def test_those_who_watch_have_no_business_here(self, town: Town, person: str) -> None:
        assert client_of(getattr(town, person)).get(page_of(submitted(town))).status_code == 403


class TestLetter:
    def test_the_sealed_file_is_given_byte_for_byte(self, operator: Client, town: Town) -> None:
        application = issued(town)
        answer = operator.get(page_of(application, "surat.pdf"))
        with office_scope(PLAJU_ULU):
            assert answer.content == bytes(LetterFile.objects.get().pdf)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "SITI" not in answer.headers["Content-Disposition"]

    def test_before_it_is_issued_there_is_none(self, operator: Client, town: Town) -> None:
        assert operator.get(page_of(submitted(town), "surat.pdf")).status_code == 404

    def test_printing_is_noted_and_leads_to_the_file(self, operator: Client, town: Town) -> None:
        application = issued(town)
        answer = operator.post(page_of(application, "cetakan/"))
        assert answer.headers["Location"] == page_of(application, "surat.pdf")
        with office_scope(PLAJU_ULU):
            assert Event.objects.filter(act="print").count() == 1

    def test_handing_over_stops_the_clock(self, operator: Client, town: Town) -> None:
        application = issued(town)
        assert 'value="SITI AMINAH"' in operator.get(page_of(application)).text
        assert operator.post(page_of(application, "penyerahan/"), {"recipient": "BUDI SANTOSO"}).status_code == 302
        after = fresh(application)
        assert (after.state, after.recipient) == (Status.HANDED_OVER, "BUDI SANTOSO")
        assert "dari target" in operator.get(page_of(application)).text

    def test_a_hand_over_to_nobody_is_refused_with_words(self, operator: Client, town: Town) -> None:
        answer = operator.post(page_of(issued(town), "penyerahan/"), {"recipient": " "})
        assert answer.status_code == 422
        assert "Tulis nama orang yang menerima surat." in answer.text
        assert 'href="#recipient"' in answer.text

    def test_handing_over_twice_says_that_it_is_done(self, operator: Client, town: Town) -> None:
        application = issued(town)
        operator.post(page_of(application, "penyerahan/"), {"recipient": "SITI AMINAH"})
        answer = operator.post(page_of(application, "penyerahan/"), {"recipient": "SITI AMINAH"})
        assert answer.status_code == 409


class TestCheckers:
    def test_kasi_takes_and_initials_then_sekretaris_passes_on(self, town: Town) -> None:
        verified_chain()
        application = submitted(town)
        kasi, sekretaris = client_of(town.kasi), client_of(town.sekretaris)
        assert "SITI AMINAH" in kasi.get("/kerja/").text
        shown = re.search(r'data-hx-get="([^"]+versi[^"]+)"', client_of(town.operator).get(page_of(application)).text)
        assert shown
        kasi.post(page_of(application, "ambil/"))
        assert "Sedang diperiksa oleh Kasim" in client_of(town.operator).get(shown[1]).text
        page = kasi.get(page_of(application))
        assert "Sedang diperiksa oleh Kasim, S.Sos." in page.text
        kasi.post(page_of(application, "paraf/"), {"version": version_in(page)})
        assert fresh(application).state is Status.CHECKED
        page = sekretaris.get(page_of(application))
        assert "Paraf dan teruskan" in page.text
        sekretaris.post(page_of(application, "paraf/"), {"version": version_in(page)})
        assert fresh(application).state is Status.AWAITING_LURAH

    def test_a_paraf_on_what_changed_meanwhile_is_refused(self, operator: Client, town: Town) -> None:
        verified_chain()
        application = submitted(town)
        kasi = client_of(town.kasi)
        version = version_in(kasi.get(page_of(application)))
        operator.post(page_of(application, "lampiran/"), {"berkas-kk": photo()})
        answer = kasi.post(page_of(application, "paraf/"), {"version": version})
        assert answer.status_code == 409
        assert "berubah setelah Anda membukanya" in answer.text
        assert fresh(application).state is Status.SUBMITTED

    def test_sending_back_needs_a_reason_and_keeps_what_was_typed(self, town: Town) -> None:
        verified_chain()
        application = submitted(town)
        kasi = client_of(town.kasi)
        version = version_in(kasi.get(page_of(application)))
        answer = kasi.post(page_of(application, "pengembalian/"), {"version": version, "alasan-umum": " "})
        assert answer.status_code == 422
        assert "Tulis paling sedikit satu alasan" in answer.text
        answer = kasi.post(page_of(application, "pengembalian/"), {"version": "99", "alasan-ktp": "Foto buram."})
        assert answer.status_code == 409
        assert 'value="Foto buram."' in answer.text
        kasi.post(page_of(application, "pengembalian/"), {"version": version, "alasan-ktp": "Foto buram."})
        assert fresh(application).remarks == [{"target": "ktp", "text": "Foto buram."}]

    def test_a_checker_of_the_other_step_is_refused(self, town: Town) -> None:
        verified_chain()
        application = submitted(town)
        answer = client_of(town.sekretaris).post(page_of(application, "paraf/"), {"version": "1"})
        assert answer.status_code == 409
        assert fresh(application).state is Status.SUBMITTED

    @pytest.mark.parametrize("act", ["ambil", "paraf", "pengembalian"])
    def test_the_operator_does_not_check(self, operator: Client, town: Town, act: str) -> None:
        assert operator.post(page_of(submitted(town), f"{act}/"), {"version": "1"}).status_code == 403

    @pytest.mark.parametrize("act", ["perbaikan", "pembatalan", "cetakan", "penyerahan", "lampiran"])
    def test_the_checkers_do_not_serve(self, town: Town, act: str) -> None:
        assert client_of(town.kasi).post(page_of(submitted(town), f"{act}/"), {"version": "1"}).status_code == 403

    def test_nothing_changes_by_get(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        for act in ("pembatalan", "cetakan", "penyerahan", "perbaikan", "lampiran"):
            assert operator.get(page_of(application, f"{act}/")).status_code == 405


class TestMending:
    def test_remarks_stand_at_their_fields_and_the_mended_request_goes_on(self, operator: Client, town: Town) -> None:
        application = returned(town)
        page = operator.get(page_of(application))
        assert "Keperluan kurang jelas." in page.text
        assert 'href="#berkas-ktp"' in page.text
        assert 'value="01-03-2019"' in page.text
        data = {"version": version_in(page), "purpose": "", "purpose-other": "Mengurus paspor", "berkas-ktp": photo()}
        answer = operator.post(page_of(application, "perbaikan/"), data)
        assert answer.status_code == 302, answer.text
        after = fresh(application)
        assert after.state is Status.AWAITING_LURAH
        assert after.answers["purpose"] == "Mengurus paspor"
        assert after.submitted_at == application.submitted_at
        with office_scope(PLAJU_ULU):
            assert after.attachments.count() == 1

    def test_two_operators_who_mend_one_request_lose_nothing(self, operator: Client, town: Town) -> None:
        application = returned(town)
        version = version_in(operator.get(page_of(application)))
        colleague = client_of(town.operator)
        first = {"version": version, "purpose": "Pembukaan rekening bank"}
        assert colleague.post(page_of(application, "perbaikan/"), first).status_code == 302
        second = {"version": version, "purpose": "", "purpose-other": "Mengurus paspor"}
        answer = operator.post(page_of(application, "perbaikan/"), second)
        assert answer.status_code == 409
        assert "Mengurus paspor" in answer.text
        assert "keperluan pembukaan rekening bank" in answer.text
        assert fresh(application).answers["purpose"] == "Pembukaan rekening bank"

    def test_a_stale_form_that_may_still_be_sent_shows_both_answers(self, operator: Client, town: Town) -> None:
        application = returned(town)
        version = version_in(operator.get(page_of(application)))
        attached(application, town)
        data = {"version": version, "purpose": "", "purpose-other": "Mengurus paspor"}
        answer = operator.post(page_of(application, "perbaikan/"), data)
        assert answer.status_code == 409
        assert 'value="Mengurus paspor"' in answer.text
        assert "Isi yang tersimpan sekarang: «Melamar pekerjaan»" in answer.text
        data["version"] = version_in(answer)
        assert operator.post(page_of(application, "perbaikan/"), data).status_code == 302

    def test_bad_answers_and_bad_files_are_told_and_nothing_typed_is_lost(self, operator: Client, town: Town) -> None:
        application = returned(town)
        version = version_in(operator.get(page_of(application)))
        data = {"version": version, "purpose": "Melamar pekerjaan", "since": "31-02-2020", "actual_address": "Lr. 7"}
        answer = operator.post(page_of(application, "perbaikan/"), data)
        assert answer.status_code == 422
        assert "31-02-2020" in answer.text
        assert "Lr. 7" in answer.text
        bad = SimpleUploadedFile("program.jpg", b"MZ\x90")
        answer = operator.post(page_of(application, "perbaikan/"), {**data, "berkas-kk": bad})
        assert "program.jpg" in answer.text
        assert "Lr. 7" in answer.text
        assert fresh(application).state is Status.RETURNED

    def test_cancelling_needs_a_reason(self, operator: Client, town: Town) -> None:
        application = submitted(town)
        assert operator.post(page_of(application, "pembatalan/"), {"reason": ""}).status_code == 422
        assert operator.post(page_of(application, "pembatalan/"), {"reason": "Salah orang"}).status_code == 302
        assert fresh(application).state is Status.CANCELLED
