"""The table of acts: where every walk leads, who may take which step, and what a refusal says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.catalogue.workflow import CHAINS, OPEN, STANDARD, VERIFIED, Act, Chain, NotAllowed, Role, Status

ENDS = {Status.HANDED_OVER, Status.REJECTED, Status.CANCELLED, Status.REVOKED}
each_chain = pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.name)
chains, acts, roles, statuses = (st.sampled_from(list(of)) for of in (CHAINS.values(), Act, Role, Status))


def reached_from(chain: Chain, start: Status, *, without: frozenset[Act] = frozenset()) -> set[Status]:
    reached, fresh = {start}, {start}
    while fresh:
        fresh = {s.after for s in chain.steps if s.before in fresh and s.act not in without} - reached
        reached |= fresh
    return reached


@given(chain=chains, choices=st.lists(st.integers(0, 99), max_size=60))
def test_a_walk_never_leaves_the_table(chain: Chain, choices: list[int]) -> None:
    status = Status.DRAFT
    for choice in choices:
        possible = [(step.act, role) for step in chain.steps if step.before == status for role in sorted(step.roles)]
        if not possible:
            assert status in ENDS
            return
        act, role = possible[choice % len(possible)]
        status = chain.step(act, status=status, role=role).after
        assert status is not Status.DRAFT, "nothing becomes a draft again"


@given(chain=chains, act=acts, status=statuses, role=roles)
def test_a_button_is_shown_exactly_when_the_act_is_allowed(chain: Chain, act: Act, status: Status, role: Role) -> None:
    shown = act in chain.acts(status=status, role=role)
    try:
        step = chain.step(act, status=status, role=role)
    except NotAllowed as refusal:
        assert not shown
        doers = {role.label for step in chain.steps if (step.act, step.before) == (act, status) for role in step.roles}
        assert all(word in str(refusal) for word in doers or {act.label, status.label})  # noqa: PT017
    else:
        assert shown
        assert (step.act, step.before) == (act, status)
        assert role in step.roles


@each_chain
def test_an_act_leads_to_one_place_only(chain: Chain) -> None:
    arrows = [(step.act, step.before, role) for step in chain.steps for role in step.roles]
    assert len(arrows) == len(set(arrows))


@each_chain
def test_from_everywhere_there_is_a_way_to_an_end(chain: Chain) -> None:
    for status in reached_from(chain, Status.DRAFT):
        assert reached_from(chain, status) & ENDS, status


@each_chain
def test_every_chain_ends_in_a_letter_that_is_handed_over(chain: Chain) -> None:
    assert Status.HANDED_OVER in reached_from(chain, Status.DRAFT)


def test_every_status_is_reached_in_some_chain() -> None:
    assert set().union(*(reached_from(chain, Status.DRAFT) for chain in CHAINS.values())) == set(Status)


def test_every_act_is_used_in_some_chain() -> None:
    assert {step.act for chain in CHAINS.values() for step in chain.steps} == set(Act)


@each_chain
def test_nothing_is_issued_that_the_lurah_did_not_approve(chain: Chain) -> None:
    assert Status.ISSUED not in reached_from(chain, Status.DRAFT, without=frozenset({Act.APPROVE}))
    assert {step.roles for step in chain.steps if step.act is Act.APPROVE} == {frozenset({Role.LURAH})}
    assert {step.roles for step in chain.steps if step.act is Act.ISSUE} == {frozenset({Role.SYSTEM})}


@each_chain
def test_after_the_decision_only_the_worker_moves_on(chain: Chain) -> None:
    assert chain.next_roles(Status.APPROVED) == {Role.SYSTEM}
    assert [step.act for step in chain.steps if step.before is Status.APPROVED] == [Act.ISSUE]


@each_chain
def test_what_ended_stays_ended(chain: Chain) -> None:
    for status in (Status.REJECTED, Status.CANCELLED, Status.REVOKED):
        assert not [step for step in chain.steps if step.before is status]
    assert {step.act for step in chain.steps if step.before is Status.HANDED_OVER} == {Act.PRINT, Act.REVOKE}


@each_chain
def test_camat_and_city_only_look_on(chain: Chain) -> None:
    assert not {Role.CAMAT, Role.CITY} & {role for step in chain.steps for role in step.roles}


@each_chain
def test_somebody_moves_on_whatever_is_open(chain: Chain) -> None:
    for status in OPEN & reached_from(chain, Status.DRAFT):
        assert chain.next_roles(status), status
        assert status.is_open
    assert not {status for status in ENDS if status.is_open}


def test_a_verified_request_passes_kasi_and_secretary() -> None:
    for skipped in (Act.VERIFY, Act.ENDORSE):
        assert Status.AWAITING_LURAH not in reached_from(VERIFIED, Status.DRAFT, without=frozenset({skipped}))
    assert STANDARD.step(Act.SUBMIT, status=Status.DRAFT, role=Role.OPERATOR).after is Status.AWAITING_LURAH


def test_a_refusal_names_who_may() -> None:
    with pytest.raises(NotAllowed, match="Setujui» hanya boleh dilakukan oleh: Lurah"):
        STANDARD.step(Act.APPROVE, status=Status.AWAITING_LURAH, role=Role.OPERATOR)
    with pytest.raises(NotAllowed, match="berstatus Disetujui"):
        STANDARD.step(Act.APPROVE, status=Status.APPROVED, role=Role.LURAH)


@pytest.mark.parametrize("kind", [Role, Status, Act])
def test_every_name_has_its_word_on_the_screen(kind: type[Role] | type[Status] | type[Act]) -> None:
    words = [item.label for item in kind]
    assert all(words)
    assert len(set(words)) == len(words)
