"""Every act from every side: who may, where from, and that a refusal leaves everything as it was."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from django.http import Http404

from ekelurahan.accounts.actions import end_posting
from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.models import Posting
from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation, Remark
from ekelurahan.applications.errors import ChangedMeanwhile, RightEnded
from ekelurahan.applications.models import Application, Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.queries import count_entries
from ekelurahan.catalogue.workflow import STANDARD, VERIFIED, Act, Chain, NotAllowed, Status
from ekelurahan.tests import cases
from ekelurahan.tests.cases import again, seen
from ekelurahan.tests.people import PLAJU_DARAT, Town

OFFICERS = ("operator", "kasi", "sekretaris", "lurah", "camat", "city")


@dataclass(frozen=True)
class Case:
    """One act: who does it (the part in the town), from which station, how, and where it leads.

    `do` gets the request, the actor, and what the actor saw of the letter.
    """

    who: str
    station: Callable[[Town], Application]
    do: Callable[[Application, Actor, Confirmation], object]
    after: Status


def verified_start(town: Town) -> Application:
    return cases.submitted(town, VERIFIED)


def _return(application: Application, by: Actor, _told: Confirmation) -> Application:
    remarks = [Remark("purpose", "Kurang jelas.")]
    return actions.return_for_correction(application.id, version=application.version, remarks=remarks, by=by)


def _resubmit(application: Application, by: Actor, _told: Confirmation) -> Application:
    answers = {"purpose": "Membuka rekening"}
    return actions.resubmit(application.id, version=application.version, answers=answers, shown=("ktp",), by=by)


CASES = {
    Act.TAKE: Case("kasi", verified_start, lambda a, by, _: actions.take(a.id, by=by), Status.SUBMITTED),
    Act.VERIFY: Case(
        "kasi", verified_start, lambda a, by, _: actions.verify(a.id, version=a.version, by=by), Status.CHECKED
    ),
    Act.ENDORSE: Case(
        "sekretaris",
        cases.checked,
        lambda a, by, _: actions.endorse(a.id, version=a.version, by=by),
        Status.AWAITING_LURAH,
    ),
    Act.RETURN: Case("kasi", verified_start, _return, Status.RETURNED),
    Act.RESUBMIT: Case("operator", cases.returned, _resubmit, Status.AWAITING_LURAH),
    Act.APPROVE: Case(
        "lurah", cases.awaiting, lambda a, by, told: actions.approve(a.id, confirmation=told, by=by), Status.APPROVED
    ),
    Act.REJECT: Case(
        "lurah",
        cases.awaiting,
        lambda a, by, told: actions.reject(a.id, confirmation=told, reason="Tidak.", by=by),
        Status.REJECTED,
    ),
    Act.PRINT: Case("operator", cases.issued, lambda a, by, _: actions.note_print(a.id, by=by), Status.ISSUED),
    Act.HAND_OVER: Case(
        "operator", cases.issued, lambda a, by, _: actions.hand_over(a.id, recipient="SITI", by=by), Status.HANDED_OVER
    ),
    Act.CANCEL: Case(
        "operator", cases.awaiting, lambda a, by, _: actions.cancel(a.id, reason="Batal.", by=by), Status.CANCELLED
    ),
    Act.REVOKE: Case(
        "lurah", cases.issued, lambda a, by, _: actions.revoke(a.id, reason="Salah.", by=by), Status.REVOKED
    ),
}
STATIONS: dict[str, Callable[[Town], Application]] = {
    "submitted": verified_start,
    "checked": cases.checked,
    "awaiting": cases.awaiting,
    "awaiting after checks": lambda town: cases.awaiting(town, VERIFIED),
    "returned": cases.returned,
    "returned to the checks": lambda town: cases.returned(town, VERIFIED),
    "approved": cases.approved,
    "rejected": cases.rejected,
    "issued": cases.issued,
    "handed over": cases.handed_over,
    "cancelled": cases.cancelled,
    "revoked": cases.revoked,
}
each_act = pytest.mark.parametrize("act", CASES)


def test_every_act_on_a_request_has_its_case() -> None:
    assert set(CASES) == set(Act) - {Act.SUBMIT, Act.ISSUE}


@each_act
def test_the_right_person_does_it_and_it_is_written_down(act: Act, at_work: Town) -> None:
    case, application = CASES[act], CASES[act].station(at_work)
    actor = replace(getattr(at_work, case.who), user_agent="Firefox", address="10.0.0.7")
    entries = count_entries()
    case.do(application, actor, seen(application))
    moved = again(application)
    event = Event.objects.filter(application=moved).latest("at", "id")
    assert moved.state is case.after
    assert (event.act, event.before, event.after) == (act, application.status, case.after)
    assert (event.user_id, event.name, event.role) == (actor.user_id, actor.name, actor.role)
    assert (event.device, event.address) == ("Firefox", "10.0.0.7")
    assert moved.version == application.version + (case.after != application.state)
    assert moved.changed_at > application.changed_at
    assert count_entries() == entries + (2 if act is Act.REVOKE else 1), "revoking also marks the letter"


@each_act
def test_nobody_else_in_the_area_may(act: Act, at_work: Town) -> None:
    case, application = CASES[act], CASES[act].station(at_work)
    for part in set(OFFICERS) - {case.who} - ({"lurah", "sekretaris"} if act is Act.RETURN else set()):
        refused(case, application, getattr(at_work, part), NotAllowed)


@each_act
def test_the_neighbour_with_the_same_role_finds_nothing(act: Act, at_work: Town) -> None:
    case, application = CASES[act], CASES[act].station(at_work)
    neighbour = replace(getattr(at_work, case.who), lo=PLAJU_DARAT, hi=PLAJU_DARAT)
    refused(case, application, neighbour, Http404)
    told = seen(application)
    with office_scope(PLAJU_DARAT), pytest.raises(Http404):
        case.do(application, neighbour, told)


@each_act
def test_whose_posting_has_ended_may_no_longer(act: Act, at_work: Town) -> None:
    case, application = CASES[act], CASES[act].station(at_work)
    actor = getattr(at_work, case.who)
    end_posting(Posting.objects.get(id=actor.posting_id))
    refused(case, application, actor, RightEnded)


@pytest.mark.parametrize("station", STATIONS)
def test_an_act_that_does_not_fit_the_status_is_refused(station: str, at_work: Town) -> None:
    application = STATIONS[station](at_work)
    parts = {getattr(at_work, part).role: part for part in OFFICERS}
    for act, case in CASES.items():
        for role, part in parts.items():
            if act not in application.flow.acts(status=application.state, role=role):
                refused(case, application, getattr(at_work, part), NotAllowed)


@pytest.mark.parametrize("chain", [STANDARD, VERIFIED], ids=lambda chain: chain.name)
def test_a_request_keeps_the_chain_it_was_submitted_under(chain: Chain, at_work: Town) -> None:
    application = cases.submitted(at_work, chain)
    cases.choose(STANDARD if chain is VERIFIED else VERIFIED)
    assert again(application).flow is chain


@pytest.mark.parametrize(
    "act", [act for act in CASES if act in {Act.VERIFY, Act.ENDORSE, Act.RETURN, Act.RESUBMIT, Act.APPROVE, Act.REJECT}]
)
def test_whoever_looks_at_an_old_version_has_to_look_again(act: Act, at_work: Town) -> None:
    case, application = CASES[act], CASES[act].station(at_work)
    Application.objects.filter(id=application.id).update(version=application.version + 1)
    with pytest.raises(ChangedMeanwhile, match="Lihat lagi"):
        case.do(application, getattr(at_work, case.who), seen(application))
    assert again(application).state is application.state


def refused(case: Case, application: Application, by: Actor, refusal: type[Exception]) -> None:
    """The act fails in that way, and row, history and audit are as before."""
    before, events, entries = again(application), Event.objects.count(), count_entries()
    with pytest.raises(refusal):
        case.do(application, by, seen(application))
    after = again(application)
    unchanged = [field.attname for field in Application._meta.concrete_fields]
    assert [getattr(before, name) for name in unchanged] == [getattr(after, name) for name in unchanged]
    assert (events, entries) == (Event.objects.count(), count_entries())
