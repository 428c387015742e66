"""Pages that are only read: the list, a person, a family; who sees what; and that more rows cost no more statements."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.doors.registry.tests.counter import CARD, card_of, child_of, events, filled, resident
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.codes import Disability, Sex
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.entry import Person
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.listing import PAGE
from ekelurahan.tests.cases import submitted
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def asked_for_a_letter(town: Town) -> Application:
    """Siti's request."""
    with office_scope(PLAJU_ULU):
        return submitted(town)


def crowd(count: int) -> None:
    """More people on the card of Siti and Budi."""
    with office_scope(PLAJU_ULU):
        for number in range(count):
            person = Person(f"WARGA {number:03d}", date(1980, 1, 1 + number % 28), Sex.MALE)
            add_resident(CARD, person, kelurahan_id=PLAJU_ULU, by=None, told=Told(sure=True, reason="Untuk uji."))


class TestList:
    def test_the_next_page_begins_after_the_last_person_of_this_one(self, operator: Client) -> None:
        crowd(PAGE + 5)
        first = operator.get("/penduduk/").text
        follows = re.search(r'rel="next" href="([^"]+)"', first)
        assert follows
        assert "BUDI SANTOSO" in first
        second = operator.get("/penduduk/" + follows[1].replace("&amp;", "&")).text
        assert "BUDI SANTOSO" not in second
        assert f"WARGA {PAGE + 4:03d}" in second
        names = re.findall(r"WARGA \d{3}", first + second)
        assert len(names) == len(set(names)) == PAGE + 5

    @pytest.mark.parametrize(
        ("query", "seen"),
        [
            ("wilayah=002", True), ("wilayah=002-004", True), ("wilayah=002-001", False), ("wilayah=009", False),
            ("status=meninggal", False), ("status=gibtsnicht", True), ("status=nonpermanen", False),
            ("status=hilang", False), ("status=pindah", False), ("status=salah-catat", False),
        ],
    )  # fmt: skip
    def test_it_can_be_narrowed_by_rt_rw_and_status(self, operator: Client, query: str, seen: bool) -> None:
        assert ("SITI AMINAH" in operator.get(f"/penduduk/?{query}").text) is seen

    def test_a_strange_place_is_404_and_one_that_is_gone_the_first_page(self, operator: Client, town: Town) -> None:
        assert operator.get("/penduduk/?setelah=x").status_code == 404
        assert "SITI AMINAH" in operator.get(f"/penduduk/?setelah={town.neighbour}").text

    def test_people_of_another_office_are_not_in_it(self, operator: Client) -> None:
        assert "SITI ZUBAIDAH" not in operator.get("/penduduk/").text


class TestSearch:
    @pytest.mark.parametrize("part", ["operator", "kasi", "sekretaris", "lurah"])
    def test_everybody_who_reads_finds_people_from_the_first_page(self, town: Town, part: str) -> None:
        crowd(2)
        client = client_of(getattr(town, part))
        assert 'role="search"' in client.get("/penduduk/").text
        found = client.post("/penduduk/", {"q": "warga"}).text.partition('id="temuan"')[2].partition("</section>")[0]
        assert re.findall(r"WARGA \d{3}", found) == ["WARGA 000", "WARGA 001"]

    def test_whoever_alone_is_found_is_opened(self, operator: Client, town: Town) -> None:
        answer = operator.post("/penduduk/", {"q": "siti aminah"})
        assert answer.headers["Location"] == f"/penduduk/warga/{town.siti}/"

    def test_nobody_of_another_office_is_found_and_it_says_so(self, operator: Client) -> None:
        page = operator.post("/penduduk/", {"q": "zubaidah"}).text
        assert "Tidak ada yang cocok dengan «zubaidah»" in page
        assert operator.post("/penduduk/", {"q": " "}).status_code == 200


class TestResident:
    def test_everything_that_is_known_stands_there_in_groups_and_numbers_are_masked(
        self, operator: Client, town: Town
    ) -> None:
        page = operator.get(f"/penduduk/warga/{town.siti}/").text
        assert "990101********01" in page
        assert "9901014205900001" not in page
        assert "BUDI SANTOSO" in page
        assert "Mengurus Rumah Tangga" in page
        assert "Pendataan" in page

    def test_letters_so_far_lead_to_their_requests(self, operator: Client, town: Town) -> None:
        application = asked_for_a_letter(town)
        assert f"/kerja/permohonan/{application.id}/" in operator.get(f"/penduduk/warga/{town.siti}/").text
        assert f"/lurah/{application.id}/" in client_of(town.lurah).get(f"/penduduk/warga/{town.siti}/").text

    def test_numbers_are_shown_for_a_reason_that_is_written_down(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/nomor/"
        assert operator.post(address, {"reason": ""}).status_code == 422
        assert "9901014205900001" in operator.post(address, {"reason": "Mencocokkan dengan KTP."}).text
        with office_scope(PLAJU_ULU):
            assert Entry.objects.filter(action="resident.reveal").exists()

    def test_health_is_shown_only_to_those_who_need_it_in_the_history_too(self, operator: Client, town: Town) -> None:
        with office_scope(PLAJU_ULU):
            update_resident(resident(town.siti), {"disability": Disability.VISUAL.value}, by=town.operator)
        address = f"/penduduk/warga/{town.siti}/"
        for client in (operator, client_of(town.kasi)):
            assert "Disabilitas netra" in client.get(address).text
        for actor in (town.sekretaris, town.lurah):
            page = client_of(actor).get(address).text
            assert "Disabilitas netra" not in page
            assert "hanya terlihat oleh petugas yang memerlukannya" in page

    def test_only_the_counter_is_offered_what_can_happen(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/"
        assert "/catat/kematian/" in operator.get(address).text
        assert "/catat/kematian/" not in client_of(town.kasi).get(address).text

    def test_a_letter_comes_first_only_for_those_who_live_here(self, operator: Client, town: Town) -> None:
        def first_button() -> str:
            buttons = operator.get(f"/penduduk/warga/{town.siti}/").text.partition('<div class="buttons">')[2]
            return re.sub(r"<[^>]+>", "", buttons.partition("</a>")[0]).strip()

        assert first_button() == "Buat surat"
        operator.post(
            path := f"/penduduk/warga/{town.siti}/catat/kematian/", filled(operator, path, happened_on="20-11-2026")
        )
        assert not resident(town.siti).is_present
        assert first_button() != "Buat surat"
        assert "Buat surat" in operator.get(f"/penduduk/warga/{town.siti}/").text

    def test_the_archive_says_where_somebody_went(self, operator: Client, town: Town) -> None:
        path = f"/penduduk/kk/{card_of(town)}/catat/pindah/"
        place = {"code": str(PLAJU_DARAT), "address": "Jl. Kancil Putih No. 12", "rt": "7", "rw": "3"}
        answers = filled(operator, path, resident_ids=str(town.siti), move_reason="family", **place)
        assert operator.post(path, answers).status_code == 302
        page = operator.get(f"/penduduk/warga/{town.siti}/").text
        assert "Pindah ke Jl. Kancil Putih No. 12 RT 007 RW 003, Plaju Darat." in page

    def test_a_change_is_told_with_before_and_after(self, operator: Client, town: Town) -> None:
        with office_scope(PLAJU_ULU):
            update_resident(resident(town.siti), {"religion": "catholic"}, by=town.operator)
        page = operator.get(f"/penduduk/warga/{town.siti}/").text
        assert "<del>Islam</del>" in page
        assert town.operator.name in page

    def test_somebody_next_door_is_absent(self, operator: Client, town: Town) -> None:
        assert operator.get(f"/penduduk/warga/{town.neighbour}/").status_code == 404
        assert operator.post(f"/penduduk/warga/{town.neighbour}/nomor/", {"reason": "x"}).status_code == 404
        assert operator.get(f"/penduduk/kk/{town.neighbour}/").status_code == 404


def test_a_family_page_shows_members_the_leader_of_the_rt_and_what_can_happen(operator: Client, town: Town) -> None:
    operator.post("/penduduk/rt-rw/", {"rw": "2", "rt": "4", "head_name": "Pak Rusdi", "since": "01-01-2020"})
    page = operator.get(f"/penduduk/kk/{card_of(town)}/").text
    assert "SITI AMINAH" in page
    assert "Pak Rusdi" in page
    assert "/catat/kelahiran/" in page
    assert "Kepala Keluarga" in page


class TestHistoryOfAFamily:
    def test_it_tells_what_happened_to_the_members_and_of_whom(self, operator: Client, town: Town) -> None:
        with office_scope(PLAJU_ULU):
            update_resident(resident(town.siti), {"religion": "catholic"}, by=town.operator)
        history = operator.get(f"/penduduk/kk/{card_of(town)}/").text.partition('id="riwayat"')[2]
        assert "<del>Islam</del>" in history
        assert f'<a href="/penduduk/warga/{town.siti}/">SITI AMINAH</a>' in history
        assert history.index("Perbaikan data") < history.index("Pendataan")

    def test_it_begins_with_the_latest_and_leads_to_the_rest(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/kk/{card_of(town)}/"
        assert "riwayat=semua" not in operator.get(address).text
        crowd(20)
        short, whole = operator.get(address).text, operator.get(f"{address}?riwayat=semua").text
        assert short.count("<time datetime") == 15
        assert "riwayat=semua#riwayat" in short
        assert whole.count("<time datetime") > 20
        assert "riwayat=semua" not in whole


@pytest.mark.parametrize("part", ["camat", "city"])
def test_it_is_no_place_for_wider_areas(town: Town, part: str) -> None:
    assert client_of(getattr(town, part)).get("/penduduk/").status_code == 403


def asked(client: Client, address: str) -> int:
    """How many statements a page costs, without the savepoints of the test."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len([one for one in queries if not re.match(r"SAVEPOINT|RELEASE|BEGIN|COMMIT", one["sql"])])


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (lambda _town: "/penduduk/", 7),
        (lambda town: f"/penduduk/warga/{town.siti}/", 18),
        (lambda town: f"/penduduk/kk/{card_of(town)}/", 15),
        (lambda _town: "/penduduk/peristiwa/", 9),
        (lambda _town: f"/penduduk/peristiwa/{events()[0].id}/", 10),
        (lambda town: f"/penduduk/kk/{card_of(town)}/catat/pindah/", 6),
        (lambda _town: "/penduduk/perpindahan/", 7),
    ],
)
def test_more_rows_cost_no_more_statements(
    operator: Client, town: Town, address: Callable[[Town], str], most: int
) -> None:
    child_of(town)
    path = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
    operator.post(path, filled(operator, path, ethnicity="Komering"))
    operator.get(address(town))
    before = asked(operator, address(town))
    crowd(6)
    operator.post(path, filled(operator, path, ethnicity="Ogan"))
    asked_for_a_letter(town)
    assert asked(operator, address(town)) == before
    assert before <= most, before
