"""The figures of camat and city equal a recount of what happened, whatever happened."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from statistics import median

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ekelurahan.applications import actions
from ekelurahan.applications.models import Application, Event, Tally
from ekelurahan.applications.monitoring import WAITING_FOR_THE_OFFICE, figures, issued_by_day, longest_waiting, together
from ekelurahan.applications.queries import Queue, open_counts, open_in, requests_of, waiting_for
from ekelurahan.areas.scope import area_of_code, area_scope, office_scope
from ekelurahan.catalogue.workflow import OPEN, STANDARD, VERIFIED, Act, Role, Status
from ekelurahan.lib.now import now
from ekelurahan.tests import cases
from ekelurahan.tests.cases import asked, choose, seen
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

PLAJU = area_of_code("16.71.14")
ROLES = {
    Role.OPERATOR: "operator",
    Role.SECTION_HEAD: "kasi",
    Role.SECRETARY: "sekretaris",
    Role.LURAH: "lurah",
    Role.SYSTEM: "operator",
}


def today() -> date:
    return timezone.localdate(now())


def do(act: Act, application: Application, town: Town, role: Role) -> None:
    """One act of the table, whichever it is."""
    by, version = getattr(town, ROLES[role]), application.version
    remarks = [actions.Remark("", "Lagi.")]
    doing: dict[Act, Callable[[], object]] = {
        Act.TAKE: lambda: actions.take(application.id, by=by),
        Act.VERIFY: lambda: actions.verify(application.id, version=version, by=by),
        Act.ENDORSE: lambda: actions.endorse(application.id, version=version, by=by),
        Act.RETURN: lambda: actions.return_for_correction(application.id, version=version, remarks=remarks, by=by),
        Act.RESUBMIT: lambda: actions.resubmit(
            application.id, version=version, answers=application.answers, shown=(), by=by
        ),
        Act.APPROVE: lambda: actions.approve(application.id, confirmation=seen(application), by=by),
        Act.REJECT: lambda: actions.reject(application.id, confirmation=seen(application), reason="Tidak.", by=by),
        Act.ISSUE: lambda: actions.issue_letter(kelurahan_id=PLAJU_ULU, application_id=str(application.id)),
        Act.PRINT: lambda: actions.note_print(application.id, by=by),
        Act.HAND_OVER: lambda: actions.hand_over(application.id, recipient="Siti", by=by),
        Act.CANCEL: lambda: actions.cancel(application.id, reason="Batal.", by=by),
        Act.REVOKE: lambda: actions.revoke(application.id, reason="Salah.", by=by),
    }  # fmt: skip
    doing[act]()


def walk(town: Town, choices: list[int]) -> None:
    """Live a few days of office work, as the choices say: new requests, and acts that the table allows."""
    for choice in choices:
        known = list(Application.objects.select_related("resident__family_card").order_by("id"))
        possible = [
            (application, act, role)
            for application in known
            for role in ROLES
            for act in application.flow.acts(status=application.state, role=role)
        ]
        if not possible or choice % 4 == 0:
            choose(VERIFIED if choice % 8 else STANDARD)
            actions.submit(asked(town.siti), by=town.operator)
        else:
            application, act, role = possible[choice % len(possible)]
            do(act, application, town, role)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(choices=st.lists(st.integers(0, 10_000), min_size=5, max_size=25))
def test_figures_equal_a_recount(town: Town, choices: list[int]) -> None:
    with transaction.atomic():
        with office_scope(PLAJU_ULU):
            walk(town, choices)
        with area_scope(PLAJU.lo, PLAJU.hi):
            compare_with_a_recount()
        transaction.set_rollback(True)


def compare_with_a_recount() -> None:
    applications, events = list(Application.objects.all()), list(Event.objects.all())
    here, neighbour = figures(PLAJU.lo, PLAJU.hi, day=today())
    assert (here.kelurahan_id, neighbour.kelurahan_id) == (PLAJU_ULU, PLAJU_DARAT)
    assert here.came_into == Counter(Status(e.after) for e in events if e.before != e.after)
    assert here.open_now == Counter(a.state for a in applications if a.state in OPEN)
    assert here.open_total == sum(here.open_now.values())
    minutes = [a.working_seconds / 60 for a in applications if a.working_seconds is not None]
    assert here.median_minutes == (median(minutes) if minutes else None)
    both = together([here, neighbour], name="Plaju")
    assert (both.came_into, both.open_now, both.median_minutes) == (here.came_into, here.open_now, here.median_minutes)
    assert here.late == sum(minute > 10 for minute in minutes)
    assert issued_by_day(PLAJU.lo, PLAJU.hi, until=today())[-1] == (today(), here.came_into.get(Status.ISSUED, 0))
    assert (neighbour.came_into, neighbour.open_total, neighbour.median_minutes) == ({}, 0, None)
    still_waiting = [a for a in applications if a.state in WAITING_FOR_THE_OFFICE]
    listed = longest_waiting(PLAJU.lo, PLAJU.hi, limit=100)
    assert [row.id for row in listed] == [a.id for a in sorted(still_waiting, key=lambda a: a.submitted_at)]
    assert open_counts(PLAJU_ULU) == here.open_now
    for application in applications:
        acts = [event for event in events if event.application_id == application.id]
        assert max(acts, key=lambda event: event.at).after == application.status


def test_another_day_has_its_own_figures(at_work: Town) -> None:
    cases.handed_over(at_work)
    (here,) = figures(PLAJU_ULU, PLAJU_ULU, day=date(2020, 1, 1))
    assert (here.came_into, here.median_minutes) == ({}, None)


def test_figures_hold_no_name_and_no_nik(at_work: Town) -> None:
    cases.awaiting(at_work)
    told = str(figures(PLAJU.lo, PLAJU.hi, day=today())) + str(longest_waiting(PLAJU.lo, PLAJU.hi))
    assert "SITI" not in told
    assert "9901014205900001" not in told


def test_the_queries_of_figures_do_not_grow_with_the_rows(at_work: Town, django_assert_num_queries: object) -> None:
    for _ in range(6):
        cases.awaiting(at_work)
    cases.handed_over(at_work)
    with django_assert_num_queries(4):  # type: ignore[operator]
        figures(PLAJU.lo, PLAJU.hi, day=today())
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(open_in(PLAJU_ULU, OPEN)) == 6


def test_each_queue_shows_what_waits_for_whom(at_work: Town) -> None:
    waiting, back = cases.awaiting(at_work), cases.returned(at_work)
    new, out = cases.submitted(at_work, VERIFIED), cases.issued(at_work)
    assert [row.id for row in waiting_for(Role.LURAH, PLAJU_ULU)] == [waiting.id]
    assert [row.id for row in waiting_for(Role.SECTION_HEAD, PLAJU_ULU)] == [new.id]
    assert [row.id for row in waiting_for(Role.OPERATOR, PLAJU_ULU)] == [back.id, out.id]
    assert waiting_for(Role.CAMAT, PLAJU_ULU) == []
    assert len(requests_of(at_work.siti, PLAJU_ULU)) == 4


def test_every_status_but_the_draft_stands_in_exactly_one_queue() -> None:
    assert Counter(status for statuses in Queue.STATUSES.values() for status in statuses) == Counter(
        set(Status) - {Status.DRAFT}
    )


@pytest.mark.parametrize("lo", [PLAJU.lo])
def test_the_tally_is_kept_per_day_and_office(lo: int, at_work: Town) -> None:
    cases.awaiting(at_work)
    assert [(row.kelurahan_id, row.day, row.status, row.count) for row in Tally.objects.all()] == [
        (PLAJU_ULU, today(), Status.AWAITING_LURAH, 1)
    ]
