"""The SOP clock: working time between two moments. Pure.

Only the office's opening hours count, and not the time a request lay with the applicant for correction.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

Opening = Callable[[date], tuple[time, time] | None]
Span = tuple[datetime, datetime]


def working_seconds(start: datetime, end: datetime, *, opening: Opening, paused: Iterable[Span] = ()) -> int:
    """Seconds of opening hours from start to end, less those inside `paused`. Times are aware, in one time zone;
    an end before the start gives 0.
    """
    total = _open_seconds(start, end, opening)
    for pause_start, pause_end in paused:
        total -= _open_seconds(max(start, pause_start), min(end, pause_end), opening)
    return max(0, total)


def _open_seconds(start: datetime, end: datetime, opening: Opening) -> int:
    seconds, day = 0.0, start.date()
    while start < end and day <= end.date():
        hours = opening(day)
        if hours:
            opens = max(start, datetime.combine(day, hours[0], start.tzinfo))
            closes = min(end, datetime.combine(day, hours[1], start.tzinfo))
            seconds += max(0.0, (closes - opens).total_seconds())
        day += timedelta(days=1)
    return int(seconds)
