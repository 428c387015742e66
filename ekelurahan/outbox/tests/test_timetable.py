"""What is done once a night, by one process of many."""

from datetime import UTC, datetime, timedelta

import pytest

from ekelurahan.outbox import registry
from ekelurahan.outbox.actions import begin_round
from ekelurahan.outbox.models import Round
from ekelurahan.outbox.timetable import do_rounds
from ekelurahan.tests.parallel import at_once

NIGHT = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)  # two in the morning of the 24th in Palembang


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []
    monkeypatch.setattr(registry, "_rounds", {"count": lambda: done.append("count")})
    return done


def test_a_round_is_done_once_a_night(db: None, done: list[str]) -> None:
    assert do_rounds(NIGHT) == ["count"]
    assert do_rounds(NIGHT + timedelta(hours=20)) == []
    assert do_rounds(NIGHT + timedelta(hours=24)) == ["count"]
    assert done == ["count", "count"]


def test_a_night_begins_at_one(db: None, done: list[str]) -> None:
    do_rounds(NIGHT)
    assert do_rounds(NIGHT + timedelta(hours=22, minutes=50)) == [], "ten to one"
    assert do_rounds(NIGHT + timedelta(hours=23, minutes=10)) == ["count"]


def test_a_round_that_fails_holds_up_no_other_and_is_tried_again(
    db: None, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_rounds", {"broken": lambda: 1 / 0} | registry._rounds)
    assert do_rounds(NIGHT) == ["count"]
    broken = Round.objects.get(name="broken")
    assert broken.busy_until is not None
    Round.objects.filter(name="broken").update(busy_until=NIGHT)
    assert begin_round("broken", NIGHT.date())


def test_one_process_of_many_does_it(done: list[str], fresh_database: object) -> None:
    results = at_once([lambda: do_rounds(NIGHT)] * 6)
    assert sorted(map(len, results)) == [0, 0, 0, 0, 0, 1]  # type: ignore[arg-type]
    assert done == ["count"]
