"""Every form of the registry: filled in it records one event, filled in wrongly it says what is wrong and keeps the rest."""

from datetime import date

import pytest
from django.test import Client

from ekelurahan.doors.registry.tests.counter import NO_KK, card, card_of, child_of, events, filled, resident
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.now import now
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.tests.people import Town

TODAY = now().date()


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def test_a_birth_is_recorded_once_however_often_the_form_is_sent(operator: Client, town: Town) -> None:
    address = f"/penduduk/kk/{card_of(town)}/catat/kelahiran/"
    answers = filled(
        operator, address, name="Rizki Santoso", sex="male", birth_date="01-11-2026", birth_place="Palembang",
        mother=str(town.siti), father=str(town.budi),
    )  # fmt: skip
    first = operator.post(address, answers)
    assert first.status_code == 302
    assert operator.post(address, answers).headers["Location"] == first.headers["Location"]
    (event,) = events(Kind.BIRTH)
    page = operator.get(first.headers["Location"]).text
    assert "Sudah tersimpan" in page
    assert "RIZKI SANTOSO" in page
    assert event.happened_on == date(2026, 11, 1)
    assert event.officer == town.operator.name


def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(operator: Client, town: Town) -> None:
    address = f"/penduduk/kk/{card_of(town)}/catat/kelahiran/"
    answers = filled(operator, address, name="Rizki Santoso", birth_date="31-02-2026", letter="12/RS/2026")
    answer = operator.post(address, answers)
    assert answer.status_code == 422
    assert 'id="birth_date-error"' in answer.text
    assert 'id="sex-error"' in answer.text
    assert 'value="Rizki Santoso"' in answer.text
    assert 'value="12/RS/2026"' in answer.text
    assert not events(Kind.BIRTH)


def test_the_death_of_a_head_asks_who_leads_the_family_now(operator: Client, town: Town) -> None:
    address = f"/penduduk/warga/{town.budi}/catat/kematian/"
    answers = filled(operator, address, happened_on="20-11-2026", cause="illness")
    refused = operator.post(address, answers)
    assert refused.status_code == 422
    assert "new_head-error" in refused.text
    answer = operator.post(address, {**answers, "new_head": str(town.siti)})
    assert answer.status_code == 302
    assert resident(town.budi).life_status == "dead"
    assert resident(town.siti).family_relation == "head"
    archive = operator.get(f"/penduduk/warga/{town.budi}/").text
    assert "Arsip: bukan penduduk lagi" in archive
    assert "20 November 2026" in archive


def test_a_missing_person_is_found_again(operator: Client, town: Town) -> None:
    address = f"/penduduk/warga/{town.siti}/catat/hilang/"
    assert operator.post(address, filled(operator, address, last_seen="Pasar 16 Ilir")).status_code == 302
    assert resident(town.siti).life_status == "lost"
    address = f"/penduduk/warga/{town.siti}/catat/ditemukan/"
    assert operator.post(address, filled(operator, address)).status_code == 302
    assert resident(town.siti).is_present


def test_a_wrong_entry_needs_a_reason(operator: Client, town: Town) -> None:
    address = f"/penduduk/warga/{town.siti}/catat/salah-catat/"
    answers = filled(operator, address)
    assert "reason-error" in operator.post(address, answers).text
    assert operator.post(address, {**answers, "reason": "Tercatat dua kali."}).status_code == 302
    assert resident(town.siti).life_status == "invalid"


def test_a_correction_shows_no_number_and_changes_only_what_was_changed(operator: Client, town: Town) -> None:
    address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
    page = operator.get(address).text
    assert "9901014205900001" not in page
    assert "990101********01" in page
    answers = filled(operator, address, religion="catholic", mother_name="Halimah")
    location = operator.post(address, answers).headers["Location"]
    row = resident(town.siti)
    assert (row.religion, row.mother_name, row.nik) == ("catholic", "Halimah", "9901014205900001")
    told = operator.get(location).text
    assert "Islam" in told
    assert "Katolik" in told
    assert "Pekerjaan" not in told


def test_a_correction_that_changes_nothing_says_so(operator: Client, town: Town) -> None:
    address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
    answer = operator.post(address, filled(operator, address))
    assert answer.status_code == 422
    assert "Tidak ada yang berubah" in answer.text


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(operator: Client, town: Town) -> None:
    address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
    early, late = filled(operator, address, ethnicity="Komering"), filled(operator, address, ethnicity="Ogan")
    assert operator.post(address, late).status_code == 302
    answer = operator.post(address, early)
    assert answer.status_code == 409
    assert "sudah diubah orang lain" in answer.text
    assert resident(town.siti).ethnicity == "Ogan"


def test_some_members_move_out_and_the_destination_is_found_in_two_steps(operator: Client, town: Town) -> None:
    child_of(town)
    address = f"/penduduk/kk/{card_of(town)}/catat/pindah/"
    answers = filled(operator, address, resident_ids=str(town.siti), move_reason="work")
    assert "code-error" in operator.post(address, answers).text
    sought = operator.post(address, {**answers, "code-cari": "Bukit Lama, Palembang", "cari": "code"})
    assert sought.status_code == 200
    assert "Bukit Lama, Ilir Barat I, Kota Palembang" in sought.text
    assert f'value="{town.siti}" checked' in sought.text
    answer = operator.post(address, {**answers, "code": "3273011001"})
    assert answer.status_code == 302, answer.text
    assert resident(town.siti).life_status == "moved"
    assert "Bandung" in operator.get("/penduduk/peristiwa/?jenis=depart").text or events(Kind.DEPART)


def test_nothing_found_says_what_to_do(operator: Client, town: Town) -> None:
    address = f"/penduduk/kk/{card_of(town)}/catat/pindah/"
    page = operator.post(address, filled(operator, address, **{"code-cari": "Xqxqx", "cari": "code"})).text
    assert "Tidak ada kelurahan atau desa bernama" in page


def test_a_family_arrives_on_a_new_card(operator: Client, town: Town) -> None:
    address = "/penduduk/catat/kedatangan/"
    more = operator.post(address, filled(operator, address, tambah="1", no_kk=NO_KK))
    assert more.status_code == 200
    assert "people-1-name" in more.text
    assert f'value="{NO_KK}"' in more.text
    answers = filled(operator, address, no_kk=NO_KK, address="Jl. DI Panjaitan No. 9", rt="4", rw="2", jumlah="2")
    answers |= {
        "people-0-name": "Agus Salim", "people-0-sex": "male", "people-0-birth_date": "05-05-1980",
        "people-0-family_relation": "head", "people-1-name": "Nurhayati", "people-1-sex": "female",
        "people-1-birth_date": "07-07-1984", "people-1-family_relation": "wife", "code": "3273011001",
    }  # fmt: skip
    answer = operator.post(address, answers)
    assert answer.status_code == 302, answer.text
    page = operator.get(answer.headers["Location"]).text
    assert "AGUS SALIM" in page
    assert "NURHAYATI" in page


def test_a_mistake_about_the_second_person_stands_beside_the_second_person(operator: Client, town: Town) -> None:
    address = f"/penduduk/kk/{card_of(town)}/catat/kedatangan/"
    answers = filled(operator, address, jumlah="2", origin_address="Bandung") | {
        "people-0-name": "Agus Salim", "people-0-sex": "male", "people-0-birth_date": "05-05-1980",
        "people-0-family_relation": "relative", "people-1-name": "Nurhayati", "people-1-sex": "female",
        "people-1-birth_date": "07-07-1984", "people-1-family_relation": "relative", "people-1-nik": "123",
    }  # fmt: skip
    answer = operator.post(address, answers)
    assert answer.status_code == 422
    assert 'id="people-1-nik-error"' in answer.text
    assert 'id="people-0-nik-error"' not in answer.text


def test_somebody_who_always_lived_here_is_written_down(operator: Client, town: Town) -> None:
    address = "/penduduk/catat/pendataan/"
    answers = filled(operator, address, no_kk=NO_KK, address="Jl. DI Panjaitan No. 9", rt="004", rw="002") | {
        "people-0-name": "Rohana", "people-0-sex": "female", "people-0-birth_date": "05-05-1950",
        "people-0-family_relation": "head",
    }  # fmt: skip
    assert operator.post(address, answers).status_code == 302
    address = f"/penduduk/kk/{card_of(town)}/catat/pendataan/"
    answers = filled(operator, address) | {
        "people-0-name": "Zainab", "people-0-sex": "female", "people-0-birth_date": "05-05-1950",
        "people-0-family_relation": "parent",
    }  # fmt: skip
    assert operator.post(address, answers).status_code == 302


def test_a_new_card_for_people_of_two_cards_names_who_leads_the_old_family(operator: Client, town: Town) -> None:
    child_of(town)
    address = "/penduduk/catat/kk-baru/"
    answers = filled(operator, address, no_kk=NO_KK, address="Jl. Baru No. 1", rt="004", rw="002") | {
        "people-0-nik": "9901011203850002", "people-0-family_relation": "head",
        "people-1-nik": "9901014107100003", "people-1-family_relation": "child",
    }  # fmt: skip
    unknown = operator.post(address, {**answers, "people-1-nik": "9901014107100099"})
    assert 'id="people-1-nik-error"' in unknown.text
    assert "Kepala keluarga baru di KK lama" in unknown.text
    answer = operator.post(address, {**answers, f"new_head:{town.budi}": str(town.siti)})
    assert answer.status_code == 302, answer.text
    assert resident(town.budi).family_card.no_kk == NO_KK
    assert resident(town.siti).family_relation == "head"


def test_a_card_is_split_joined_led_by_another_and_moved(operator: Client, town: Town) -> None:
    dewi, old = child_of(town), card_of(town)
    address = f"/penduduk/kk/{old}/catat/ganti-kepala/"
    assert operator.post(address, filled(operator, address, new_head=str(town.siti))).status_code == 302
    assert resident(town.siti).family_relation == "head"
    address = f"/penduduk/kk/{old}/catat/pisah-kk/"
    answers = filled(operator, address, resident_ids=str(town.budi), head=str(town.budi), no_kk=NO_KK)
    answer = operator.post(address, answers)
    assert answer.status_code == 302, answer.text
    new = resident(town.budi).family_card_id
    assert new != old
    address = f"/penduduk/kk/{old}/catat/gabung-kk/"
    answers = filled(operator, address, resident_ids=str(dewi), no_kk="9901010101100077") | {
        f"relation:{dewi}": "child"
    }
    assert 'id="no_kk-error"' in operator.post(address, answers).text
    assert operator.post(address, {**answers, "no_kk": NO_KK}).status_code == 302
    assert resident(dewi).family_card_id == new
    address = f"/penduduk/kk/{old}/catat/pindah-alamat/"
    answers = filled(operator, address, rt="9", sure="1", reason="RT baru hasil pemekaran.")
    assert operator.post(address, answers).status_code == 302
    assert card(old).rt == "009"


def test_a_doubt_is_told_and_can_be_confirmed_with_a_reason(operator: Client, town: Town) -> None:
    dewi = child_of(town)
    address = f"/penduduk/kk/{card_of(town)}/catat/ganti-kepala/"
    answers = filled(operator, address, new_head=str(dewi))
    doubted = operator.post(address, answers)
    assert doubted.status_code == 422
    assert 'name="sure"' in doubted.text
    assert (
        operator.post(address, {**answers, "sure": "1", "reason": "Orang tuanya bekerja di luar negeri."}).status_code
        == 302
    )


def test_somebody_who_is_written_down_already_is_shown_before_the_second_time(operator: Client, town: Town) -> None:
    address = "/penduduk/catat/pendataan/"
    answers = filled(operator, address, no_kk=NO_KK, address="Jl. DI Panjaitan No. 9", rt="004", rw="002") | {
        "people-0-name": "Siti Aminah", "people-0-sex": "female", "people-0-birth_date": "02-05-1990",
        "people-0-family_relation": "head",
    }  # fmt: skip
    doubted = operator.post(address, answers)
    assert doubted.status_code == 422
    assert f'href="/penduduk/warga/{town.siti}/"' in doubted.text
    assert "reason-error" in operator.post(address, {**answers, "sure": "1"}).text
    assert operator.post(address, {**answers, "sure": "1", "reason": "Nama sama, orang lain."}).status_code == 302


@pytest.mark.parametrize("what", ["tidak-ada", "kk-baru"])
def test_a_form_that_does_not_exist_is_404(operator: Client, town: Town, what: str) -> None:
    assert operator.get(f"/penduduk/warga/{town.siti}/catat/{what}/").status_code == 404
    assert operator.get(f"/penduduk/kk/{card_of(town)}/catat/{what}/").status_code == 404


@pytest.mark.parametrize("part", ["kasi", "sekretaris", "lurah", "camat"])
def test_only_the_counter_records(town: Town, part: str) -> None:
    client = client_of(getattr(town, part))
    assert client.get(f"/penduduk/warga/{town.siti}/catat/kematian/").status_code == 403
    assert client.get("/penduduk/catat/kedatangan/").status_code == 403


def test_people_next_door_are_absent(town: Town) -> None:
    client = client_of(town.operator_next_door)
    assert client.get(f"/penduduk/warga/{town.siti}/catat/kematian/").status_code == 404
    assert client.get(f"/penduduk/kk/{card_of(town)}/catat/pindah/").status_code == 404
