"""From the cookie to the actor: one query."""

import hashlib
from uuid import UUID

from django.db import connection

from ekelurahan.accounts.actor import Actor
from ekelurahan.catalogue.workflow import Role

_ACTOR = """
SELECT u.id, u.username, u.name, u.nip, u.rank, p.title, p.role, p.area_code, p.lo, p.hi, p.id,
       s.id, s.confirmed_at, s.user_agent, host(s.address), now() - s.seen_at > interval '5 minutes'
FROM accounts_session s
JOIN accounts_user u ON u.id = s.user_id AND u.is_active
JOIN accounts_posting p ON p.user_id = u.id AND p.starts_at <= now() AND (p.ends_at IS NULL OR p.ends_at > now())
WHERE s.token_hash = %s AND s.expires_at > now()
ORDER BY p.starts_at, p.id LIMIT 1
"""


def hash_of(token: str) -> bytes:
    """What the table keeps of a session token."""
    return hashlib.sha256(token.encode()).digest()


def actor_for_token(token: str) -> Actor | None:
    """The person behind a session cookie, if the session, the account and a posting are all alive."""
    found = find_session(token)
    return found[0] if found else None


def find_session(token: str) -> tuple[Actor, bool] | None:
    """The actor, and whether the session was last seen so long ago that it should be noted."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, [hash_of(token)])
        row = cursor.fetchone()
    if row is None:
        return None
    *who, stale = row
    return _actor(who), bool(stale)


def posting_holds(posting_id: UUID) -> bool:
    """Whether a posting counts this moment, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM accounts_posting p JOIN accounts_user u ON u.id = p.user_id AND u.is_active"
            " WHERE p.id = %s AND p.starts_at <= clock_timestamp()"
            " AND (p.ends_at IS NULL OR p.ends_at > clock_timestamp())",
            [posting_id],
        )
        return cursor.fetchone() is not None


def _actor(row: list[object]) -> Actor:
    user_id, username, name, nip, rank, title, role, area_code, lo, hi, posting_id, session_id, confirmed, agent, ip = (
        row
    )
    return Actor(
        user_id=user_id,  # type: ignore[arg-type]  # one row of the statement above, column by column
        username=str(username), name=str(name), nip=str(nip), rank=str(rank), title=str(title),
        role=Role(str(role)), area_code=str(area_code), lo=lo, hi=hi,  # type: ignore[arg-type]
        posting_id=posting_id, session_id=session_id, confirmed_at=confirmed,  # type: ignore[arg-type]
        user_agent=str(agent), address=ip,  # type: ignore[arg-type]
    )  # fmt: skip
