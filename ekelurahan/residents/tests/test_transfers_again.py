"""People who move between two offices more than once, and what an office keeps of them."""

from datetime import date

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.entry import Card
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.vital import register_birth
from ekelurahan.residents.events.entries import Newborn
from ekelurahan.residents.tests.household import Household, person, row, told
from ekelurahan.residents.tests.next_door import HERE, family, kept, send, states, take, waiting
from ekelurahan.residents.transfers.actions import refuse, withdraw
from ekelurahan.residents.transfers.queries import waiting_in, waiting_out
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
Kin = FamilyRelation


@pytest.fixture
def home(town: Town) -> Household:
    return family()


def test_whoever_comes_back_is_written_as_the_last_office_knew_them(home: Household) -> None:
    foreign: dict[str, str | date | None] = {
        "citizenship": "WNA",
        "nationality": "Malaysia",
        "stay_permit": "KITAS-99",
        "residence": "temporary",
    }
    with office_scope(PLAJU_ULU):
        foreign |= {"stays_until": date(2030, 1, 1), "remark": "Ketua arisan"}
        update_resident(row(home.wati), foreign, by=None, told=told())
    send([home.wati])
    [there] = take(waiting(), Kin.HEAD)
    with office_scope(PLAJU_DARAT):
        naturalised = {"citizenship": "WNI", "nationality": "", "stay_permit": "", "residence": "", "stays_until": None}
        update_resident(there, naturalised, by=None, told=told())
    send([there.id], PLAJU_DARAT, HERE)
    take(waiting(PLAJU_ULU), Kin.WIFE, card=Card("9901010101100077"))
    with office_scope(PLAJU_ULU):
        back = row(home.wati)
    assert {name: getattr(back, name) for name in naturalised} == naturalised
    assert (back.marital_status, back.remark) == ("married", "Ketua arisan")


def test_a_mother_who_was_corrected_next_door_is_not_the_old_one_again(home: Household) -> None:
    with office_scope(PLAJU_ULU):
        child = person("SARI", date(2012, 1, 1), Sex.FEMALE, Kin.CHILD, nik="9901014101120003")
        newborn = Newborn(home.card, child, mother=home.wati)
        sari = register_birth(newborn, kelurahan_id=PLAJU_ULU, told=told(), by=None).id
    send([sari])
    [there] = take(waiting(), Kin.HEAD, sure=True)
    with office_scope(PLAJU_DARAT):
        update_resident(there, {"mother_nik": "9901014202820044", "mother_name": "YANTI"}, by=None)
    send([there.id], PLAJU_DARAT, HERE)
    take(waiting(PLAJU_ULU), Kin.CHILD, card=Card("9901010101100077"))
    with office_scope(PLAJU_ULU):
        assert (row(sari).mother, row(sari).mother_name) == (None, "YANTI")


def test_of_people_who_never_came_the_office_keeps_the_names_only(home: Household) -> None:
    names = {"people": [{"id": str(home.wati), "name": "WATI SUSILO"}]}
    send([home.wati])
    with office_scope(PLAJU_ULU):
        [out] = waiting_out(PLAJU_ULU)
        withdraw(out.id, kelurahan_id=PLAJU_ULU, reason="Tidak jadi.", by=None)
    assert kept("withdrawn") == names
    send([home.wati])
    incoming = waiting()
    with office_scope(PLAJU_DARAT):
        refuse(incoming.id, kelurahan_id=PLAJU_DARAT, reason="Tidak dikenal.", by=None)
    assert kept("refused") == names


def test_accepted_people_are_told_once_more_only_when_they_wait_again(home: Household) -> None:
    send([home.joko, home.wati])
    before = kept("waiting")
    rows = take(waiting(), Kin.CHILD, Kin.HEAD)
    assert [each.keys() for each in kept("accepted")["people"]] == [{"id", "name", "row"}] * 2
    with office_scope(PLAJU_DARAT):
        undo(rows[0].event_id, kelurahan_id=PLAJU_DARAT, told=told(), by=None)
    waits = kept("waiting")
    assert [each.pop("row") for each in waits["people"]] == [str(each.id) for each in rows]
    assert waits == before
    joko, wati = take(waiting(), Kin.CHILD, Kin.HEAD)
    assert (joko.name, wati.nik) == ("JOKO HAMZAH", "9901014202820003")


def test_an_acceptance_that_was_undone_is_repeated_with_the_same_rows(home: Household) -> None:
    """What was issued to them in between still belongs to somebody who lives here."""
    send([home.joko, home.wati])
    first = take(waiting(), Kin.CHILD, Kin.HEAD)
    for _again in range(2):
        with office_scope(PLAJU_DARAT):
            undo(row(first[0].id).event_id, kelurahan_id=PLAJU_DARAT, told=told(), by=None)
            assert {row(each.id).life_status for each in first} == {"invalid"}
        again = take(waiting(), Kin.CHILD, Kin.HEAD)
        assert [each.id for each in again] == [each.id for each in first]
    with office_scope(PLAJU_DARAT):
        joko, wati = (row(each.id) for each in first)
        assert (joko.life_status, wati.life_status) == ("alive", "alive")
        assert (joko.family_card_id, wati.nik) == (wati.family_card_id, "9901014202820003")
        assert recount(PLAJU_DARAT) == []
    assert states() == {"accepted"}


def test_there_and_back_again_without_a_nik_gives_the_old_row_back(home: Household) -> None:
    send([home.rani])
    [there] = take(waiting(), Kin.HEAD)
    send([there.id], PLAJU_DARAT, HERE)
    [back] = take(waiting(PLAJU_ULU), Kin.CHILD, card=Card("9901010101100077"))
    assert (back.id, back.nik) == (home.rani, None)
    send([back.id])
    with office_scope(PLAJU_DARAT):
        [once_more] = waiting_in(PLAJU_DARAT)
    assert [each.id for each in take(once_more, Kin.HEAD)] == [there.id]
