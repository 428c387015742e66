"""What the counter is asked about before it is saved, and what is refused because it cannot be."""

from datetime import date

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.registry.tests.counter import CARD, NO_KK, card, card_of, events, filled
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.entry import Person
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.tests.people import PLAJU_ULU, Town


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def girl_of(born: date) -> str:
    with office_scope(PLAJU_ULU):
        girl = Person("MELATI SANTOSO", born, Sex.FEMALE, None, {"family_relation": FamilyRelation.CHILD.value})
        return str(add_resident(CARD, girl, kelurahan_id=PLAJU_ULU, by=None).id)


def test_a_girl_of_ten_is_not_offered_as_a_mother_and_not_taken_as_one(operator: Client, town: Town) -> None:
    melati = girl_of(date(2016, 3, 1))
    address = f"/penduduk/kk/{card_of(town)}/catat/kelahiran/"
    assert f'value="{melati}"' not in operator.get(address).text
    answers = filled(
        operator, address, name="Rizki Santoso", sex="male", birth_date="01-11-2026", birth_place="Palembang",
        mother=melati, father=str(town.budi), sure="1", reason="Sudah diperiksa",
    )  # fmt: skip
    refused = operator.post(address, answers)
    assert 'id="mother-error"' in refused.text
    assert not events(Kind.BIRTH)


def test_an_unknown_rt_is_asked_about_on_every_form_that_takes_an_address(operator: Client, town: Town) -> None:
    family = f"/penduduk/kk/{card_of(town)}/catat"
    dewi = {
        "people__0__name": "Dewi",
        "people__0__sex": "female",
        "people__0__birth_date": "01-02-1990",
        "people__0__family_relation": "head",
    }
    new = {"no_kk": NO_KK, "address": "Lr. Damai 1", "rt": "77", "rw": "002"}
    forms = (
        (f"{family}/pindah-alamat/", {"rt": "77"}),
        (f"/penduduk/warga/{town.siti}/catat/perbaikan/", {"rt": "77"}),
        ("/penduduk/catat/pendataan/", {**new, **dewi}),
        ("/penduduk/catat/kedatangan/", {**new, **dewi, "no_kk": "9901010101100010", "country": "Malaysia"}),
    )
    for address, answers in forms:
        asked = operator.post(address, filled(operator, address, **answers))
        assert "RT 077 RW 002 belum dikenal" in asked.text, address
        assert "Sudah saya periksa" in asked.text
    address, answers = forms[0]
    sure = filled(operator, address, **answers, sure="1")
    assert 'id="reason-error"' in operator.post(address, sure).text
    assert operator.post(address, {**sure, "reason": "RT baru"}).status_code == 302
    assert card(card_of(town)).rt == "077"
    sure = filled(operator, forms[2][0], **forms[2][1])
    assert operator.post(forms[2][0], sure).status_code == 302  # known by now


def test_the_rt_of_another_office_is_not_asked_about(operator: Client, town: Town) -> None:
    address = f"/penduduk/kk/{card_of(town)}/catat/pindah/"
    answers = filled(
        operator, address, resident_ids=str(town.siti), move_reason="work", country="Malaysia", rt="77", rw="77"
    )
    assert operator.post(address, answers).status_code == 302


def test_a_death_of_ten_years_ago_is_asked_about(operator: Client, town: Town) -> None:
    address = f"/penduduk/warga/{town.siti}/catat/kematian/"
    asked = operator.post(address, filled(operator, address, happened_on="20-11-2016"))
    assert 'id="happened_on-error"' in asked.text
    assert "Sudah saya periksa" in asked.text
    answers = filled(operator, address, happened_on="20-11-2016", sure="1", reason="Baru dilaporkan")
    assert operator.post(address, answers).status_code == 302


def test_everything_that_is_unlikely_is_asked_about_at_once(operator: Client, town: Town) -> None:
    melati = girl_of(date(2003, 3, 1))
    address = f"/penduduk/kk/{card_of(town)}/catat/kelahiran/"
    answers = filled(
        operator,
        address,
        name="Rizki Santoso",
        sex="male",
        birth_date="01-04-2016",
        birth_place="Palembang",
        mother=melati,
    )
    asked = operator.post(address, answers)
    assert "berumur 13 tahun" in asked.text
    assert "10 tahun yang lalu" in asked.text


def test_who_arrives_comes_from_somewhere(operator: Client, town: Town) -> None:
    address = f"/penduduk/kk/{card_of(town)}/catat/kedatangan/"
    dewi = {
        "people__0__name": "Dewi",
        "people__0__sex": "female",
        "people__0__birth_date": "01-02-1990",
        "people__0__family_relation": "other",
    }
    refused = operator.post(address, filled(operator, address, **dewi))
    assert 'id="code-error"' in refused.text
    assert operator.post(address, filled(operator, address, **dewi, origin_address="Bandung")).status_code == 302
