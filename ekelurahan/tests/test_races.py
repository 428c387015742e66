"""Many hands on the same thing at the same time: one decision, one number, one request."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

import pytest

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation
from ekelurahan.applications.errors import ChangedMeanwhile
from ekelurahan.applications.models import Application, Decision, Event, Tally
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.queries import find_breaks
from ekelurahan.catalogue.workflow import Act, NotAllowed, Status
from ekelurahan.letters.models import Letter, NumberSeries
from ekelurahan.outbox.models import Promise
from ekelurahan.tests.cases import asked, awaiting, seen, submitted
from ekelurahan.tests.parallel import at_once
from ekelurahan.tests.people import PLAJU_ULU, Town, build_town


@pytest.fixture
def real_town(fresh_database: object) -> Town:
    """The town in a database where commits are real."""
    return build_town()


def in_office(act: Callable[[], Application]) -> Application:
    with office_scope(PLAJU_ULU):
        return act()


def test_fifty_approvals_at_once_give_one_decision_and_one_number(real_town: Town) -> None:
    with office_scope(PLAJU_ULU):
        application = awaiting(real_town)
        confirmation = seen(application)
    approve = partial(actions.approve, application.id, confirmation=confirmation, by=real_town.lurah)
    outcomes = at_once([partial(in_office, approve)] * 50)
    assert Counter(type(outcome) for outcome in outcomes) == {Application: 1, NotAllowed: 49}
    with office_scope(PLAJU_ULU):
        assert Decision.objects.count() == 1
        assert [letter.serial for letter in Letter.objects.all()] == [1]
        assert Promise.objects.filter(kind="issue_letter").count() == 1
        assert Event.objects.filter(act=Act.APPROVE).count() == 1


def test_approving_rejecting_and_returning_at_once_leaves_one_of_them(real_town: Town) -> None:
    with office_scope(PLAJU_ULU):
        application = awaiting(real_town)
        confirmation = seen(application)
    lurah, remarks = real_town.lurah, [actions.Remark("", "Lihat lagi.")]
    acts = [
        partial(actions.approve, application.id, confirmation=confirmation, by=lurah),
        partial(actions.reject, application.id, confirmation=confirmation, reason="Tidak.", by=lurah),
        partial(actions.return_for_correction, application.id, version=application.version, remarks=remarks, by=lurah),
        partial(actions.cancel, application.id, reason="Batal.", by=real_town.operator),
    ] * 4
    outcomes = at_once([partial(in_office, act) for act in acts])
    done = [outcome for outcome in outcomes if isinstance(outcome, Application)]
    with office_scope(PLAJU_ULU):
        stands = Application.objects.get().state
        # a returned request may still be cancelled: then there are two acts, one after the other
        assert stands is done[-1].state or {item.state for item in done} == {Status.RETURNED, Status.CANCELLED}
        assert Decision.objects.count() == (stands in {Status.APPROVED, Status.REJECTED})
        assert Letter.objects.count() == (stands is Status.APPROVED)
    others = {type(outcome) for outcome in outcomes if not isinstance(outcome, Application)}
    assert others <= {NotAllowed, ChangedMeanwhile}


def test_two_hundred_approvals_by_eight_connections_give_consecutive_numbers(real_town: Town) -> None:
    with office_scope(PLAJU_ULU):
        waiting = [submitted(real_town) for _ in range(200)]
        confirmations = [(application.id, seen(application)) for application in waiting]

    def decide(some: list[tuple[UUID, Confirmation]]) -> int:
        for application_id, confirmation in some:
            in_office(partial(actions.approve, application_id, confirmation=confirmation, by=real_town.lurah))
        return len(some)

    outcomes = at_once(partial(decide, confirmations[start::8]) for start in range(8))
    assert outcomes == [25] * 8
    with office_scope(PLAJU_ULU):
        assert sorted(Letter.objects.values_list("serial", flat=True)) == list(range(1, 201))
        assert len(set(Letter.objects.values_list("number", flat=True))) == 200
        assert NumberSeries.objects.get().last == 200
        assert Tally.objects.get(status=Status.APPROVED).count == 200
        assert list(find_breaks()) == []


def test_numbers_stay_gapless_when_some_approvals_are_taken_back(real_town: Town) -> None:
    with office_scope(PLAJU_ULU):
        confirmations = [
            (application.id, seen(application)) for application in (submitted(real_town) for _ in range(40))
        ]

    def decide(place: int) -> None:
        application_id, confirmation = confirmations[place]
        with office_scope(PLAJU_ULU):
            actions.approve(application_id, confirmation=confirmation, by=real_town.lurah)
            if place % 3 == 0:
                raise InterruptedError

    outcomes = at_once(partial(decide, place) for place in range(40))
    assert Counter(type(outcome) for outcome in outcomes) == {InterruptedError: 14, type(None): 26}
    with office_scope(PLAJU_ULU):
        assert sorted(Letter.objects.values_list("serial", flat=True)) == list(range(1, 27))


def test_a_double_clicked_submit_is_one_request(real_town: Town) -> None:
    request = asked(real_town.siti, draft_key=uuid4(), duplicate_accepted=False)
    outcomes = at_once([partial(in_office, partial(actions.submit, request, by=real_town.operator))] * 12)
    assert len({outcome.id for outcome in outcomes if isinstance(outcome, Application)}) == 1
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    with office_scope(PLAJU_ULU):
        assert Application.objects.count() == 1
        assert Event.objects.filter(act=Act.SUBMIT).count() == 1


def test_two_operators_mending_one_request_do_not_overwrite_each_other(real_town: Town) -> None:
    with office_scope(PLAJU_ULU):
        application = awaiting(real_town)
        actions.return_for_correction(
            application.id, version=application.version, remarks=[actions.Remark("", "Perbaiki.")], by=real_town.lurah
        )
        version = Application.objects.get().version

    def mend(purpose: str) -> Application:
        return actions.resubmit(
            application.id, version=version, answers={"purpose": purpose}, shown=("ktp", "kk"), by=real_town.operator
        )

    outcomes = at_once(partial(in_office, partial(mend, purpose)) for purpose in ("Melamar kerja", "Membuka rekening"))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Application", "NotAllowed"]


def test_a_hundred_acts_of_one_office_make_one_unbroken_chain(real_town: Town) -> None:
    requests = [asked(real_town.siti) for _ in range(20)]
    outcomes = at_once(
        partial(in_office, partial(actions.submit, request, by=real_town.operator)) for request in requests
    )
    assert {type(outcome) for outcome in outcomes} == {Application}
    with office_scope(PLAJU_ULU):
        assert list(find_breaks()) == []
        assert Tally.objects.get(status=Status.AWAITING_LURAH).count == 20
