"""The page of an event, its proofs, its undoing; the office's journal."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.registry.tests.counter import events, filled, resident
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.files.storage import _path
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Proof
from ekelurahan.tests.people import PLAJU_ULU, Town
from ekelurahan.tests.pictures_of import jpeg


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


@pytest.fixture
def died(operator: Client, town: Town) -> str:
    """The page of Siti's death."""
    address = f"/penduduk/warga/{town.siti}/catat/kematian/"
    return operator.post(address, filled(operator, address, happened_on="20-11-2026")).headers["Location"].split("?")[0]


PHOTO = jpeg()


def photo(name: str = "surat.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PHOTO, "image/jpeg")


def proofs() -> list[Proof]:
    with office_scope(PLAJU_ULU):
        return list(Proof.objects.order_by("added_at"))


class TestProofs:
    def test_a_file_that_came_with_a_mistaken_form_is_not_lost(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/kematian/"
        answers = filled(operator, address, happened_on="99-99-2026")
        page = operator.post(address, {**answers, "bukti": photo()})
        assert page.status_code == 422
        assert "surat.jpg" in page.text
        assert not proofs()
        ticket = page.text.split('name="bukti-tersimpan" value="')[1].split('"')[0]
        right = {**answers, "happened_on": "20-11-2026", "bukti-tersimpan": ticket}
        event = operator.post(address, right).headers["Location"]
        (kept,) = proofs()
        assert kept.name == "surat.jpg"
        assert f"/penduduk/bukti/{kept.id}/" in operator.get(event).text
        shown = operator.get(f"/penduduk/bukti/{kept.id}/")
        assert shown.headers["Content-Type"] == "image/jpeg"
        assert shown.content.startswith(b"\xff\xd8")

    def test_a_ticket_of_another_form_or_none_of_ours_is_worth_nothing(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/kematian/"
        page = operator.post(address, {**filled(operator, address, happened_on="x"), "bukti": photo()})
        ticket = page.text.split('name="bukti-tersimpan" value="')[1].split('"')[0]
        answers = filled(operator, address, happened_on="20-11-2026") | {"bukti-tersimpan": [ticket, "unsinn"]}
        assert operator.post(address, answers).status_code == 302
        assert not proofs()

    def test_a_file_that_is_none_is_named_and_nothing_is_recorded(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/kematian/"
        answers = filled(operator, address, happened_on="20-11-2026")
        bad = SimpleUploadedFile("virus.exe", b"MZ", "image/jpeg")
        page = operator.post(address, {**answers, "bukti": bad})
        assert page.status_code == 422
        assert "virus.exe" in page.text
        assert not events(Kind.DEATH)

    def test_more_come_later_and_the_same_file_is_kept_once(self, operator: Client, died: str) -> None:
        assert "Pilih dulu foto" in operator.post(f"{died}bukti/").text
        assert operator.post(f"{died}bukti/", {"bukti": photo()}).status_code == 302
        assert operator.post(f"{died}bukti/", {"bukti": photo("lagi.jpg")}).status_code == 302
        assert len(proofs()) == 1

    def test_ten_are_enough(self, operator: Client, died: str) -> None:
        many = [SimpleUploadedFile(f"{n}.jpg", jpeg(size=(20 + n, 20)), "image/jpeg") for n in range(11)]
        page = operator.post(f"{died}bukti/", {"bukti": many})
        assert page.status_code == 422
        assert "Paling banyak 10" in page.text

    def test_a_lost_file_and_a_neighbours_file_are_not_there(self, operator: Client, town: Town, died: str) -> None:
        operator.post(f"{died}bukti/", {"bukti": photo()})
        (kept,) = proofs()
        assert client_of(town.operator_next_door).get(f"/penduduk/bukti/{kept.id}/").status_code == 404
        _path(kept.id).unlink()
        assert "tidak dapat dibaca lagi" in operator.get(f"/penduduk/bukti/{kept.id}/").text


class TestUndoing:
    def test_what_was_changed_comes_back_and_both_stay_in_the_history(
        self, operator: Client, town: Town, died: str
    ) -> None:
        answers = filled(operator, f"{died}pembatalan/")
        assert "reason-error" in operator.post(f"{died}pembatalan/", answers).text
        right = {**answers, "reason": "Salah orang."}
        undone = operator.post(f"{died}pembatalan/", right)
        assert undone.status_code == 302
        assert resident(town.siti).is_present
        page = operator.get(f"/penduduk/warga/{town.siti}/").text
        assert "Pembatalan peristiwa" in page
        assert "dibatalkan" in page
        assert "Dibatalkan" in operator.get(died).text
        assert "Lihat peristiwa yang dibatalkan" in operator.get(undone.headers["Location"]).text

    def test_the_page_shows_what_the_undoing_will_do(self, operator: Client, died: str) -> None:
        page = operator.get(f"{died}pembatalan/").text
        shown = re.sub(r"<[^>]+>|\s", " ", page.partition("Yang dikembalikan")[2].partition("</section>")[0])
        assert re.search(r"Keadaan:\s+Meninggal\s+→\s+menjadi\s+Tinggal di sini", shown)

    def test_whoever_came_with_the_event_will_be_a_wrong_entry(self, town: Town) -> None:
        enrolled = events(Kind.ENROL)[0]
        page = client_of(town.lurah).get(f"/penduduk/peristiwa/{enrolled.id}/pembatalan/").text
        assert "tersimpan sebagai salah catat" in page

    def test_nothing_is_undone_twice_and_no_undoing_is_undone(self, operator: Client, died: str) -> None:
        right = filled(operator, f"{died}pembatalan/", reason="Salah orang.")
        undone = operator.post(f"{died}pembatalan/", right).headers["Location"].split("?")[0]
        assert operator.get(f"{died}pembatalan/").status_code == 409
        assert operator.get(f"{undone}pembatalan/").status_code == 409

    def test_sekretaris_and_lurah_may_and_kasi_may_not(self, town: Town, died: str) -> None:
        assert client_of(town.kasi).get(f"{died}pembatalan/").status_code == 403
        assert client_of(town.sekretaris).get(f"{died}pembatalan/").status_code == 200
        lurah = client_of(town.lurah)
        assert (
            lurah.post(f"{died}pembatalan/", filled(lurah, f"{died}pembatalan/", reason="Keliru.")).status_code == 302
        )

    def test_an_operator_undoes_only_what_is_his_own_of_today(self, operator: Client) -> None:
        enrolled = events(Kind.ENROL)[0]
        page = operator.get(f"/penduduk/peristiwa/{enrolled.id}/").text
        assert "Batalkan peristiwa ini" not in page
        assert "sesudah itu sekretaris atau lurah" in page
        assert operator.get(f"/penduduk/peristiwa/{enrolled.id}/pembatalan/").status_code == 409

    def test_an_event_next_door_is_absent(self, town: Town, died: str) -> None:
        other = client_of(town.operator_next_door)
        assert other.get(died).status_code == 404
        assert other.get(f"{died}pembatalan/").status_code == 404


class TestJournal:
    def test_it_can_be_narrowed_by_kind_and_month(self, operator: Client, died: str) -> None:
        month = f"{events(Kind.DEATH)[0].reported_on:%Y-%m}"
        for query, seen in (
            ("", True), ("jenis=death", True), ("jenis=birth", False), (f"bulan={month}", True), ("bulan=2001-01", False),
            ("jenis=unsinn&bulan=unsinn", True),
        ):  # fmt: skip
            assert (died in operator.get(f"/penduduk/peristiwa/?{query}").text) is seen, query

    def test_pages_follow_each_other(self, operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("ekelurahan.doors.registry.events.PAGE", 1)
        first = operator.get("/penduduk/peristiwa/").text
        follows = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        second = operator.get("/penduduk/peristiwa/" + follows).text
        (shown,), (then,) = (re.findall(r"/penduduk/peristiwa/[0-9a-f-]{36}/", page) for page in (first, second))
        assert shown != then
        assert operator.get("/penduduk/peristiwa/?sebelum=x").status_code == 404
