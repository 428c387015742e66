"""What sekretaris and lurah decide about their office."""

from typing import Any

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.desk.tests.requests_made import NEW
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import get_office, handling_of
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

PROFILE = {
    "city_title": "PEMERINTAH KOTA PALEMBANG", "place": "Palembang", "unit_code": "plu", "address": "Jalan Baru 2",
    "postcode": "30266", "contact": "", "paper": "A4", "opens-0": "08.00", "closes-0": "16:00",
}  # fmt: skip
PRODUCT = {
    "chain": "VERIFIED",
    "offered": "1",
    "classification_code": "470",
    "number_pattern": "{code}/{serial:04d}/{year}",
}
ADDRESS = "/kerja/pengaturan/domisili/keterangan/"


@pytest.fixture
def sekretaris(town: Town) -> Client:
    return client_of(town.sekretaris)


def profile_saved(client: Client, **changed: Any) -> Any:
    return client.post("/kerja/pengaturan/profil/", PROFILE | changed)


def office() -> Office:
    with office_scope(PLAJU_ULU):
        return get_office(PLAJU_ULU)


@pytest.mark.parametrize("part", ["sekretaris", "lurah"])
def test_sekretaris_and_lurah_change_the_profile_of_their_own_office(town: Town, part: str) -> None:
    client = client_of(getattr(town, part))
    assert "Jalan Kapten Abdullah" in client.get("/kerja/pengaturan/").text
    assert profile_saved(client).status_code == 302
    assert (office().address, office().unit_code, office().paper) == ("Jalan Baru 2", "PLU", "A4")
    assert office().hours == {"0": ["08:00", "16:00"]}
    with office_scope(PLAJU_DARAT):
        assert get_office(PLAJU_DARAT).address != "Jalan Baru 2"


@pytest.mark.parametrize("part", ["operator", "kasi", "camat", "city"])
def test_nobody_else_does(town: Town, part: str) -> None:
    client = client_of(getattr(town, part))
    assert client.get("/kerja/pengaturan/").status_code == 403
    assert profile_saved(client).status_code == 403
    assert client.post(ADDRESS, PRODUCT).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("address", " ", "Wajib diisi"),
        ("postcode", "3026", "lima angka"),
        ("unit_code", "PL/U", "huruf besar atau angka"),
        ("contact", "x" * 201, "Paling panjang 200"),
        ("paper", "A5", "Pilih kertas A4 atau F4"),
        ("closes-0", "", "jam buka dan jam tutup"),
        ("closes-0", "07.00", "jam buka dan jam tutup"),
        ("opens-0", "25.00", "jam buka dan jam tutup"),
    ],
)
def test_a_profile_that_cannot_be_printed_is_refused_and_kept_on_the_page(
    sekretaris: Client, field: str, value: str, told: str
) -> None:
    answer = profile_saved(sekretaris, **{field: value, "city_title": "PEMERINTAH KOTA LAIN"})
    assert answer.status_code == 422
    assert told in answer.text
    assert "PEMERINTAH KOTA LAIN" in answer.text
    assert office().address != "Jalan Baru 2"


def test_an_office_that_never_opens_is_refused(sekretaris: Client) -> None:
    answer = profile_saved(sekretaris, **{"opens-0": "", "closes-0": ""})
    assert "paling sedikit satu hari" in answer.text


def test_a_letter_is_handled_as_the_office_decides(sekretaris: Client, town: Town) -> None:
    assert sekretaris.post(ADDRESS, PRODUCT).status_code == 302
    with office_scope(PLAJU_ULU):
        handling = handling_of(PLAJU_ULU, "domisili", "keterangan")
    assert (handling.chain.name, handling.offered, handling.cover_letter) == ("VERIFIED", True, False)
    assert "SKD/0012/" in sekretaris.get("/kerja/pengaturan/").text
    sekretaris.post(ADDRESS, {**PRODUCT, "offered": ""} | {"offered": "1"})
    closed = {name: value for name, value in PRODUCT.items() if name != "offered"}
    sekretaris.post(ADDRESS, closed)
    operator = client_of(town.operator)
    assert NEW.format(town.siti) not in operator.get(f"/kerja/warga/{town.siti}/").text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("number_pattern", "{serial", "tidak berpasangan"),
        ("number_pattern", "{serial}", "harus memuat {year}"),
        ("number_pattern", "{nama}/{serial}/{year}", "tidak dikenal: {nama}"),
        ("number_pattern", "{serial}/{year}" + "x" * 120, "paling panjang 120"),
        ("classification_code", "470; DROP", "angka dan titik"),
        ("chain", "SECRET", "Pilih alur"),
    ],
)
def test_a_pattern_that_cannot_number_letters_is_refused(sekretaris: Client, field: str, value: str, told: str) -> None:
    answer = sekretaris.post(ADDRESS, {**PRODUCT, field: value})
    assert answer.status_code == 422
    assert told in answer.text
    with office_scope(PLAJU_ULU):
        assert handling_of(PLAJU_ULU, "domisili", "keterangan").chain.name == "STANDARD"


def test_a_letter_that_does_not_exist_cannot_be_set(sekretaris: Client) -> None:
    assert sekretaris.post("/kerja/pengaturan/domisili/tidak-ada/", PRODUCT).status_code == 404
