"""The clock of the house. Everything asks here for the time, so that a moment of the past can be lived again
(the demo's weeks of history, tests of a year's end).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be that moment (aware) for what runs inside."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
