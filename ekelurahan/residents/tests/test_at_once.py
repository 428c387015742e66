"""Two hands on the same people in the same moment: one of them wins, the other one is told."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.queries import find_breaks
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.moving import register_departure
from ekelurahan.residents.events.actions.vital import register_death
from ekelurahan.residents.events.entries import Leaving, NewHead, Place, Taking
from ekelurahan.residents.models import Event, Resident, Transfer
from ekelurahan.residents.replaying.queries import differences
from ekelurahan.residents.tests.household import NEW_CARD, Household, household, row, told
from ekelurahan.residents.transfers.actions import accept, refuse, withdraw
from ekelurahan.residents.transfers.queries import waiting_in, waiting_out
from ekelurahan.tests.parallel import at_once
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, build_town

NEXT_DOOR, ELSEWHERE = Place("16.71.14.1002"), Place("32.73.01.1001")


@pytest.fixture
def home(fresh_database: object) -> Household:
    """The family in a database where commits are real."""
    build_town()
    with office_scope(PLAJU_ULU):
        return household()


def within(kelurahan_id: int, act: Callable[[], object]) -> object:
    with office_scope(kelurahan_id):
        return act()


def won(outcomes: list[object]) -> list[object]:
    """What was not refused; nothing but refusals may go wrong."""
    assert [type(one) for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    return [one for one in outcomes if not isinstance(one, Exception)]


def prove() -> None:
    for office in (PLAJU_ULU, PLAJU_DARAT):
        with office_scope(office):
            assert (recount(office), differences(office), list(find_breaks())) == ([], [], [])


def depart(who: UUID, to: Place) -> object:
    return register_departure(Leaving([who], to), kelurahan_id=PLAJU_ULU, told=told(), by=None)


def sent(home: Household) -> tuple[UUID, UUID, UUID]:
    """Rani on her way: the row that waits next door, the row that waits here, and the departure."""
    with office_scope(PLAJU_ULU):
        event = register_departure(Leaving([home.rani], NEXT_DOOR), kelurahan_id=PLAJU_ULU, told=told(), by=None)
        [out] = waiting_out(PLAJU_ULU)
    with office_scope(PLAJU_DARAT):
        [incoming] = waiting_in(PLAJU_DARAT)
    return incoming.id, out.id, event.id


def test_a_move_accepted_refused_withdrawn_and_undone_at_once_ends_one_way(home: Household) -> None:
    incoming, out, event = sent(home)
    acts: list[tuple[int, Callable[[], object]]]
    taking = Taking(NEW_CARD, {home.rani: FamilyRelation.HEAD})
    acts = [
        (PLAJU_DARAT, partial(accept, incoming, taking, kelurahan_id=PLAJU_DARAT, told=told(), by=None)),
        (PLAJU_DARAT, partial(refuse, incoming, kelurahan_id=PLAJU_DARAT, reason="Tidak ada", by=None)),
        (PLAJU_ULU, partial(withdraw, out, kelurahan_id=PLAJU_ULU, reason="Batal", by=None)),
        (PLAJU_ULU, partial(undo, event, kelurahan_id=PLAJU_ULU, told=told(), by=None)),
    ] * 2
    outcomes = at_once([partial(within, office, act) for office, act in acts])
    assert len(won(outcomes)) == 1
    with office_scope(PLAJU_ULU):
        here, state = row(home.rani).life_status, Transfer.objects.get().state
    with office_scope(PLAJU_DARAT):
        there = Resident.objects.filter(name="RANI HAMZAH", life_status="alive").count()
        assert Transfer.objects.get().state == state
    assert (here, there) == (("moved", 1) if state == "accepted" else ("alive", 0))
    prove()


def test_many_moves_both_ways_at_once_do_not_wait_for_each_other(home: Household) -> None:
    with office_scope(PLAJU_DARAT):
        neighbour = Resident.objects.get()
    back = Leaving([neighbour.id], Place("16.71.14.1001"))
    acts: list[tuple[int, Callable[[], object]]] = [
        *((PLAJU_ULU, partial(depart, who, NEXT_DOOR)) for who in (home.rani, home.joko, home.ijah)),
        (PLAJU_DARAT, partial(register_departure, back, kelurahan_id=PLAJU_DARAT, told=told(), by=None)),
    ]
    assert len(won(at_once([partial(within, office, act) for office, act in acts]))) == 4
    with office_scope(PLAJU_DARAT):
        settle: list[tuple[int, Callable[[], object]]] = [
            (PLAJU_DARAT, partial(refuse, one.id, kelurahan_id=PLAJU_DARAT, reason="Tidak", by=None))
            for one in waiting_in(PLAJU_DARAT)
        ]
    with office_scope(PLAJU_ULU):
        [one] = waiting_in(PLAJU_ULU)
    taking = Taking(NEW_CARD, {neighbour.id: FamilyRelation.HEAD})
    settle.append((PLAJU_ULU, partial(accept, one.id, taking, kelurahan_id=PLAJU_ULU, told=told(), by=None)))
    assert len(won(at_once([partial(within, office, act) for office, act in settle]))) == 4
    prove()


def test_two_deaths_of_one_person_are_one(home: Household) -> None:
    death = partial(
        register_death, home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.wati)
    )
    assert len(won(at_once([partial(within, PLAJU_ULU, death)] * 8))) == 1
    with office_scope(PLAJU_ULU):
        assert Event.objects.filter(kind="death").count() == 1
        assert Event.objects.filter(kind="change_head").count() == 1
    prove()


def test_two_departures_of_one_person_are_one_move(home: Household) -> None:
    acts = [partial(depart, home.rani, place) for place in (NEXT_DOOR, ELSEWHERE)] * 3
    assert len(won(at_once([partial(within, PLAJU_ULU, act) for act in acts]))) == 1
    with office_scope(PLAJU_DARAT):
        assert Transfer.objects.count() <= 1
    prove()


def test_two_operators_correcting_one_person_do_not_overwrite_each_other(home: Household) -> None:
    with office_scope(PLAJU_ULU):
        shown = row(home.rani)

    def correct(name: str) -> object:
        return update_resident(shown, {"name": name}, by=None, version=shown.version)

    outcomes = at_once([partial(within, PLAJU_ULU, partial(correct, name)) for name in ("RANIA", "RINA", "RENI")])
    assert won(outcomes) == [["name"]]
    prove()


def test_one_event_is_undone_once(home: Household) -> None:
    with office_scope(PLAJU_ULU):
        death = register_death(home.ijah, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    take_back = partial(undo, death.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    assert len(won(at_once([partial(within, PLAJU_ULU, take_back)] * 6))) == 1
    with office_scope(PLAJU_ULU):
        assert row(home.ijah).life_status == "alive"
    prove()
