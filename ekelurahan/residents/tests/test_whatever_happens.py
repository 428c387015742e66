"""Whatever happens: the monthly report balances, counts equal a recount, undoing restores, replaying rebuilds."""

import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.counting.months import months_from
from ekelurahan.residents.counting.queries import first_month, report_of
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions import mending
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Event, FamilyCard, Flow, Resident
from ekelurahan.residents.replaying.queries import differences
from ekelurahan.residents.tests.happenings import HAPPENINGS, OFFICES, happen
from ekelurahan.residents.tests.household import household
from ekelurahan.tests.people import PLAJU_ULU, Town

pytestmark = pytest.mark.django_db
_MOVES_ON = {"version", "event_id", "updated_at"}
Rows = dict[object, dict[str, object]]
story = st.lists(st.tuples(st.sampled_from(sorted(HAPPENINGS)), st.integers(0, 10**6)), min_size=1, max_size=14)


def rows() -> Rows:
    found: Rows = {}
    for office in OFFICES:
        with office_scope(office):
            for row in [*Resident.objects.values(), *FamilyCard.objects.values()]:
                found[row["id"]] = {name: value for name, value in row.items() if name not in _MOVES_ON}
    return found


def whatever_happens(steps: list[tuple[str, int]], *, undone: bool) -> None:
    """Step by step; what is refused must leave no trace. Each step is undone on trial, in a transaction taken back."""
    for name, seed in steps:
        before = rows()
        try:
            office = happen(name, seed)
        except Refused:
            assert rows() == before
            continue
        if undone and name not in {"undo", "settle_move"}:
            try_to_undo(office, before)


def try_to_undo(office: int, before: Rows) -> None:
    with office_scope(office):
        event = Event.objects.exclude(kind=Kind.UNDO).order_by("-recorded_at", "-id")
        main = next(one for one in event if "follows" not in one.told)
        if rows() == before:
            return  # a correction of nothing
        mending.undo(main.id, kelurahan_id=office, told=Told(reason="Uji"), by=None)
        after = rows()
        begun = after.keys() - before.keys()
        assert {after[one]["life_status"] for one in begun if "life_status" in after[one]} <= {"invalid"}
        assert {one: after[one] for one in before} == before
        transaction.set_rollback(True)  # of the office's scope: it was on trial


def prove(office: int) -> None:
    with office_scope(office):
        assert recount(office) == []
        assert differences(office) == []
        people = Resident.objects.filter(is_counted=True)
        heads = people.filter(family_relation="head")
        month = timezone.localdate().replace(day=1)
        closing = report_of(office, office, month).lampid.closing
        assert closing.people == people.count()
        assert closing.heads == heads.count()
        for columns in (("citizenship", "sex"), ("sex",)):
            counted = Counter(people.values_list(*columns))
            flowed: Counter[object] = Counter()
            for flow in Flow.objects.all():
                flowed[tuple(getattr(flow, column) for column in columns)] += flow.people
            assert {key: count for key, count in flowed.items() if count} == counted
        for component in ("internal", "family"):
            assert sum(flow.people for flow in Flow.objects.filter(component=component)) == 0
        last = report_of(office, office, (month - timedelta(1)).replace(day=1)).lampid
        now = report_of(office, office, month).lampid
        assert now.opening.people >= last.closing.people  # enrolment of this month stands in row 1
    nothing_below_zero(office)


def nothing_below_zero(office: int) -> None:
    """No month of the office begins or ends with fewer than nobody, in any column; nor does any of its RT."""
    with office_scope(office):
        this_month = timezone.localdate().replace(day=1)
        for month in months_from(first_month(office) or this_month, this_month):
            lampid = report_of(office, office, month).lampid
            assert min(lampid.opening) >= 0, (month, lampid.opening)
            assert min(lampid.closing) >= 0, (month, lampid.closing)
        live: Counter[object] = Counter()
        by_month = Flow.objects.values("month", "rw", "rt").annotate(moved=Sum("people")).order_by("month")
        for one in by_month:
            live[one["rw"], one["rt"]] += one["moved"]
            assert live[one["rw"], one["rt"]] >= 0, one


def nobody_is_lost(office: int) -> None:
    """Who was merged away lives on in a row that is valid, or was merged away itself."""
    with office_scope(office):
        everybody = {row.id: row for row in Resident.objects.all()}
    for row in everybody.values():
        stays = everybody[row.merged_into] if row.merged_into else row
        assert row.merged_into is None or stays.life_status != "invalid" or stays.merged_into


def families_in_order() -> None:
    with office_scope(PLAJU_ULU):
        present = Resident.objects.filter(life_status="alive")
        for card in FamilyCard.objects.all():
            heads = present.filter(family_card=card, family_relation="head").count()
            assert heads <= 1


@settings(
    max_examples=15,
    print_blob=False,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=story)
def test_any_story_keeps_the_books(town: Town, steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        with office_scope(PLAJU_ULU):
            household()
        whatever_happens(steps, undone=True)
        for office in OFFICES:
            prove(office)
            nobody_is_lost(office)
        families_in_order()
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(3))
def test_a_long_story_keeps_the_books(town: Town, seed: int) -> None:
    chance = random.Random(seed)
    with office_scope(PLAJU_ULU):
        household()
    happened: Counter[str] = Counter()
    for _ in range(120):
        name = chance.choice([*sorted(HAPPENINGS), *["arrive", "birth"] * 3])  # else the offices die out
        with suppress(Refused):
            happen(name, chance.randrange(10**9))
            happened[name] += 1
    for office in OFFICES:
        prove(office)
        nobody_is_lost(office)
    families_in_order()
    assert len(happened) > len(HAPPENINGS) / 2, happened
