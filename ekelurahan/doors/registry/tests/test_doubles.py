"""The list of people who may stand in the registry twice, and what is decided there."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.doubles.actions.keeping import look_everywhere
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.models import Pair, Resident
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

LIST = "/penduduk/ganda/"
NIK, NEXT = "9901014503850009", "9901014503850019"


def enter(office: int = PLAJU_ULU, nik: str | None = None, no_kk: str = "9901010101100077", **more: Any) -> UUID:
    with office_scope(office):
        person = Person(
            "QONITA MALAHAYATI", date(1985, 3, 5), Sex.FEMALE, nik,
            {"mother_name": "ROHANA", "family_relation": "head"} | more,
        )  # fmt: skip
        card = Card(no_kk, "Jl. Sepakat No. 1", "001", "001")
        return add_resident(card, person, kelurahan_id=office, by=None, told=Told(sure=True, reason="uji")).id


def pair_of(*, other_office: bool = False) -> Pair:
    enter(nik=NIK, birth_place="Palembang", blood_group="O")
    if other_office:
        enter(PLAJU_DARAT, birth_place="Palembang")
    else:
        enter(nik=NEXT, no_kk="9901010101100078", birth_place="Plaju", religion="islam")
    look_everywhere()
    with office_scope(PLAJU_ULU):
        return Pair.objects.get()


def address(pair: Pair, act: str = "") -> str:
    return f"{LIST}{pair.id}/{act}"


def row(resident_id: UUID) -> Resident:
    with office_scope(PLAJU_ULU):
        return Resident.objects.get(id=resident_id)


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def test_the_list_says_who_how_likely_and_why(operator: Client) -> None:
    assert "0 pasangan perlu diperiksa" in operator.get(LIST).text
    pair = pair_of()
    page = operator.get(LIST).text
    assert "1 pasangan perlu diperiksa" in page
    assert address(pair) in page
    assert "Nama sama (menurut ejaan umum); Tanggal lahir sama" in page
    assert "Perlu diperiksa" in page
    assert "1 pasangan perlu diperiksa" in operator.get("/penduduk/").text


def test_both_rows_stand_side_by_side_and_differences_are_said_in_words(operator: Client, town: Town) -> None:
    pair = pair_of()
    page = operator.get(address(pair)).text
    assert "Berbeda di angka ke-15" in page
    assert NIK not in page, "numbers stay masked"
    assert 'name="nilai:birth_place" value="kanan"' in page
    assert "Hanya satu yang tahu; ikut disimpan" in page
    assert "Menentang: NIK berurutan" in page
    assert page.count("Belum pernah meminta surat.") == 2


def test_one_person_is_merged_with_the_values_chosen(operator: Client) -> None:
    pair = pair_of()
    answer = operator.post(address(pair, "penggabungan/"), {
        "stays": "kiri", "nilai:birth_place": "kanan", "nilai:nik": "kiri", "versi": [f"{pair.left}:1", f"{pair.right}:1"],
    })  # fmt: skip
    assert answer.headers["Location"] == f"/penduduk/warga/{pair.left}/?gabung=1"
    assert (row(pair.left).nik, row(pair.left).birth_place, row(pair.left).religion) == (NIK, "Plaju", "islam")
    assert row(pair.right).merged_into == pair.left
    page = operator.get(address(pair)).text
    assert "Sudah digabung: satu orang" in page
    assert "atau batalkan" in page
    assert "Gabungkan" not in page
    assert "Digabung" in operator.get(LIST + "?daftar=selesai").text


def test_whoever_stays_says_that_it_was_merged_and_whoever_goes_into_what(operator: Client) -> None:
    pair = pair_of()
    chosen = {"stays": "kanan", "versi": [f"{pair.left}:1", f"{pair.right}:1"]}
    answer = operator.post(address(pair, "penggabungan/"), chosen, follow=True)
    assert "Sudah digabung: kedua data sekarang satu orang" in answer.text
    again = operator.get(f"/penduduk/warga/{pair.right}/").text
    assert "kedua data sekarang satu orang" not in again
    assert "Penggabungan data ganda" in again
    gone = operator.get(f"/penduduk/warga/{pair.left}/").text
    assert "Digabung</span>" in gone
    assert "Salah catat" not in gone


def test_a_merge_that_changed_nothing_of_whoever_stays_is_in_their_history(operator: Client) -> None:
    enter(nik=NIK, birth_place="Palembang", blood_group="O")
    enter(no_kk="9901010101100078")
    look_everywhere()
    with office_scope(PLAJU_ULU):
        pair = Pair.objects.get()
        stays = Resident.objects.get(nik=NIK)
    side = "kiri" if pair.left == stays.id else "kanan"
    chosen = {"stays": side, "versi": [f"{pair.left}:1", f"{pair.right}:1"]}
    assert operator.post(address(pair, "penggabungan/"), chosen).status_code == 302
    assert row(stays.id).version == 1
    assert "Penggabungan data ganda" in operator.get(f"/penduduk/warga/{stays.id}/").text


def test_a_merge_says_what_is_missing_and_keeps_what_was_chosen(operator: Client) -> None:
    pair = pair_of()
    answer = operator.post(address(pair, "penggabungan/"), {"nilai:birth_place": "kanan", "reason": "sudah dicek"})
    assert answer.status_code == 422
    assert "Pilih data mana yang tetap." in answer.text
    assert 'name="nilai:birth_place" value="kanan" checked' in answer.text
    assert 'value="sudah dicek"' in answer.text
    stale = operator.post(address(pair, "penggabungan/"), {"stays": "kiri", "versi": f"{pair.left}:9"})
    assert "sudah diubah orang lain" in stale.text
    assert operator.post(address(pair, "penggabungan/"), {"stays": "kiri", "versi": "x:y"}).status_code == 400


def test_two_people_are_kept_apart_with_a_reason(operator: Client) -> None:
    pair = pair_of()
    assert "Tulis bagaimana Anda tahu" in operator.post(address(pair, "perbedaan/"), {"reason_apart": " "}).text
    answer = operator.post(address(pair, "perbedaan/"), {"reason_apart": "Keduanya datang"}, follow=True)
    assert "tidak akan muncul lagi" in answer.text
    assert "Sudah dinyatakan dua orang" in operator.get(address(pair)).text
    again = operator.post(address(pair, "perbedaan/"), {"reason_apart": "lagi"})
    assert "sudah diputuskan orang lain" in again.text


def test_of_another_office_no_more_is_shown_than_it_may_and_what_to_do(operator: Client) -> None:
    pair = pair_of(other_office=True)
    page = operator.get(address(pair)).text
    assert "Data di Kelurahan Plaju Darat" in page
    assert "Minta Kelurahan Plaju Darat mencatat kepindahannya" in page
    assert "Nyatakan data kita salah catat" in page
    assert "ROHANA" not in page
    assert "Gabungkan" not in page
    assert operator.post(address(pair, "permintaan/"), {}).status_code == 422
    asked = operator.post(address(pair, "permintaan/"), {"reason_asked": "Bu Lina, hari ini"}, follow=True)
    assert "QONITA MALAHAYATI" in asked.text
    assert "Bu Lina, hari ini" in operator.get(address(pair)).text


def test_a_pair_belongs_to_its_office_and_to_those_who_decide(town: Town) -> None:
    pair = pair_of()
    assert client_of(town.operator_next_door).get(address(pair)).status_code == 404
    lurah = client_of(town.lurah)
    assert "Nyatakan berbeda" not in lurah.get(address(pair)).text
    assert lurah.post(address(pair, "perbedaan/"), {"reason_apart": "x"}).status_code == 403
    assert client_of(town.sekretaris).post(address(pair, "perbedaan/"), {"reason_apart": "x"}).status_code == 302
    assert client_of(town.camat).get(LIST).status_code == 403


def test_a_pair_that_settled_itself_asks_nothing(operator: Client) -> None:
    pair = pair_of()
    with office_scope(PLAJU_ULU):
        gone = Resident.objects.get(id=pair.right)
        gone.life_status, gone.version = "moved", 2
        gone.save()
    page = operator.get(address(pair)).text
    assert "Tidak perlu diputuskan lagi" in page
    assert "Gabungkan" not in page
    assert "Selesai sendiri" in operator.get(LIST).text
