"""Reads over many accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.models import Posting, Session
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.now import now


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role in an office now."""

    user_id: UUID
    name: str
    email: str
    nip: str
    rank: str
    title: str


def holders(role: Role, kelurahan_id: int) -> list[Holder]:
    """Who holds the role in that office at this moment, longest first."""
    this_moment = now()
    postings = (
        Posting.objects.filter(role=role, lo__lte=kelurahan_id, hi__gte=kelurahan_id, starts_at__lte=this_moment)
        .filter(Q(ends_at=None) | Q(ends_at__gt=this_moment), user__is_active=True)
        .select_related("user")
        .order_by("starts_at", "id")
    )
    return [Holder(p.user_id, p.user.name, p.user.email, p.user.nip, p.user.rank, p.title) for p in postings]


def actor_of(posting: Posting) -> Actor:
    """The actor that a posting makes, without a session (commands, demo data, tests)."""
    user = posting.user
    return Actor(
        user_id=user.id, username=user.username, name=user.name, nip=user.nip, rank=user.rank, title=posting.title,
        role=Role(posting.role), area_code=posting.area_code, lo=posting.lo, hi=posting.hi, posting_id=posting.id,
        confirmed_at=now(),
    )  # fmt: skip


@dataclass(frozen=True)
class OpenSession:
    """One line of the list of one's own sessions."""

    id: UUID
    created_at: datetime
    seen_at: datetime
    user_agent: str
    is_this_one: bool


def sessions_of(actor: Actor) -> Sequence[OpenSession]:
    """Where this person is logged in."""
    rows = Session.objects.filter(user_id=actor.user_id, expires_at__gt=now()).order_by("-seen_at")[:50]
    return [OpenSession(s.id, s.created_at, s.seen_at, s.user_agent, s.id == actor.session_id) for s in rows]
