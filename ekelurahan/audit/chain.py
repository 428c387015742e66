"""How an entry is bound to the one before it. Pure, so that a copy of the log can be checked anywhere."""

import hashlib
from datetime import UTC, datetime

GENESIS = bytes(32)


def entry_hash(previous: bytes, *, kelurahan_id: int, seq: int, at: datetime, body: str) -> bytes:
    """SHA-256 over the previous hash, the office, the place in the chain, the time in UTC, and the body."""
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return hashlib.sha256(previous + f"{kelurahan_id}|{seq}|{stamp}|{body}".encode()).digest()
