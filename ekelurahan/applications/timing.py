"""The SOP clock of a request, from its events and its office's hours."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

from django.utils import timezone
from lokal import is_working_day

from ekelurahan.applications.clock import Opening, Span, working_seconds
from ekelurahan.applications.models import Application, Event
from ekelurahan.catalogue.workflow import Act
from ekelurahan.lib.now import now
from ekelurahan.offices.models import Office


def opening_of(office: Office) -> Opening:
    """When the office works: its own hours, and never on a national holiday or on cuti bersama."""

    @cache
    def opening(day: date) -> tuple[time, time] | None:
        return office.opening(day.weekday()) if _is_no_holiday(day) else None

    return opening


def working_seconds_of(application: Application, *, office: Office, until: datetime) -> int:
    """Working seconds from submission to `until`, without the time the request lay returned."""
    rows = application.events.filter(kelurahan_id=application.kelurahan_id).order_by("at").values("act", "at")
    return working_seconds(
        timezone.localtime(application.submitted_at), timezone.localtime(until),
        opening=opening_of(office), paused=pauses(rows, until=until),
    )  # fmt: skip


def waited_seconds(submitted: Mapping[UUID, datetime], *, office: Office) -> dict[UUID, int]:
    """Working seconds until now of many requests of one office, by id, from when each was submitted. One query."""
    opening, this_moment = opening_of(office), timezone.localtime(now())
    rows = Event.objects.filter(
        kelurahan_id=office.kelurahan_id, application_id__in=list(submitted), act__in=[Act.RETURN, Act.RESUBMIT]
    )
    events: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows.order_by("at").values("application_id", "act", "at"):
        events.setdefault(row["application_id"], []).append(row)
    return {
        key: working_seconds(
            timezone.localtime(start), this_moment,
            opening=opening, paused=pauses(events.get(key, ()), until=this_moment),
        )
        for key, start in submitted.items()
    }  # fmt: skip


def pauses(events: Iterable[Mapping[str, Any]], *, until: datetime) -> list[Span]:
    """When the request lay with the applicant: from each return to the next resubmission, or to now."""
    spans, since = [], None
    for event in events:
        if event["act"] == Act.RETURN:
            since = event["at"]
        elif event["act"] == Act.RESUBMIT and since is not None:
            spans.append((timezone.localtime(since), timezone.localtime(event["at"])))
            since = None
    if since is not None:
        spans.append((timezone.localtime(since), timezone.localtime(until)))
    return spans


@cache
def _is_no_holiday(day: date) -> bool:
    """National holidays and cuti bersama (SKB 3 Menteri), on which government offices are closed; in years whose
    holidays are not yet decreed there are none.
    """
    try:
        return is_working_day(day, cuti_bersama=True, weekend=())
    except ValueError:
        return True
