"""Heads of RT and RW: begun, followed, ended."""

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.residents.models import Neighbourhood
from ekelurahan.tests.people import PLAJU_ULU, Town

RUSDI = {"rw": "2", "rt": "4", "head_name": "Rusdi Hartono", "phone": "0812 3456 7890", "since": "01-01-2020"}


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def rows() -> list[Neighbourhood]:
    with office_scope(PLAJU_ULU):
        return list(Neighbourhood.objects.order_by("since"))


def test_a_new_head_ends_the_term_of_the_one_before(operator: Client) -> None:
    assert operator.post("/penduduk/rt-rw/", RUSDI).status_code == 302
    assert (
        operator.post("/penduduk/rt-rw/", {**RUSDI, "head_name": "Maimunah", "since": "01-03-2025"}).status_code == 302
    )
    first, second = rows()
    assert (first.rw, first.rt) == ("002", "004")
    assert str(first.until) == "2025-02-28"
    assert second.until is None
    page = operator.get("/penduduk/rt-rw/").text
    assert "Maimunah" in page
    assert "Dahulu" in page


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"rw": ""}, "rw"), ({"rt": "1234"}, "rt"), ({"head_name": " "}, "head_name"), ({"phone": "telepon"}, "phone"),
        ({"since": "kemarin"}, "since"), ({"since": ""}, "since"),
    ],
)  # fmt: skip
def test_a_mistake_stands_beside_its_field(operator: Client, answers: dict[str, str], field: str) -> None:
    page = operator.post("/penduduk/rt-rw/", {**RUSDI, **answers})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert not rows()


def test_a_term_cannot_begin_before_the_last_one(operator: Client) -> None:
    operator.post("/penduduk/rt-rw/", RUSDI)
    assert 'id="since-error"' in operator.post("/penduduk/rt-rw/", {**RUSDI, "since": "01-01-2019"}).text


def test_a_term_ends_once_and_not_before_it_began(operator: Client, town: Town) -> None:
    operator.post("/penduduk/rt-rw/", RUSDI)
    address = f"/penduduk/rt-rw/{rows()[0].id}/akhir/"
    for wrong in ("", "x", "01-01-2019"):
        assert operator.post(address, {"until": wrong}).status_code == 422
    assert operator.post(address, {"until": "01-05-2026"}).status_code == 302
    assert "sudah berakhir" in operator.post(address, {"until": "01-06-2026"}).text
    assert client_of(town.operator_next_door).post(address, {"until": "01-06-2026"}).status_code == 422


def test_lurah_and_kasi_read_it_only(operator: Client, town: Town) -> None:
    operator.post("/penduduk/rt-rw/", RUSDI)
    for actor in (town.kasi, town.lurah):
        client = client_of(actor)
        assert "Rusdi Hartono" in client.post("/penduduk/rt-rw/", {**RUSDI, "rt": "5"}).text
    assert len(rows()) == 1
