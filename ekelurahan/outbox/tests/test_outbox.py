"""A promise is kept if and only if its transaction commits; what fails is tried again, and given up loudly."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.scope import all_offices, area_of_code, area_scope, current_area, office_scope
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib import now
from ekelurahan.lib.ids import new_id
from ekelurahan.offices.models import Office
from ekelurahan.outbox.actions import (
    LONGEST_PAUSE,
    MAX_ATTEMPTS,
    _begin,
    keep_all,
    keep_next,
    pause_after,
    promise,
    revive,
)
from ekelurahan.outbox.models import Promise
from ekelurahan.outbox.queries import dead_promises, troubled_promises
from ekelurahan.outbox.registry import keeps
from ekelurahan.outbox.tests.promises import LETTERS, MAIL, Work, promised, stands
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU

SOMEBODY = Actor(
    new_id(), "kota", "Kurnia", nip="", rank="", title="", role=Role.CITY, area_code="16.71", lo=1671000000,
    hi=1671999999, posting_id=new_id(),
)  # fmt: skip


def test_what_was_promised_is_kept_once(doing: Work, db: None) -> None:
    key = promised("a letter")
    assert (keep_all(LETTERS), keep_all(LETTERS)) == (1, 0)
    assert doing.done == ["a letter"]
    assert stands(key).done_at is not None


def test_a_promise_of_a_transaction_that_failed_was_never_made(doing: Work, db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        promised(1 / (promised() is None))
    assert keep_all(LETTERS) == 0
    assert doing.done == []


def test_an_unknown_kind_cannot_be_promised(db: None) -> None:
    with pytest.raises(KeyError), office_scope(PLAJU_ULU):
        promise("nobody keeps this", kelurahan_id=PLAJU_ULU, payload={})


def test_the_work_runs_in_the_scope_of_its_office(doing: Work, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    keeps("test", lane=LETTERS)(lambda **_: seen.append(current_area()))
    promised()
    promised(kelurahan_id=PLAJU_DARAT)
    keep_all(LETTERS)
    assert [(area.lo, area.hi) for area in seen if area] == [(PLAJU_ULU,) * 2, (PLAJU_DARAT,) * 2]
    assert current_area() is None


def test_work_that_failed_leaves_nothing_by_halves_and_is_tried_again(doing: Work, db: None) -> None:
    doing.trouble = RuntimeError("the printer is on fire")
    key = promised()
    assert keep_next(LETTERS)
    row = stands(key)
    with all_offices():
        assert not Office.objects.exists()
    assert (row.attempts, row.done_at, row.dead_at) == (1, None, None)
    assert row.last_error == "RuntimeError: the printer is on fire"
    assert not keep_next(LETTERS), "not before its time"
    doing.trouble = None
    with now.at(row.run_at):
        assert keep_next(LETTERS)
    assert doing.done == [1]


def test_pauses_grow_to_a_quarter_of_an_hour(doing: Work, db: None) -> None:
    doing.trouble = RuntimeError()
    key, moment, pauses = promised(), now.now(), []
    for _ in range(MAX_ATTEMPTS):
        with now.at(moment):
            assert keep_next(LETTERS)
        pauses.append((stands(key).run_at - moment).total_seconds())
        moment = stands(key).run_at
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, *[900] * 90]  # nearly a day
    assert stands(key).dead_at is not None


@given(st.integers(1, 10_000))
def test_a_pause_is_never_shorter_than_the_one_before_and_never_too_long(attempts: int) -> None:
    assert timedelta(0) < pause_after(attempts) <= pause_after(attempts + 1) <= LONGEST_PAUSE


def given_up(doing: Work) -> UUID:
    doing.trouble = RuntimeError("still on fire")
    key = promised()
    with all_offices():
        Promise.objects.filter(id=key).update(attempts=MAX_ATTEMPTS - 1)
    assert keep_next(LETTERS)
    return key


def test_what_fails_too_often_is_given_up_and_stands_in_the_list(doing: Work, db: None) -> None:
    key = given_up(doing)
    with now.at(now.now() + timedelta(days=30)):
        assert not keep_next(LETTERS)
    with office_scope(PLAJU_ULU):
        (dead,) = dead_promises()
        assert (dead.id, dead.kind, dead.attempts, dead.last_error) == (
            key,
            "test",
            MAX_ATTEMPTS,
            "RuntimeError: still on fire",
        )
        assert troubled_promises() == []
    with office_scope(PLAJU_DARAT):
        assert dead_promises() == []


def test_work_that_kills_its_worker_lets_other_work_pass_and_is_given_up_at_last(doing: Work, db: None) -> None:
    deadly, moment = promised(), now.now()
    for _ in range(MAX_ATTEMPTS):
        with now.at(moment):
            begun = _begin(LETTERS)
            assert begun is not None
            assert begun.id == deadly  # and here the worker dies, every time
            assert _begin(LETTERS) is None, "it does not come first again at once"
        moment = stands(deadly).run_at
    with now.at(moment):
        other = promised()
        assert keep_all(LETTERS) == 2
    assert stands(other).done_at is not None
    assert (stands(deadly).dead_at, stands(deadly).last_error) == (moment, "WorkerDied")


def test_what_was_given_up_can_be_taken_up_again(doing: Work, db: None) -> None:
    key = given_up(doing)
    doing.trouble = None
    with office_scope(PLAJU_DARAT):
        assert not revive(key, by=SOMEBODY), "not by the neighbour"
    with office_scope(PLAJU_ULU):
        assert revive(key, by=SOMEBODY)
        assert not revive(key, by=SOMEBODY), "it lives already"
    assert keep_all(LETTERS) == 1
    assert doing.done == [1]


def test_what_is_being_tried_again_stands_in_its_own_list(doing: Work, db: None) -> None:
    doing.trouble = RuntimeError("soon")
    key = promised()
    keep_next(LETTERS)
    plaju = area_of_code("16.71.14")
    with area_scope(plaju.lo, plaju.hi):
        assert [(row.id, row.attempts) for row in troubled_promises()] == [(key, 1)]


def test_one_that_fails_does_not_hold_up_the_others(doing: Work, db: None) -> None:
    doing.trouble = RuntimeError()
    promised("bad")
    keep_next(LETTERS)
    doing.trouble = None
    promised("good")
    assert keep_all(LETTERS) == 1
    assert doing.done == ["good"]


def test_each_lane_does_its_own_work(doing: Work, db: None) -> None:
    promised("letter")
    promised("mail", kind="test_mail")
    assert keep_all(MAIL) == 1
    assert doing.done == ["mail"]
