"""What the lurah sees before he decides."""

import gzip
import io
from datetime import date, timedelta
from uuid import uuid4

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from ekelurahan.applications import actions
from ekelurahan.applications.actions import NewRequest, Upload
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import Status
from ekelurahan.doors.lurah.tests.letters import hidden, now_in, tap, waiting
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.letters.models import Letter
from ekelurahan.lib.now import at, now
from ekelurahan.offices.actions import ProductChoice, set_product
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_ULU, Town, rewritten

TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def photo() -> bytes:
    """A small picture of a card."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 40), "navy").save(buffer, "JPEG")
    return buffer.getvalue()


def queries_of(client: Client, path: str) -> int:
    """How many statements a page takes once the process is warm, the marks of transactions aside."""
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return sum(not query["sql"].startswith(TRANSACTION) for query in caught.captured_queries)


def approved(client: Client, application: Application) -> Letter:
    """Decided and issued."""
    client.post(f"/lurah/{application.id}/persetujuan/", hidden(tap(client, application, "persetujuan")))
    keep_all(Lane.LETTERS)
    with office_scope(PLAJU_ULU):
        return Letter.objects.get(application_id=application.id)


class TestInbox:
    def test_the_longest_waiting_stands_first_with_its_clock(self, town: Town) -> None:
        second = waiting(town)
        with at(now() - timedelta(minutes=25)):
            first = waiting(town, resident=town.budi)
        page = client_of(town.lurah).get("/lurah/").text
        assert page.index(first.number) < page.index(second.number)
        assert "25 menit" in page
        assert "0 menit" in page
        assert 'data-hx-trigger="application-changed from:body' in page
        assert "9901014205900001" not in page

    def test_the_office_at_a_glance(self, town: Town) -> None:
        client = client_of(town.lurah)
        approved(client, waiting(town, resident=town.budi))
        waiting(town)
        page = client.get("/lurah/", headers={"HX-Request": "true"}).text
        assert "<html" not in page
        for label, count in (("Menunggu saya", 1), ("Sedang dikerjakan", 0), ("Siap diambil", 1)):
            assert f"<dt>{label}</dt><dd>{count}</dd>" in page

    def test_an_empty_inbox_says_so(self, town: Town) -> None:
        assert "Tidak ada yang menunggu" in client_of(town.lurah).get("/lurah/").text

    def test_the_lurah_next_door_sees_none_of_it(self, town: Town) -> None:
        application = waiting(town)
        client = client_of(town.lurah_next_door)
        for path in ("/lurah/", "/lurah/riwayat/", "/lurah/arsip/", f"/lurah/arsip/?q={application.number}"):
            assert "SITI" not in client.get(path).text

    def test_queries_do_not_grow_with_the_list(self, town: Town) -> None:
        client = client_of(town.lurah)
        waiting(town)
        few = queries_of(client, "/lurah/")
        for _ in range(6):
            waiting(town, duplicate_accepted=True)
        assert queries_of(client, "/lurah/") == few <= 10


class TestLetter:
    def test_the_text_comes_first_exactly_as_it_will_be_issued(self, town: Town) -> None:
        application = waiting(town)
        page = client_of(town.lurah).get(f"/lurah/{application.id}/").text
        words = ["KECAMATAN PLAJU", "KELURAHAN PLAJU ULU", "SITI AMINAH", "9901014205900001", "LURAH PLAJU ULU,",
                 "Lukman Hakim, S.IP., M.Si.", "Persyaratan", "Pemeriksaan", "Setujui"]  # fmt: skip
        main = page[page.index("<main") :]
        places = [main.index(word) for word in words]
        assert places == sorted(places)

    def test_the_draft_on_paper_says_the_same_and_is_stored_nowhere(self, town: Town) -> None:
        application = waiting(town)
        answer = client_of(town.lurah).get(f"/lurah/{application.id}/konsep.pdf")
        text = " ".join(pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range().split())
        assert "menerangkan bahwa" in text
        assert "SITI AMINAH" in text
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert "SITI" not in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"

    def test_the_evidence_stands_beside_it(self, town: Town) -> None:
        key = uuid4()
        with office_scope(PLAJU_ULU):
            paper = actions.attach(
                Upload("ktp", "ktp siti.jpg", photo()), draft_key=key, kelurahan_id=PLAJU_ULU, by=town.operator
            )
            request = NewRequest("domisili", "keterangan", town.siti, key, {"purpose": "Sekolah"}, shown=("kk",))
            application = actions.submit(request, by=town.operator)
        client = client_of(town.lurah)
        page = client.get(f"/lurah/{application.id}/").text
        assert f'src="/lurah/lampiran/{paper.id}/"' in page
        assert "dilampirkan" in page
        assert "asli diperlihatkan" in page
        assert "Surat pengantar RT/RW" not in page, "this office does not ask for it"
        assert "990101********01" in page, "numbers are masked outside the letter"
        assert "Oki Setiawan" in page
        picture = client.get(f"/lurah/lampiran/{paper.id}/")
        assert picture.headers["Content-Type"] == "image/jpeg"
        assert picture.headers["Content-Disposition"].startswith("attachment")
        assert picture.headers["X-Content-Type-Options"] == "nosniff"
        assert Image.open(io.BytesIO(picture.content)).size == (64, 40)

    def test_who_checked_and_initialed_is_named(self, town: Town) -> None:
        with office_scope(PLAJU_ULU):
            set_product(ProductChoice("domisili", "keterangan", "VERIFIED"), kelurahan_id=PLAJU_ULU, by=None)
        application = waiting(town)
        assert "/persetujuan/" not in client_of(town.lurah).get(f"/lurah/{application.id}/").text
        with office_scope(PLAJU_ULU):
            actions.verify(application.id, version=application.version, by=town.kasi)
            actions.endorse(application.id, version=application.version + 1, by=town.sekretaris)
        page = client_of(town.lurah).get(f"/lurah/{application.id}/").text
        assert "Kasim, S.Sos.</b> (Kepala seksi): memeriksa dan memaraf" in page
        assert "Sekar Wangi, S.E.</b> (Sekretaris lurah): memaraf dan meneruskan" in page

    def test_the_same_letter_asked_for_twice_is_pointed_out(self, town: Town) -> None:
        first, second = waiting(town), waiting(town, duplicate_accepted=True)
        page = client_of(town.lurah).get(f"/lurah/{second.id}/").text
        assert "Surat yang sama baru saja diminta" in page
        assert first.number in page

    def test_what_speaks_against_the_person_is_pointed_out(self, town: Town) -> None:
        application = waiting(town)
        assert "Perlu perhatian" not in client_of(town.lurah).get(f"/lurah/{application.id}/").text
        with office_scope(PLAJU_ULU):
            rewritten(town.siti, life_status="dead", birth_date=date(1991, 5, 2))
        page = client_of(town.lurah).get(f"/lurah/{application.id}/").text
        assert "tidak menjadi warga di sini" in page
        assert "Tanggal lahir berbeda dari yang tertulis di NIK" in page

    def test_an_open_page_is_told_when_the_request_changed(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        path = f"/lurah/{application.id}/keadaan/"
        assert client.get(path, {"versi": application.version}).text.strip() == ""
        with office_scope(PLAJU_ULU):
            actions.cancel(application.id, reason="Batal", by=town.operator)
        assert "baru saja berubah" in client.get(path, {"versi": application.version}).text

    def test_a_decided_letter_shows_its_number_and_who_decided(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        letter = approved(client, application)
        page = client.get(f"/lurah/{application.id}/").text
        assert f"Nomor: {letter.number}" in page
        assert "KONSEP" not in page
        assert "<dd>Disetujui</dd>" in page
        assert "/persetujuan/" not in page

    def test_a_rejected_letter_keeps_the_text_that_was_rejected(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        client.post(
            f"/lurah/{application.id}/penolakan/", {**hidden(tap(client, application, "penolakan")), "reason": "x"}
        )
        with office_scope(PLAJU_ULU):
            rewritten(town.siti, birth_place="Prabumulih")
        page = client.get(f"/lurah/{application.id}/").text
        assert "<dd>Ditolak</dd>" in page
        assert "Palembang, 2 Mei 1990" in page[: page.index("Persyaratan")]

    def test_every_page_stays_in_its_budget(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        paths = [f"/lurah/{application.id}/"]
        paths += [tap(client, application, button).wsgi_request.get_full_path()  # type: ignore[attr-defined]
                  for button in ("persetujuan", "penolakan", "pengembalian")]  # fmt: skip
        for path in paths:
            assert queries_of(client, path) <= 10
            assert len(gzip.compress(client.get(path).content, 6)) <= 15_000
        approved(client, application)
        for path in (
            f"/lurah/{application.id}/",
            f"/lurah/{application.id}/keputusan/",
            "/lurah/riwayat/",
            "/lurah/arsip/",
        ):
            assert queries_of(client, path) <= 10

    def test_without_a_letter_there_is_no_file(self, town: Town) -> None:
        assert client_of(town.lurah).get(f"/lurah/{waiting(town).id}/surat.pdf").status_code == 404


class TestHistoryAndArchive:
    def test_what_i_decided_stands_in_my_history(self, town: Town) -> None:
        client = client_of(town.lurah)
        approved(client, waiting(town))
        other = waiting(town, resident=town.budi)
        client.post(
            f"/lurah/{other.id}/pengembalian/",
            {**hidden(tap(client, other, "pengembalian")), "remark--whole": "Lengkapi KK"},
        )
        page = client.get("/lurah/riwayat/").text
        assert "Disetujui" in page
        assert "Lengkapi KK" in page
        assert page.index("Lengkapi KK") < page.index("Disetujui"), "the newest first"

    def test_long_lists_continue_where_they_ended(self, town: Town) -> None:
        client = client_of(town.lurah)
        with office_scope(PLAJU_ULU):
            for number in range(31):
                with at(now() - timedelta(minutes=100 - number)):
                    application = waiting(town, duplicate_accepted=True)
                    actions.return_for_correction(
                        application.id, version=application.version, remarks=[actions.Remark("", f"Catatan {number:02d}")],
                        by=town.lurah,
                    )  # fmt: skip
        first = client.get("/lurah/riwayat/").text
        assert "Catatan 30" in first
        assert "Catatan 00" not in first
        following = first[first.index("?sebelum=") :].split('"')[0]
        last = client.get(f"/lurah/riwayat/{following}").text
        assert "Catatan 00" in last
        assert "Catatan 01" not in last

    @pytest.mark.parametrize("moment", ["x", "2026-13-45T00:00:00Z", "2026-11-24T10:00:00", "' OR 1=1 --"])
    def test_a_moment_that_cannot_be_read_means_the_beginning(self, town: Town, moment: str) -> None:
        client = client_of(town.lurah)
        assert client.get("/lurah/riwayat/", {"sebelum": moment}).status_code == 200
        assert client.get("/lurah/arsip/", {"sebelum": moment}).status_code == 200

    def test_a_letter_is_found_by_its_number_or_the_requests(self, town: Town) -> None:
        application, client = waiting(town), client_of(town.lurah)
        letter = approved(client, application)
        assert letter.number in client.get("/lurah/arsip/").text
        for wanted in (letter.number, letter.number.lower(), application.number):
            assert client.get("/lurah/arsip/", {"q": wanted}).headers["Location"] == f"/lurah/{application.id}/"
        assert "Tidak ada surat dengan nomor itu" in client.get("/lurah/arsip/", {"q": "999"}).text

    def test_a_request_that_is_still_open_is_found_by_number_too(self, town: Town) -> None:
        application = waiting(town)
        assert now_in(application).state is Status.AWAITING_LURAH
        answer = client_of(town.lurah).get("/lurah/arsip/", {"q": application.number})
        assert answer.headers["Location"] == f"/lurah/{application.id}/"
