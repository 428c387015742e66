"""A move between two offices of the city, as both counters see it."""

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.registry.tests.counter import card_of, filled, resident
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.residents.models import Resident, Transfer
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town


@pytest.fixture
def here(town: Town) -> Client:
    return client_of(town.operator)


@pytest.fixture
def there(town: Town) -> Client:
    return client_of(town.operator_next_door)


@pytest.fixture
def on_the_way(here: Client, town: Town) -> None:
    """Siti goes to Plaju Darat."""
    address = f"/penduduk/kk/{card_of(town)}/catat/pindah/"
    answers = filled(here, address, resident_ids=str(town.siti), code=str(PLAJU_DARAT), move_reason="family")
    assert here.post(address, answers).status_code == 302


def path_at(kelurahan_id: int) -> str:
    with office_scope(kelurahan_id):
        return f"/penduduk/perpindahan/{Transfer.objects.get(kelurahan_id=kelurahan_id).id}/"


@pytest.mark.usefixtures("on_the_way")
class TestMove:
    def test_the_other_office_sees_who_waits_and_accepts(self, here: Client, there: Client, town: Town) -> None:
        assert "menunggu diterima" in there.get("/penduduk/").text
        assert "SITI AMINAH" in there.get("/penduduk/perpindahan/").text
        path = path_at(PLAJU_DARAT)
        answers = filled(there, path, no_kk="9901020101100001") | {f"relation:{town.siti}": ""}
        wrong = there.post(path, answers)
        assert wrong.status_code == 422
        assert f"relation:{town.siti}-error" in wrong.text
        accepted = there.post(path, {**answers, f"relation:{town.siti}": "relative"})
        assert accepted.status_code == 302, accepted.text
        assert "SITI AMINAH" in there.get(accepted.headers["Location"]).text
        assert "Diterima" in here.get("/penduduk/perpindahan/").text
        assert there.get(path).status_code == 200
        with office_scope(PLAJU_DARAT):
            assert Resident.objects.filter(name="SITI AMINAH", life_status="alive").exists()

    def test_a_refusal_needs_a_reason_and_brings_them_back(self, there: Client, town: Town) -> None:
        path = path_at(PLAJU_DARAT)
        assert there.post(f"{path}penolakan/", {"reason": ""}).status_code == 422
        assert there.post(f"{path}penolakan/", {"reason": "Tidak dikenal di sini."}).status_code == 302
        assert resident(town.siti).is_present

    def test_the_old_office_takes_them_back(self, here: Client, town: Town) -> None:
        path = path_at(PLAJU_ULU)
        assert "Tarik kembali" in here.get(path).text
        assert here.post(f"{path}penarikan/", {"reason": ""}).status_code == 422
        assert here.post(f"{path}penarikan/", {"reason": "Tidak jadi pindah."}).status_code == 302
        assert resident(town.siti).is_present
        assert "Ditarik kembali" in here.get(path).text

    def test_each_office_has_a_page_of_its_own(self, here: Client, town: Town) -> None:
        assert here.get(path_at(PLAJU_DARAT)).status_code == 404
        assert "Tarik kembali" not in client_of(town.lurah).get(path_at(PLAJU_ULU)).text
