"""Setujui, Tolak, Kembalikan, Cabut: as the lurah taps them, and what is refused."""

from datetime import timedelta

import pytest
from django.test import Client

from ekelurahan.accounts.models import Session
from ekelurahan.applications import actions
from ekelurahan.applications.models import Decision, Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import Act, Status
from ekelurahan.doors.lurah.tests.letters import hidden, now_in, tap, waiting
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.letters.models import Letter, Revocation
from ekelurahan.lib.now import now
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PASSWORD, PLAJU_ULU, Town


def forget_password(client: Client) -> None:
    """The password was given an hour ago."""
    Session.objects.update(confirmed_at=now() - timedelta(hours=1))


class TestApproving:
    def test_the_lurah_approves_with_two_taps_after_the_link(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        page = tap(client, application, "persetujuan")
        assert "Setujui surat ini?" in page.text
        assert application.number in page.text
        assert "SITI AMINAH" in page.text
        assert "Kata sandi" not in page.text
        answer = client.post(f"/lurah/{application.id}/persetujuan/", hidden(page), follow=True)
        assert answer.redirect_chain == [(f"/lurah/{application.id}/keputusan/", 303)]
        assert "Surat sedang dibuat" in answer.text
        assert now_in(application).state is Status.APPROVED
        with office_scope(PLAJU_ULU):
            assert Letter.objects.get().number in answer.text

    def test_the_page_after_approval_becomes_terbit_and_offers_the_next_letter(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        following = waiting(town, resident=town.budi)
        client.post(f"/lurah/{application.id}/persetujuan/", hidden(tap(client, application, "persetujuan")))
        keep_all(Lane.LETTERS)
        page = client.get(f"/lurah/{application.id}/keputusan/", headers={"HX-Request": "true"}).text
        assert "Terbit" in page
        assert "<html" not in page
        assert f"/lurah/{following.id}/" in page
        pdf = client.get(f"/lurah/{application.id}/surat.pdf")
        assert pdf.content.startswith(b"%PDF")
        assert pdf["Cache-Control"] == "no-store"

    def test_a_password_given_long_ago_is_asked_again(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        forget_password(client)
        page = tap(client, application, "persetujuan")
        assert "Kata sandi Anda" in page.text
        form = hidden(page)
        without = client.post(f"/lurah/{application.id}/persetujuan/", form)
        assert without.status_code == 422
        assert "ketik kata sandi Anda lagi" in without.text
        wrong = client.post(f"/lurah/{application.id}/persetujuan/", {**form, "password": "bukan ini"})
        assert wrong.status_code == 422
        assert "Kata sandi salah" in wrong.text
        assert now_in(application).state is Status.AWAITING_LURAH
        right = client.post(f"/lurah/{application.id}/persetujuan/", {**form, "password": PASSWORD})
        assert right.status_code == 303
        assert now_in(application).state is Status.APPROVED

    def test_a_password_cannot_be_guessed_at_the_confirmation(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        forget_password(client)
        form = hidden(tap(client, application, "persetujuan"))
        for _ in range(8):
            client.post(f"/lurah/{application.id}/persetujuan/", {**form, "password": "bukan ini"})
        answer = client.post(f"/lurah/{application.id}/persetujuan/", {**form, "password": PASSWORD})
        assert answer.status_code == 422
        assert "Terlalu banyak percobaan" in answer.text

    def test_a_second_phone_is_told_who_decided_what_and_when(self, town: Town) -> None:
        application, first, second = waiting(town), client_of(town.lurah), client_of(town.lurah)
        form = hidden(tap(second, application, "persetujuan"))
        first.post(f"/lurah/{application.id}/persetujuan/", hidden(tap(first, application, "persetujuan")))
        answer = second.post(f"/lurah/{application.id}/persetujuan/", form)
        assert answer.status_code == 409
        assert "Tidak ada yang diubah" in answer.text
        assert "Disetujui oleh" in answer.text
        assert "Lukman Hakim" in answer.text
        with office_scope(PLAJU_ULU):
            assert Decision.objects.count() == Letter.objects.count() == 1

    def test_an_approval_without_what_was_read_leads_back_to_the_letter(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        for form in ({}, {"versi": "1"}, {"versi": "x", "isi": "0" * 64}, {"versi": "1", "isi": "zz"}):
            answer = client.post(f"/lurah/{application.id}/persetujuan/", form)
            assert answer.headers["Location"] == f"/lurah/{application.id}/"
        assert now_in(application).state is Status.AWAITING_LURAH


class TestRejecting:
    def test_a_preset_reason_is_two_taps(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        page = tap(client, application, "penolakan")
        reason = "Pemohon tidak berdomisili di kelurahan ini."
        assert f'value="{reason}"' in page.text
        answer = client.post(f"/lurah/{application.id}/penolakan/", {**hidden(page), "reason": reason}, follow=True)
        assert reason in answer.text
        assert now_in(application).state is Status.REJECTED

    def test_own_words_count_as_well(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        form = {**hidden(tap(client, application, "penolakan")), "reason": "", "reason-other": "Sudah pindah ke Jambi."}
        client.post(f"/lurah/{application.id}/penolakan/", form)
        with office_scope(PLAJU_ULU):
            assert Decision.objects.get().reason == "Sudah pindah ke Jambi."

    def test_without_a_reason_nothing_is_rejected(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        answer = client.post(f"/lurah/{application.id}/penolakan/", hidden(tap(client, application, "penolakan")))
        assert answer.status_code == 422
        assert "Tulis alasan penolakan" in answer.text
        assert now_in(application).state is Status.AWAITING_LURAH

    def test_a_reason_that_was_typed_survives_a_wrong_password(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        forget_password(client)
        form = {**hidden(tap(client, application, "penolakan")), "reason-other": "Alasan panjang", "password": "salah"}
        answer = client.post(f"/lurah/{application.id}/penolakan/", form)
        assert answer.status_code == 422
        assert "Alasan panjang" in answer.text


class TestReturning:
    def test_remarks_are_tied_to_fields_and_papers(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        form = hidden(tap(client, application, "pengembalian"))
        remarks = {
            "remark-purpose": "Salah ketik",
            "remark-ktp": "Tidak terbaca",
            "remark--whole": " ",
            "remark-kk": "",
        }
        client.post(f"/lurah/{application.id}/pengembalian/", {**form, **remarks})
        returned = now_in(application)
        assert returned.state is Status.RETURNED
        assert returned.remarks == [
            {"target": "purpose", "text": "Salah ketik"}, {"target": "ktp", "text": "Tidak terbaca"},
        ]  # fmt: skip

    def test_without_a_remark_nothing_is_returned(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        answer = client.post(f"/lurah/{application.id}/pengembalian/", hidden(tap(client, application, "pengembalian")))
        assert answer.status_code == 422
        assert "paling sedikit satu alasan" in answer.text
        assert now_in(application).state is Status.AWAITING_LURAH


class TestRevoking:
    def test_an_issued_letter_is_taken_back_with_a_reason(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        client.post(f"/lurah/{application.id}/persetujuan/", hidden(tap(client, application, "persetujuan")))
        keep_all(Lane.LETTERS)
        assert "Cabut surat ini" in client.get(f"/lurah/{application.id}/").text
        path = f"/lurah/{application.id}/pencabutan/"
        assert "tidak dapat dibatalkan" in client.get(path).text
        assert client.post(path, {"reason": " "}).status_code == 422
        answer = client.post(path, {"reason": "Surat terbit karena kekeliruan petugas."}, follow=True)
        assert "Dicabut" in answer.text
        assert now_in(application).state is Status.REVOKED
        with office_scope(PLAJU_ULU):
            assert Revocation.objects.get().reason == "Surat terbit karena kekeliruan petugas."

    def test_revoking_on_an_old_session_asks_for_the_password(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        client.post(f"/lurah/{application.id}/persetujuan/", hidden(tap(client, application, "persetujuan")))
        keep_all(Lane.LETTERS)
        forget_password(client)
        path = f"/lurah/{application.id}/pencabutan/"
        assert "Kata sandi Anda" in client.get(path).text
        for password in ({}, {"password": "salah"}):
            assert client.post(path, {"reason": "Surat keliru.", **password}).status_code == 422
        with office_scope(PLAJU_ULU):
            assert not Revocation.objects.exists()
        assert client.post(path, {"reason": "Surat keliru.", "password": PASSWORD}).status_code == 303
        assert now_in(application).state is Status.REVOKED

    def test_a_letter_that_is_not_issued_cannot_be_revoked(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        for answer in (
            client.get(f"/lurah/{application.id}/pencabutan/"),
            client.post(f"/lurah/{application.id}/pencabutan/", {"reason": "Keliru"}),
        ):
            assert answer.status_code == 409
        assert now_in(application).state is Status.AWAITING_LURAH


@pytest.mark.parametrize("path", ["persetujuan", "penolakan", "pengembalian", "pencabutan"])
class TestOthers:
    @pytest.mark.parametrize("part", ["operator", "kasi", "sekretaris", "camat", "city"])
    def test_no_other_role_decides(self, town: Town, part: str, path: str) -> None:
        application = waiting(town)
        form = hidden(tap(client_of(town.lurah), application, "persetujuan"))
        answer = client_of(getattr(town, part)).post(f"/lurah/{application.id}/{path}/", {**form, "reason": "x"})
        assert answer.status_code == 403
        assert now_in(application).state is Status.AWAITING_LURAH

    def test_the_lurah_next_door_finds_nothing(self, town: Town, path: str) -> None:
        application = waiting(town)
        form = hidden(tap(client_of(town.lurah), application, "persetujuan"))
        client = client_of(town.lurah_next_door)
        for answer in (
            client.get(f"/lurah/{application.id}/{path}/", form),
            client.post(f"/lurah/{application.id}/{path}/", {**form, "reason": "x"}),
        ):
            assert answer.status_code == 404
        assert now_in(application).state is Status.AWAITING_LURAH

    def test_nobody_decides_without_logging_in(self, town: Town, path: str) -> None:
        application = waiting(town)
        answer = Client().post(f"/lurah/{application.id}/{path}/", {})
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/masuk/")


def test_a_request_still_being_checked_has_no_buttons(town: Town) -> None:
    application, client = waiting(town), client_of(town.lurah)
    form = hidden(tap(client, application, "persetujuan"))
    with office_scope(PLAJU_ULU):
        actions.return_for_correction(
            application.id, version=application.version, remarks=[actions.Remark("", "Lengkapi")], by=town.lurah
        )
    page = client.get(f"/lurah/{application.id}/").text
    assert "Lengkapi" in page
    assert "/persetujuan/" not in page
    answer = client.post(f"/lurah/{application.id}/persetujuan/", form)
    assert answer.status_code == 409
    assert "Dikembalikan oleh" in answer.text
    with office_scope(PLAJU_ULU):
        assert not Event.objects.filter(act=Act.APPROVE).exists()
