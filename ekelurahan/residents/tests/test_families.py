"""New cards, split cards, new heads, members who come, families that move house."""

import pytest

from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.entry import Card
from ekelurahan.residents.errors import Doubtful, Refused
from ekelurahan.residents.events.actions.families import change_head, join_card, open_card, relocate, split_card
from ekelurahan.residents.events.actions.vital import register_death
from ekelurahan.residents.events.entries import Address, Founding, Joining, NewHead
from ekelurahan.residents.models import FamilyCard, Flow, Resident, Tally
from ekelurahan.residents.tests.household import CARD, NEW_CARD, Household, household, row, told
from ekelurahan.tests.people import PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
Kin = FamilyRelation


@pytest.fixture
def home(at_work: Town) -> Household:
    return household()


def relations(card: FamilyCard) -> dict[str, str]:
    rows = Resident.objects.filter(family_card=card, life_status="alive")
    return {row.name.split()[0]: row.family_relation for row in rows}


def family_heads() -> int:
    return sum(flow.heads for flow in Flow.objects.filter(component="family"))


def test_a_daughter_gets_a_card_of_her_own(home: Household) -> None:
    founding = Founding(NEW_CARD, home.rani, {home.ijah: Kin.RELATIVE})
    card = split_card(home.card, founding, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert relations(card) == {"RANI": "head", "IJAH": "relative"}
    assert family_heads() == 1
    assert Tally.objects.get(dimension="all", rw="003", rt="006", sex="female").people == 2


def test_splitting_takes_members_of_that_card_and_leaves_somebody(home: Household, at_work: Town) -> None:
    everybody = dict.fromkeys((home.wati, home.rani, home.joko, home.ijah), Kin.OTHER)
    for founding in (
        Founding(NEW_CARD, home.rani, {at_work.siti: Kin.RELATIVE}),
        Founding(NEW_CARD, home.amir, everybody),
    ):
        with pytest.raises(Refused) as refusal:
            split_card(home.card, founding, kelurahan_id=PLAJU_ULU, told=told(), by=None)
        assert "resident_ids" in refusal.value.problems


def test_a_couple_from_two_cards_gets_one(home: Household, at_work: Town) -> None:
    founding = Founding(NEW_CARD, at_work.budi, {home.rani: Kin.WIFE}, [NewHead(at_work.siti)])
    card = open_card(founding, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert relations(card) == {"BUDI": "head", "RANI": "wife"}
    assert row(at_work.siti).family_relation == "head"
    assert family_heads() == 1


def test_a_family_whose_head_goes_to_another_card_needs_a_new_one(home: Household, at_work: Town) -> None:
    for new_heads in ([], [NewHead(home.rani)], [NewHead(at_work.budi)]):
        founding = Founding(NEW_CARD, at_work.budi, {home.ijah: Kin.RELATIVE}, new_heads)
        with pytest.raises(Refused) as refusal:
            open_card(founding, kelurahan_id=PLAJU_ULU, told=told(), by=None)
        assert "new_head" in refusal.value.problems


def test_a_number_that_people_live_under_is_no_new_card(home: Household, at_work: Town) -> None:
    with pytest.raises(Refused) as refusal:
        open_card(Founding(CARD, at_work.siti), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert "no_kk" in refusal.value.problems


def test_an_empty_card_may_be_used_again_at_another_address(home: Household, at_work: Town) -> None:
    everybody = dict.fromkeys((home.wati, home.rani, home.joko, home.ijah), Kin.OTHER)
    open_card(Founding(NEW_CARD, home.amir, everybody), kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None)
    again = Card(CARD.no_kk, "Jl. Baru 1", "009", "009")
    card = open_card(Founding(again, at_work.siti), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert (card.id, card.rt, relations(card)) == (home.card, "009", {"SITI": "head"})


def test_a_bad_card_is_refused_field_by_field(home: Household) -> None:
    bad = Card("123", " ", "4", "")
    with pytest.raises(Refused) as refusal:
        open_card(Founding(bad, home.rani), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert set(refusal.value.problems) == {"no_kk", "address", "rt", "rw"}


def test_a_child_is_head_of_a_new_card_only_when_sure(home: Household) -> None:
    founding = Founding(NEW_CARD, home.joko)
    with pytest.raises(Doubtful, match="belum 17 tahun"):
        split_card(home.card, founding, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    split_card(home.card, founding, kelurahan_id=PLAJU_ULU, told=told(sure=True), by=None)


def test_another_member_leads(home: Household) -> None:
    change_head(home.card, NewHead(home.rani, {home.wati: Kin.PARENT}), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert relations(FamilyCard.objects.get(id=home.card)) == {
        "AMIR": "parent", "WATI": "parent", "RANI": "head", "JOKO": "relative", "IJAH": "relative",
    }  # fmt: skip
    assert family_heads() == 0
    assert {flow.sex: flow.heads for flow in Flow.objects.filter(component="family")} == {"male": -1, "female": 1}


def test_two_heads_and_no_head_and_a_stranger_as_head_are_refused(home: Household, at_work: Town) -> None:
    for new_head in (
        NewHead(home.rani, {home.wati: Kin.HEAD}),
        NewHead(at_work.siti),
        NewHead(home.amir),
    ):
        with pytest.raises(Refused):
            change_head(home.card, new_head, kelurahan_id=PLAJU_ULU, told=told(), by=None)


def test_somebody_joins_a_card(home: Household, at_work: Town) -> None:
    joining = Joining(home.card, {at_work.siti: Kin.RELATIVE})
    join_card(joining, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert (row(at_work.siti).family_card_id, row(at_work.siti).family_relation) == (home.card, "relative")
    with pytest.raises(Refused, match="sudah di KK ini"):
        join_card(joining, kelurahan_id=PLAJU_ULU, told=told(), by=None)


def test_a_second_head_does_not_join_and_a_child_is_younger_than_its_parents(home: Household, at_work: Town) -> None:
    with pytest.raises(Refused, match="satu kepala keluarga"):
        join_card(Joining(home.card, {at_work.siti: Kin.HEAD}), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    register_death(at_work.budi, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(at_work.siti))
    older = Joining(row(at_work.siti).family_card_id, {home.ijah: Kin.CHILD})
    with pytest.raises(Doubtful, match="lebih tua daripada orang tuanya"):
        join_card(older, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="sudah tercatat meninggal"):
        join_card(Joining(home.card, {at_work.budi: Kin.OTHER}), kelurahan_id=PLAJU_ULU, told=told(), by=None)


def test_a_family_moves_house(home: Household) -> None:
    address = Address("Jl. Baru 1", "009", "001")
    relocate(home.card, address, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    card = FamilyCard.objects.get(id=home.card)
    assert (card.address, card.rt, card.rw) == ("Jl. Baru 1", "009", "001")
    assert sum(flow.people for flow in Flow.objects.filter(component="internal")) == 0
    assert Tally.objects.get(dimension="all", rw="001", rt="009", sex="female").people == 3
    with pytest.raises(Refused, match="sama dengan yang tercatat"):
        relocate(home.card, address, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused) as refusal:
        relocate(home.card, Address("", "9", "x"), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert set(refusal.value.problems) == {"address", "rt", "rw"}


def test_a_card_of_another_office_and_a_changed_one_are_refused(home: Household) -> None:
    address = Address("Jl. Baru 1", "009", "001")
    with pytest.raises(Refused, match="tidak ada di kelurahan ini"):
        relocate(home.amir, address, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="diubah orang lain"):
        relocate(home.card, address, kelurahan_id=PLAJU_ULU, told=told(seen={home.card: 9}), by=None)
