"""Recording an act, in the transaction of the act itself."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit.chain import GENESIS, entry_hash
from ekelurahan.audit.models import Entry
from ekelurahan.lib.now import now

_LOCK_SPACE = 0x6175646974 << 24  # "audit": keeps these advisory locks apart from others


def record(
    kelurahan_id: int, action: str, obj: str, *, by: Actor | None, details: Mapping[str, Any] | None = None
) -> None:
    """Append one entry to the office's chain. `by` is None for the worker. Nothing here holds a NIK or a name
    of a resident: `obj` is "kind:id" and details are codes, versions and reasons.
    """
    body = json.dumps(
        {"action": action, "object": obj, "by": _who(by), "details": dict(details or {})},
        sort_keys=True, ensure_ascii=False, default=str,
    )  # fmt: skip
    seq, previous = _next_place(kelurahan_id)
    at = now()
    Entry.objects.create(
        kelurahan_id=kelurahan_id, seq=seq, at=at, action=action, object=obj, body=body, previous=previous,
        hash=entry_hash(previous, kelurahan_id=kelurahan_id, seq=seq, at=at, body=body),
    )  # fmt: skip


def _next_place(kelurahan_id: int) -> tuple[int, bytes]:
    """The end of the chain, held until the transaction ends so that two acts cannot take the same place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_SPACE + kelurahan_id % (1 << 24)])
        cursor.execute(
            "SELECT seq, hash FROM audit_entry WHERE kelurahan_id = %s ORDER BY seq DESC LIMIT 1", [kelurahan_id]
        )
        row = cursor.fetchone()
    return (row[0] + 1, bytes(row[1])) if row else (1, GENESIS)


def _who(actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return {"role": "sistem"}
    return {
        "user": str(actor.user_id),
        "username": actor.username,
        "role": actor.role.value,
        "posting": str(actor.posting_id),
        "session": str(actor.session_id or ""),
        "address": actor.address or "",
        "device": actor.user_agent,
    }
