"""From one office of the city to another: waiting, accepted, refused, withdrawn, and undone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ekelurahan.accounts.actions import end_posting
from ekelurahan.accounts.models import Posting
from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.entry import Card
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.moving import register_arrival
from ekelurahan.residents.events.actions.vital import register_birth, register_death
from ekelurahan.residents.events.entries import Arrival, Newborn, Place, Taking
from ekelurahan.residents.models import Event, Transfer
from ekelurahan.residents.tests.household import NEW_CARD, Household, person, row, told
from ekelurahan.residents.tests.next_door import HERE, family, life, send, states, take, waiting
from ekelurahan.residents.transfers.actions import accept, refuse, withdraw
from ekelurahan.residents.transfers.queries import find_transfer, settled, waiting_in, waiting_out
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
Kin = FamilyRelation


@pytest.fixture
def home(town: Town) -> Household:
    return family()


def test_people_wait_next_door_and_each_office_sees_what_it_may(home: Household) -> None:
    event = send([home.wati, home.joko])
    incoming = waiting()
    assert (incoming.other_kelurahan_id, incoming.event_id, incoming.state) == (PLAJU_ULU, event.id, "waiting")
    assert incoming.people["people"][0]["nik"] == "9901014202820003"
    assert incoming.people["card"]["no_kk"] == "9901010101100077"
    with office_scope(PLAJU_ULU):
        [out] = waiting_out(PLAJU_ULU)
        assert [each.keys() for each in out.people["people"]] == [{"id", "name"}] * 2
        assert find_transfer(incoming.id, kelurahan_id=PLAJU_DARAT) is None
        assert waiting_in(PLAJU_ULU) == []
    assert life(home.wati) == "moved"


def test_accepted_people_live_there_with_their_parents(home: Household) -> None:
    with office_scope(PLAJU_ULU):
        child = person("SARI", date(2012, 1, 1), Sex.FEMALE, Kin.CHILD, mother_nik="9901014202820003", religion="islam")
        sari = add_resident(Card("9901010101100077"), child, kelurahan_id=PLAJU_ULU, by=None).id
    send([sari, home.wati])
    young, wati = take(waiting(), Kin.CHILD, Kin.HEAD)
    with office_scope(PLAJU_DARAT):
        young, wati = row(young.id), row(wati.id)
        assert (young.mother, young.religion, young.family_relation) == (wati.id, "islam", "child")
        assert (wati.nik, wati.family_relation, wati.family_card.no_kk) == ("9901014202820003", "head", NEW_CARD.no_kk)
        event = Event.objects.get(kind="arrive")
        assert (event.via, event.told["code"], event.told["address"]) == ("transfer", "1671141001", "Lr. Sepakat No. 9")
        assert len(settled(PLAJU_DARAT)) == 1
    assert states() == {"accepted"}
    assert life(wati.id, PLAJU_DARAT) == "alive"


def test_parents_linked_by_their_rows_are_linked_again(home: Household) -> None:
    with office_scope(PLAJU_ULU):
        child = person("SARI", date(2012, 1, 1), Sex.FEMALE, Kin.CHILD)
        sari = register_birth(Newborn(home.card, child, mother=home.wati), kelurahan_id=PLAJU_ULU, told=told(), by=None)
        update_resident(row(home.wati), {"nik": None}, by=None)
    send([sari.id, home.wati])
    young, wati = take(waiting(), Kin.CHILD, Kin.HEAD)
    with office_scope(PLAJU_DARAT):
        assert row(young.id).mother == wati.id


def test_refused_people_are_back_as_they_were(home: Household) -> None:
    send([home.rani])
    incoming = waiting()
    with office_scope(PLAJU_DARAT):
        with pytest.raises(Refused, match="Tulis alasannya"):
            refuse(incoming.id, kelurahan_id=PLAJU_DARAT, reason=" ", by=None)
        refuse(incoming.id, kelurahan_id=PLAJU_DARAT, reason="Alamat tidak ada.", by=None)
        with pytest.raises(Refused, match="sudah ditolak"):
            refuse(incoming.id, kelurahan_id=PLAJU_DARAT, reason="Lagi.", by=None)
    assert (life(home.rani), states()) == ("alive", {"refused"})


def test_a_move_is_withdrawn_from_its_list_or_by_undoing_the_departure(home: Household) -> None:
    send([home.rani])
    with office_scope(PLAJU_ULU):
        [out] = waiting_out(PLAJU_ULU)
        withdraw(out.id, kelurahan_id=PLAJU_ULU, reason="Batal pindah.", by=None)
    assert (life(home.rani), states()) == ("alive", {"withdrawn"})
    event = send([home.rani])
    with office_scope(PLAJU_ULU):
        undo(event.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
        assert waiting_out(PLAJU_ULU) == []
    assert (life(home.rani), states()) == ("alive", {"withdrawn"})
    incoming_gone = pytest.raises(Refused, match="sudah ditarik kembali")
    with office_scope(PLAJU_DARAT):
        gone = Transfer.objects.order_by("-sent_at")[0]
        with incoming_gone:
            accept(gone.id, Taking(NEW_CARD, {}), kelurahan_id=PLAJU_DARAT, told=told(), by=None)


def test_each_side_does_what_is_its_own(home: Household) -> None:
    send([home.rani])
    incoming = waiting()
    with office_scope(PLAJU_ULU):
        [out] = waiting_out(PLAJU_ULU)
        with pytest.raises(Refused, match="Hanya kelurahan tujuan"):
            accept(out.id, Taking(NEW_CARD, {}), kelurahan_id=PLAJU_ULU, told=told(), by=None)
        with pytest.raises(Refused, match="tarik kembali"):
            refuse(out.id, kelurahan_id=PLAJU_ULU, reason="x", by=None)
        with pytest.raises(Refused, match="tidak ada di kelurahan ini"):
            withdraw(incoming.id, kelurahan_id=PLAJU_ULU, reason="x", by=None)
    with office_scope(PLAJU_DARAT), pytest.raises(Refused, match="Terima atau tolak"):
        withdraw(incoming.id, kelurahan_id=PLAJU_DARAT, reason="x", by=None)


def test_accepting_asks_for_relations_a_card_and_a_day_after_the_departure(home: Household) -> None:
    send([home.rani])
    incoming = waiting()
    with pytest.raises(Refused) as refusal:
        take(incoming)
    assert "people-0-family_relation" in refusal.value.problems
    with pytest.raises(Refused) as refusal:
        take(incoming, Kin.HEAD, card=Card("9901010101100088"))
    assert "address" in refusal.value.problems
    with pytest.raises(Refused) as refusal:
        take(incoming, Kin.HEAD, happened_on=timezone.localdate() - timedelta(1))
    assert "happened_on" in refusal.value.problems
    with pytest.raises(Refused) as refusal:
        take(incoming, Kin.HEAD, details={"shoe": "42"})
    assert "shoe" in refusal.value.problems
    assert states() == {"waiting"}


def test_whose_posting_has_ended_decides_no_more(home: Household, town: Town) -> None:
    send([home.rani])
    end_posting(Posting.objects.get(id=town.operator_next_door.posting_id))
    incoming = waiting()
    with office_scope(PLAJU_DARAT), pytest.raises(Refused, match="Masa tugas Anda sudah berakhir"):
        refuse(incoming.id, kelurahan_id=PLAJU_DARAT, reason="Tidak.", by=town.operator_next_door)
    with office_scope(PLAJU_ULU):
        [out] = waiting_out(PLAJU_ULU)
        withdraw(out.id, kelurahan_id=PLAJU_ULU, reason="Batal.", by=town.operator)
    assert states() == {"withdrawn"}
    with office_scope(PLAJU_DARAT):
        assert Transfer.objects.get().officer == town.operator.name


def test_an_accepted_departure_stands_until_the_arrival_is_undone(home: Household) -> None:
    event = send([home.rani])
    [rani] = take(waiting(), Kin.HEAD)
    with office_scope(PLAJU_ULU), pytest.raises(Refused, match="sudah diterima"):
        undo(event.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with office_scope(PLAJU_DARAT):
        arrival = Event.objects.get(kind="arrive")
        undo(arrival.id, kelurahan_id=PLAJU_DARAT, told=told(), by=None)
    assert (states(), life(rani.id, PLAJU_DARAT)) == ({"waiting"}, "invalid")
    take(waiting(), Kin.HEAD)
    assert states() == {"accepted"}


def test_there_and_back_again_gives_the_old_rows_back(home: Household) -> None:
    send([home.wati])
    [there] = take(waiting(), Kin.HEAD)
    with office_scope(PLAJU_DARAT):
        update_resident(there, {"religion": "islam"}, by=None)
    send([there.id], PLAJU_DARAT, HERE)
    [back] = take(waiting(PLAJU_ULU), Kin.WIFE, card=Card("9901010101100077"))
    assert back.id == home.wati
    with office_scope(PLAJU_ULU):
        again = row(back.id)
        assert (again.religion, again.life_status, again.family_card_id) == ("islam", "alive", home.card)
    assert life(there.id, PLAJU_DARAT) == "moved"


def test_a_nik_that_somebody_took_meanwhile_stops_the_acceptance(home: Household) -> None:
    send([home.wati])
    other = person("WATI LAIN", date(1982, 2, 2), Sex.FEMALE, Kin.HEAD, nik="9901014202820003")
    with office_scope(PLAJU_DARAT):
        dead = register_arrival(
            Arrival(NEW_CARD, [other]), kelurahan_id=PLAJU_DARAT, told=told(sure=True), by=None
        )[0]  # fmt: skip
        with pytest.raises(Refused) as refusal:
            take(waiting(), Kin.HEAD)
        assert "sudah terdaftar" in refusal.value.problems["people-0-nik"]
        register_death(dead.id, kelurahan_id=PLAJU_DARAT, told=told(), by=None)
        with pytest.raises(Refused) as refusal:
            take(waiting(), Kin.HEAD)
    assert "meninggal" in refusal.value.problems["people-0-nik"]


def test_there_is_no_move_to_an_office_that_keeps_no_registry_here(home: Household) -> None:
    send([home.rani], to=Place("16.71.14.1003"))
    assert states() == set()


def test_whoever_waits_next_door_does_not_arrive_here_before_the_move_is_withdrawn(home: Household) -> None:
    send([home.wati])
    again = person("WATI HAMZAH", date(1982, 2, 2), Sex.FEMALE, Kin.WIFE, nik="9901014202820003")
    arrival = Arrival(Card("9901010101100077"), [again])
    with office_scope(PLAJU_ULU):
        with pytest.raises(Refused) as refusal:
            register_arrival(arrival, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None)
        assert "Tarik kembali dulu" in refusal.value.problems["people-0-nik"]
        [out] = waiting_out(PLAJU_ULU)
        withdraw(out.id, kelurahan_id=PLAJU_ULU, reason="Tidak jadi.", by=None)
    assert (states(), life(home.wati)) == ({"withdrawn"}, "alive")
