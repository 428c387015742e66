"""Ids that need no central sequence: they are made where the row is made, and sort by time."""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then chance."""
    return compat.uuid7()
