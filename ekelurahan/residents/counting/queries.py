"""The monthly report of an office or an area: of a closed month as it was kept, of an open one from the flows.

An open month begins with the latest closed one before it, so that no report adds up more than the months since then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.residents.counting.lampid import Lampid, Line, Moved, compose, everything, together
from ekelurahan.residents.counting.months import following, last_day
from ekelurahan.residents.events.kinds import Kind

_BEFORE = date(1, 1, 1)
_COME_TO_PASS = (Kind.BIRTH, Kind.DEATH, Kind.ARRIVE, Kind.DEPART, Kind.MISSING, Kind.FOUND)  # others mend or rearrange
_STANDS = """
    NOT EXISTS (
        SELECT 1 FROM residents_event u WHERE u.kelurahan_id = e.kelurahan_id AND u.undoes = e.id
            AND date_trunc('month', u.reported_on) = date_trunc('month', e.reported_on)
    )
"""  # what was undone in the month of its reporting never was; later, it is a correction of that later month


@dataclass(frozen=True)
class Closing:
    """Who closed a month, and when."""

    month: date
    closed_at: datetime
    officer: str


@dataclass(frozen=True)
class OfficeReport:
    """The report of one office. `closing` is None while the month is open; `late` counts events of earlier months by kind."""

    kelurahan_id: int
    lampid: Lampid
    closing: Closing | None
    late: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaReport:
    """The sum of the offices of an area, and each of them."""

    month: date
    lampid: Lampid
    offices: list[OfficeReport]

    @property
    def late(self) -> dict[str, int]:
        """Events that happened in an earlier month, by kind."""
        kinds: dict[str, int] = {}
        for office in self.offices:
            for kind, count in office.late.items():
                kinds[kind] = kinds.get(kind, 0) + count
        return dict(sorted(kinds.items()))

    @property
    def is_closed(self) -> bool:
        """Whether every office has closed the month."""
        return all(office.closing for office in self.offices)


def report_of(lo: int, hi: int, month: date) -> AreaReport:
    """The report of the kelurahan within lo..hi (one office: both the same). At most three statements, however many offices."""
    ids = [lo] if lo == hi else list(kelurahan_in(lo, hi).values_list("lo", flat=True))
    kept = {row[0]: row for row in latest_closed(ids, month)}
    open_ids = [office for office in ids if office not in kept or kept[office][1] != month]
    since = {office: kept[office][1] if office in kept else _BEFORE for office in open_ids}
    flows, late = (_flows(since, month), late_events(open_ids, month)) if open_ids else ({}, {})
    offices = [
        _as_kept(kept[office])
        if office not in since
        else OfficeReport(office, _composed(kept.get(office), flows.get(office, [])), None, late.get(office, {}))
        for office in ids
    ]
    return AreaReport(month, together(office.lampid for office in offices), offices)


def latest_closed(ids: Sequence[int], until: date) -> list[tuple[int, date, dict[str, Any], datetime, str]]:
    """The latest month, up to `until`, that each office has closed: office, month, figures, when, by whom."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT o.id, c.month, c.figures::json, c.closed_at, c.officer
            FROM unnest(%s::bigint[]) o (id)
            CROSS JOIN LATERAL (
                SELECT k.month, k.figures, k.closed_at, k.officer FROM residents_closedmonth k
                WHERE k.kelurahan_id = o.id AND k.month <= %s ORDER BY k.month DESC LIMIT 1
            ) c
            """,
            [list(ids), until],
        )
        return list(cursor.fetchall())


def first_month(kelurahan_id: int) -> date | None:
    """The first month in which anything was reported; None for an office without people."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT month FROM residents_flow WHERE kelurahan_id = %s ORDER BY month LIMIT 1", [kelurahan_id]
        )
        row = cursor.fetchone()
    return row[0] if row else None


def flows_by_month(kelurahan_id: int, first: date, last: date) -> dict[date, list[Moved]]:
    """What moved in an office in each of these months."""
    found: dict[date, list[Moved]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT month, component, detail, citizenship, sex, sum(people)::int, sum(heads)::int
            FROM residents_flow WHERE kelurahan_id = %s AND month BETWEEN %s AND %s
            GROUP BY 1, 2, 3, 4, 5
            """,
            [kelurahan_id, first, last],
        )
        for month, *flow in cursor.fetchall():
            found.setdefault(month, []).append(Moved(*flow))
    return found


def late_by_month(kelurahan_id: int, first: date, last: date) -> dict[date, dict[str, int]]:
    """In each of these months: how many events were reported, and not undone, that happened in an earlier one, by kind."""
    found: dict[date, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT date_trunc('month', e.reported_on)::date, e.kind, count(*) FROM residents_event e
            WHERE e.kelurahan_id = %s AND e.reported_on BETWEEN %s AND %s AND e.kind = ANY (%s)
                AND e.happened_on < date_trunc('month', e.reported_on)::date AND {_STANDS}
            GROUP BY 1, 2
            """,  # noqa: S608  # no words of strangers
            [kelurahan_id, first, last_day(last), list(_COME_TO_PASS)],
        )
        for month, kind, count in cursor.fetchall():
            found.setdefault(month, {})[kind] = count
    return found


def late_events(ids: Sequence[int], month: date) -> dict[int, dict[str, int]]:
    """The same for one month of several offices."""
    found: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT o.id, e.kind, count(*) FROM unnest(%s::bigint[]) o (id)
            JOIN residents_event e ON e.kelurahan_id = o.id
            WHERE e.reported_on >= %s AND e.reported_on < %s AND e.happened_on < %s AND e.kind = ANY (%s)
                AND {_STANDS}
            GROUP BY 1, 2
            """,  # noqa: S608  # no words of strangers
            [list(ids), month, following(month), month, list(_COME_TO_PASS)],
        )
        for office, kind, count in cursor.fetchall():
            found.setdefault(office, {})[kind] = count
    return found


def _flows(since: dict[int, date], month: date) -> dict[int, list[Moved]]:
    """What moved in each office in that month; what moved after `since` and before it comes as the component ''."""
    found: dict[int, list[Moved]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT o.id, f.component, f.detail, f.citizenship, f.sex, sum(f.people)::int, sum(f.heads)::int
            FROM unnest(%s::bigint[], %s::date[]) o (id, since)
            CROSS JOIN LATERAL (
                SELECT CASE WHEN w.month < %s THEN '' ELSE w.component END AS component,
                    CASE WHEN w.month < %s THEN '' ELSE w.detail END AS detail, w.citizenship, w.sex, w.people, w.heads
                FROM residents_flow w WHERE w.kelurahan_id = o.id AND w.month > o.since AND w.month <= %s
            ) f
            GROUP BY 1, 2, 3, 4, 5
            """,
            [list(since), list(since.values()), month, month, month],
        )
        for office, *flow in cursor.fetchall():
            found.setdefault(office, []).append(Moved(*flow))
    return found


def _composed(kept: tuple[int, date, dict[str, Any], datetime, str] | None, flows: Iterable[Moved]) -> Lampid:
    flows = list(flows)
    opening = Lampid.from_dict(kept[2]["lampid"]).closing if kept else Line()
    earlier = [flow for flow in flows if not flow.component]
    now = (flow for flow in flows if flow.component)
    return compose(opening.plus(everything(earlier)), now, is_first=not (kept or earlier))


def _as_kept(row: tuple[int, date, dict[str, Any], datetime, str]) -> OfficeReport:
    office, month, figures, closed_at, officer = row
    return OfficeReport(
        office, Lampid.from_dict(figures["lampid"]), Closing(month, closed_at, officer), dict(figures["late"])
    )
