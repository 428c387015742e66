"""A family gets another head: as an event of its own, or because the old one died or left."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events import rules
from ekelurahan.residents.events.actions.checking import members_of
from ekelurahan.residents.events.actions.recording import Told, change, record
from ekelurahan.residents.events.entries import NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Event, FamilyCard, Resident

FOLLOWS = "follows"  # in `told` of an event: the one that it came with, and is undone with


def appoint(event: Event, members: Sequence[Resident], new_head: NewHead) -> list[UUID]:
    """Write the new head and everybody's relation to it; returns whom that changed."""
    was = next(row.family_relation for row in members if row.id == new_head.id)
    changed = []
    for row in members:
        told = new_head.relations.get(row.id) or rules.relation_under(was, row.family_relation, row.sex)
        relation = FamilyRelation.HEAD if row.id == new_head.id else told
        if change(event, row, {"family_relation": relation.value}):
            changed.append(row.id)
    return changed


def require_successor(movers: Sequence[Resident], members: Sequence[Resident], new_head: NewHead | None) -> None:
    """A new head is named exactly where the head goes and others stay. Raises Refused."""
    going = {row.id for row in movers}
    staying = {row.id for row in members} - going
    problem = rules.problem_of_new_head(
        new_head.id if new_head else None, going, staying, head_goes=_is_head_among(movers)
    )  # fmt: skip
    if problem:
        raise Refused({"new_head": problem})


def succeed(cause: Event, told: Told, card: FamilyCard, new_head: NewHead | None, *, by: Actor | None) -> list[UUID]:
    """The head is gone by `cause`; those who stayed are led by the new one, by an event that follows it."""
    if new_head is None:
        return []
    following = replace(told, key=None, detail="", details={FOLLOWS: str(cause.id)}, reason="")
    event = record(Kind.CHANGE_HEAD, following, kelurahan_id=cause.kelurahan_id, by=by)
    return appoint(event, members_of(card), new_head)


def _is_head_among(rows: Sequence[Resident]) -> bool:
    return any(row.family_relation == FamilyRelation.HEAD for row in rows)
