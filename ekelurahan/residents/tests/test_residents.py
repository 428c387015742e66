"""Adding, changing, finding and reaching residents; and what is refused."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.scope import area_scope, office_scope
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.codes import Religion, Sex
from ekelurahan.residents.access import resident_for
from ekelurahan.residents.actions import Refused, add_resident, update_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.mending import wrong_entry
from ekelurahan.residents.events.actions.recording import Told, record
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.facts import facts_of
from ekelurahan.residents.models import FamilyCard, Resident
from ekelurahan.residents.queries import count_residents, family_of, search

pytestmark = pytest.mark.django_db

PLAJU_ULU, PLAJU_DARAT = 1671141001, 1671141002
CARD = Card("9971140101200001", "Jl. Kapten Abdullah No. 12", "004", "002")
SITI = Person(
    "Siti Nur'aini Aminah", date(1990, 5, 15), Sex.FEMALE, "9971145505900001",
    {"birth_place": "Palembang", "religion": "islam", "occupation": "homemaker", "marital_status": "married",
     "family_relation": "wife"},
)  # fmt: skip


def officer(lo: int, hi: int) -> Actor:
    return Actor(uuid4(), "oki", "Oki", "", "", "", Role.OPERATOR, "16.71.14.1001", lo, hi, uuid4())


def add(person: Person = SITI, card: Card = CARD, kelurahan_id: int = PLAJU_ULU) -> Resident:
    return add_resident(card, person, kelurahan_id=kelurahan_id, by=None)


def test_a_new_resident_is_found_by_beginnings_of_words_in_any_order() -> None:
    with office_scope(PLAJU_ULU):
        siti = add()
        for text in (
            "siti",
            "SIT",
            "aminah siti",
            "nuraini",
            "nur'a",
            "ami nur",
            "9971145505900001",
            "99711455",
            "9971140101200001",
        ):
            assert [row.id for row in search(text)] == [siti.id], text
        assert search("sutomo") == search("siti budi") == search("15") == search(" . ") == []
        assert count_residents() == 1


def test_a_row_of_a_list_masks_the_numbers() -> None:
    with office_scope(PLAJU_ULU):
        add()
        row = search("siti")[0]
    assert (row.masked_nik, row.masked_no_kk, row.rt, row.rw) == ("997114********01", "997114********01", "004", "002")


def test_the_office_next_door_finds_nobody_and_gets_404() -> None:
    with office_scope(PLAJU_ULU):
        siti = add()
    with office_scope(PLAJU_DARAT):
        assert search("siti") == []
        with pytest.raises(Http404):
            resident_for(officer(PLAJU_DARAT, PLAJU_DARAT), siti.id)
    with office_scope(PLAJU_ULU), pytest.raises(Http404):
        resident_for(officer(PLAJU_DARAT, PLAJU_DARAT), siti.id)


def test_an_officer_of_the_kecamatan_reaches_all_its_offices() -> None:
    with office_scope(PLAJU_ULU):
        siti = add()
    with area_scope(1671140000, 1671149999):
        assert [row.id for row in search("siti")] == [siti.id]
        assert resident_for(officer(1671140000, 1671149999), siti.id) == siti


def test_without_a_scope_nobody_is_found() -> None:
    with office_scope(PLAJU_ULU):
        add()
    assert search("siti") == []
    assert Resident.objects.count() == 0


@pytest.mark.parametrize(
    ("nik", "field"),
    [("997114550590001", "nik"), ("9971143213900001", "nik"), ("9971145505900000", "nik")],
)
def test_a_nik_that_cannot_be_is_refused(nik: str, field: str) -> None:
    with office_scope(PLAJU_ULU), pytest.raises(Refused) as refusal:
        add(Person("Siti", date(1990, 5, 15), Sex.FEMALE, nik))
    assert field in refusal.value.problems


def test_a_nik_that_contradicts_the_birth_date_is_written_all_the_same() -> None:
    with office_scope(PLAJU_ULU):
        assert add(Person("Siti", date(1991, 5, 15), Sex.MALE, SITI.nik)).nik == SITI.nik


def test_a_second_resident_with_the_same_nik_is_refused_and_nothing_is_lost() -> None:
    with office_scope(PLAJU_ULU):
        add()
        with pytest.raises(Refused, match="sudah terdaftar"):
            add()
        assert count_residents() == 1


def test_a_nik_stands_once_in_the_city() -> None:
    with office_scope(PLAJU_ULU):
        add()
    with office_scope(PLAJU_DARAT):
        with pytest.raises(Refused) as refusal:
            add(kelurahan_id=PLAJU_DARAT)
        assert "kelurahan lain" in refusal.value.problems["nik"]
        assert count_residents() == 0


def test_residents_without_nik_stand_side_by_side() -> None:
    with office_scope(PLAJU_ULU):
        add(Person("Bayi Satu", date(2026, 11, 1), Sex.MALE))
        add(Person("Bayi Dua", date(2026, 11, 1), Sex.FEMALE))
        assert len(search("bayi")) == 2


@pytest.mark.parametrize(
    "person",
    [
        Person("", date(1990, 5, 15), Sex.MALE),
        Person("Budi", date(2200, 1, 1), Sex.MALE),
        Person("Budi", date(1990, 5, 15), Sex.MALE, more={"religion": "kristen"}),
        Person("Budi", date(1990, 5, 15), Sex.MALE, more={"colour": "red"}),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(person: Person) -> None:
    with office_scope(PLAJU_ULU), pytest.raises(Refused):
        add(person)


def test_a_kk_number_of_15_digits_is_refused() -> None:
    with office_scope(PLAJU_ULU), pytest.raises(Refused, match="Nomor KK"):
        add(card=Card("997114010120001"))


def test_members_of_a_family_share_the_card_and_the_head_comes_first() -> None:
    with office_scope(PLAJU_ULU):
        siti = add()
        head = add(Person("Ahmad", date(1988, 1, 1), Sex.MALE, "9971140101880001", {"family_relation": "head"}))
        assert FamilyCard.objects.count() == 1
        assert [row.id for row in family_of(siti.family_card_id)] == [head.id, siti.id]


def test_a_change_of_name_is_found_by_the_new_name_only() -> None:
    with office_scope(PLAJU_ULU):
        siti = add()
        assert update_resident(siti, {"name": "Fatimah", "religion": "islam"}, by=None) == ["name"]
        assert search("siti") == []
        assert [row.id for row in search("fati")] == [siti.id]


def test_a_change_of_address_moves_the_whole_card() -> None:
    with office_scope(PLAJU_ULU):
        siti = add()
        assert update_resident(siti, {"address": "Lr. Sintren", "rt": "009"}, by=None) == ["address", "rt"]
        assert (search("siti")[0].address, search("siti")[0].rt) == ("Lr. Sintren", "009")


def test_a_change_to_an_impossible_value_is_refused() -> None:
    with office_scope(PLAJU_ULU):
        siti = add()
        with pytest.raises(Refused):
            update_resident(siti, {"nik": "123"}, by=None)


def test_the_database_itself_refuses_a_card_of_another_office() -> None:
    with office_scope(PLAJU_DARAT):
        other = add(kelurahan_id=PLAJU_DARAT).family_card_id
    mine = {"kelurahan_id": PLAJU_ULU, "name": "Budi", "birth_date": date(1990, 1, 1)}
    with office_scope(PLAJU_ULU):
        event = record(Kind.ENROL, Told(), kelurahan_id=PLAJU_ULU, by=None)
        with pytest.raises(IntegrityError, match="same_office"), transaction.atomic():
            Resident.objects.create(family_card_id=other, event_id=event.id, **mine)


def test_the_facts_of_a_letter_are_words() -> None:
    with office_scope(PLAJU_ULU):
        facts = facts_of(add())
    assert facts["name"] == "SITI NUR'AINI AMINAH"
    assert facts["birth"] == "Palembang, 15 Mei 1990"
    assert facts["sex"] == "Perempuan"
    assert facts["religion"] == Religion.ISLAM.words
    assert facts["occupation"] == "Mengurus Rumah Tangga"
    assert facts["nationality"] == "Warga Negara Indonesia"
    assert facts["no_kk"] == CARD.no_kk
    assert facts["education"] == ""


class TestACardOnWhichNobodyLivesAnyMore:
    def test_takes_the_address_of_whoever_is_written_down_on_it(self) -> None:
        with office_scope(PLAJU_ULU):
            left = add()
            wrong_entry(left.id, kelurahan_id=PLAJU_ULU, told=Told(reason="Salah catat"), by=None)
            newcomer = Person("Halimah", date(1980, 1, 1), Sex.FEMALE, None, {"family_relation": "head"})
            lives = add(newcomer, replace(CARD, address="Jl. Alamat Baru No. 5", rt="011", rw="012")).family_card
            assert (lives.address, lives.rt, lives.rw) == ("Jl. Alamat Baru No. 5", "011", "012")
            assert lives.id == left.family_card_id

    def test_is_not_moved_to_an_address_that_is_not_complete(self) -> None:
        with office_scope(PLAJU_ULU):
            left = add()
            wrong_entry(left.id, kelurahan_id=PLAJU_ULU, told=Told(reason="Salah catat"), by=None)
            newcomer = Person("Halimah", date(1980, 1, 1), Sex.FEMALE, None, {"family_relation": "head"})
            with pytest.raises(Refused) as refused:
                add(newcomer, replace(CARD, address="", rt="11"))
            assert set(refused.value.problems) == {"address", "rt"}

    def test_keeps_its_address_while_somebody_lives_there(self) -> None:
        with office_scope(PLAJU_ULU):
            add()
            other = Person("Halimah", date(1980, 1, 1), Sex.FEMALE, None, {"family_relation": "head"})
            assert add(other, replace(CARD, address="Jl. Lain")).family_card.address == CARD.address
