"""Exporting residents by page: masked for all, whole for those who may and say why, always written down."""

import csv
import json
from pathlib import Path

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.disclosure import HEALTH, MASKED
from ekelurahan.residents.exporting.layouts import names_of
from ekelurahan.residents.importing.reading import open_book
from ekelurahan.residents.models import Resident
from ekelurahan.tests.people import PLAJU_ULU, Town

ADDRESS = "/kerja/penduduk/ekspor/"


def details() -> dict[str, object]:
    with office_scope(PLAJU_ULU):
        told: dict[str, object] = json.loads(Entry.objects.filter(action="resident.export").latest("seq").body)[
            "details"
        ]
    return told


def test_an_operator_gets_masked_numbers(town: Town) -> None:
    operator = client_of(town.operator)
    assert "disamarkan" in operator.get(ADDRESS).text
    answer = operator.post(ADDRESS, {"jenis": "csv"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="penduduk.csv"'
    text = answer.content.decode("utf-8-sig")
    assert "SITI AMINAH" in text
    assert "990101********01" in text
    assert "9901014205900001" not in text
    assert "SITI ZUBAIDAH" not in text
    assert (details()["rows"], details()["masked"]) == (2, True)


def test_an_operator_gets_no_whole_numbers(town: Town) -> None:
    answer = client_of(town.operator).post(ADDRESS, {"nomor": "utuh", "alasan": "ingin tahu"})
    assert answer.status_code == 422
    assert "sekretaris atau lurah" in answer.text


@pytest.mark.parametrize("part", ["sekretaris", "lurah"])
def test_whole_numbers_need_a_reason_that_is_kept(town: Town, part: str, tmp_path: Path) -> None:
    client = client_of(getattr(town, part))
    refused = client.post(ADDRESS, {"nomor": "utuh", "alasan": " "})
    assert (refused.status_code, "Tulis mengapa" in refused.text) == (422, True)
    answer = client.post(ADDRESS, {"nomor": "utuh", "alasan": "pindah ke OpenSID", "kolom": "opensid", "rw": "2"})
    (tmp_path / "a.xlsx").write_bytes(answer.content)
    with open_book(tmp_path / "a.xlsx") as book:
        rows = [row for _, row in book.rows("Data Penduduk")]
    assert rows[0][:7] == ("alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik")
    assert {row[6] for row in rows[1:]} == {"9901014205900001", "9901011203850002"}
    assert (details()["reason"], details()["rw"], details()["masked"]) == ("pindah ke OpenSID", "002", False)


TELLING = {
    "passport": "B7654321", "stay_permit": "2D21JE0001", "card_tag": "04A1B2C3D4E5F6", "insurance_number": "0001234567890",
    "father_nik": "9901010101500007", "mother_nik": "9901014101500008", "disability": "physical", "insurance": "bpjs_aided",
    "pregnancy": "not_pregnant", "contraception": "pill",
}  # fmt: skip


def row_of_siti(town: Town, client: Client, layout: str, **asked: str) -> dict[str, str]:
    with office_scope(PLAJU_ULU):
        update_resident(Resident.objects.select_related("family_card").get(id=town.siti), TELLING, by=None)
    answer = client.post(ADDRESS, {"jenis": "csv", "kolom": layout, **asked})
    rows = csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";")
    (row,) = [row for row in rows if "SITI AMINAH" in row]
    return dict(zip(names_of(layout), row, strict=True))


@pytest.mark.parametrize("layout", ["own", "opensid"])
def test_whatever_a_screen_masks_is_masked_in_a_file(town: Town, layout: str) -> None:
    row = row_of_siti(town, client_of(town.operator), layout)
    assert all("*" in row[name] for name in MASKED), row
    assert all(row[name] for name in HEALTH)  # the operator enters it
    assert details()["health"] is True


@pytest.mark.parametrize("part", ["sekretaris", "lurah"])
@pytest.mark.parametrize("layout", ["own", "opensid"])
def test_health_stays_with_those_who_see_it_whatever_the_reason(town: Town, part: str, layout: str) -> None:
    client = client_of(getattr(town, part))
    assert "kesehatan dikosongkan" in client.get(ADDRESS).text
    row = row_of_siti(town, client, layout, nomor="utuh", alasan="pindah server")
    assert row["passport"] == TELLING["passport"]
    assert {row[name] for name in HEALTH} == {""}
    assert details()["health"] is False


@pytest.mark.parametrize("part", ["kasi", "camat", "city"])
def test_others_export_nothing(town: Town, part: str) -> None:
    assert client_of(getattr(town, part)).get(ADDRESS).status_code == 403
