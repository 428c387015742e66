"""New words of names, written down by several offices in the same moment: nobody waits for anybody in a circle."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.moving import register_arrival
from ekelurahan.residents.events.actions.recording import Told, begin_person
from ekelurahan.residents.events.entries import Arrival
from ekelurahan.residents.models import NameWord, Resident
from ekelurahan.residents.searching.actions import count_name_words, hold_dictionary
from ekelurahan.tests.parallel import at_once
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, build_town

NEW = {"SALPORIM", "SUNDEKAR"}
_FAMILIES = {
    PLAJU_ULU: ((date(1970, 1, 1), date(1970, 1, 11)), "9901010101100077"),
    PLAJU_DARAT: ((date(1985, 6, 22), date(1985, 6, 30)), "9901010101100078"),
}


def come(office: int, *names: str) -> list[Resident]:
    """A family of two, born on dates that are not near the other office's: such would wait for each other before."""
    born, no_kk = _FAMILIES[office]
    with office_scope(office):
        people = [
            Person(name, day, Sex.MALE, None, {"family_relation": relation})
            for name, day, relation in zip(names, born, ("head", "other"), strict=True)
        ]
        arrival = Arrival(Card(no_kk, "Jl. A", "001", "001"), people)
        return register_arrival(arrival, kelurahan_id=office, told=Told(reason="uji", sure=True), by=None)


def in_step(write: Callable[..., Resident]) -> Callable[..., Resident]:
    """Nobody writes a second person down before both have written the first."""
    gate, began = threading.Barrier(2), set[int]()

    def written(*args: Any) -> Resident:
        row = write(*args)
        if threading.get_ident() not in began:
            began.add(threading.get_ident())
            gate.wait(timeout=10)
        return row

    return written


def known() -> set[str]:
    return set(NameWord.objects.values_list("word", flat=True)) & NEW


def test_two_families_with_the_same_new_names_the_other_way_round_are_both_written_down(
    fresh_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_town()
    monkeypatch.setattr("ekelurahan.residents.events.actions.arriving.begin_person", in_step(begin_person))
    came = at_once(
        [partial(come, PLAJU_ULU, "SALPORIM", "SUNDEKAR"), partial(come, PLAJU_DARAT, "SUNDEKAR", "SALPORIM")]
    )
    assert [type(one) for one in came] == [list, list], came
    assert known() == NEW


def test_while_many_words_are_written_few_are_left_to_the_night(fresh_database: object) -> None:
    build_town()
    with transaction.atomic():
        with connection.cursor() as cursor:
            hold_dictionary(cursor)
        (came,) = at_once([partial(come, PLAJU_ULU, "SALPORIM", "SUNDEKAR")])
        assert isinstance(came, list)
        assert known() == set()
    count_name_words()
    assert known() == NEW
