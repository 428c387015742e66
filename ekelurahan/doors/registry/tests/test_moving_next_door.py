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


class TestWhatTheMoveTells:
    @pytest.fixture(autouse=True)
    def on_the_way_with_a_letter(self, here: Client, town: Town) -> None:
        """Siti goes to Plaju Darat, and her old office writes down all that it knows."""
        address = f"/penduduk/kk/{card_of(town)}/catat/pindah/"
        place = {"address": "Jl. Kancil Putih No. 12", "rt": "7", "rw": "3", "letter": "SKPWNI/1671/24112026/0004"}
        told = {"code": str(PLAJU_DARAT), "move_reason": "study", **place}
        assert here.post(address, filled(here, address, resident_ids=str(town.siti), **told)).status_code == 302

    @pytest.mark.parametrize("office", [PLAJU_ULU, PLAJU_DARAT])
    def test_both_offices_read_where_the_family_goes_why_and_by_which_letter(
        self, here: Client, there: Client, office: int
    ) -> None:
        page = (here if office == PLAJU_ULU else there).get(path_at(office)).text
        facts = page[page.index("menurut kelurahan asal") :].partition("</section>")[0]
        for words in (
            "Jl. Kancil Putih No. 12",
            "007",
            "003",
            "Pendidikan",
            "SKPWNI/1671/24112026/0004",
            "Tanggal pindah",
        ):
            assert words in facts

    def test_the_form_begins_with_the_address_that_was_told(self, there: Client) -> None:
        form = filled(there, path_at(PLAJU_DARAT))
        assert (form["address"], form["rt"], form["rw"]) == ("Jl. Kancil Putih No. 12", "007", "003")

    def test_nothing_that_a_new_card_needs_is_called_optional(self, there: Client) -> None:
        page = there.get(path_at(PLAJU_DARAT)).text
        for name in ("no_kk", "address", "rt", "rw"):
            assert "boleh kosong" not in page.partition(f'<label for="{name}">')[2].partition("</label>")[0]

    def test_the_sender_reads_what_its_own_rows_know(self, here: Client) -> None:
        page = here.get(path_at(PLAJU_ULU)).text
        table = page.partition("<table")[2].partition("</table>")[0]
        assert "990101********01" in table
        assert "–" not in table

    def test_an_acceptance_taken_back_says_who_did_it_and_no_date_that_is_not_there(
        self, there: Client, town: Town
    ) -> None:
        path = path_at(PLAJU_DARAT)
        accepted = there.post(
            path, filled(there, path, no_kk="9901020101100001", rt="1", rw="1") | {f"relation:{town.siti}": "head"}
        )
        event = accepted.headers["Location"].partition("?")[0]
        undone = there.post(f"{event}pembatalan/", {"reason": "Keliru terima."})
        assert undone.status_code == 302
        page = there.get(path).text
        assert "Sudah pernah diterima, lalu dibatalkan" in page
        assert "Keliru terima." in page
        assert ", ." not in page
