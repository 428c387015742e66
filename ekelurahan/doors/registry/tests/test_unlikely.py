"""What the counter is asked about before it is saved, and what is refused because it cannot be."""

from datetime import date

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.registry.tests.counter import CARD, card_of, events, filled
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
