"""How the offices of an area are doing today: counts, clocks, and what waits longest."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.monitoring import (
    TARGET_MINUTES,
    OfficeFigures,
    figures,
    issued_by_day,
    longest_waiting,
    together,
)
from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, area_of, parents_of
from ekelurahan.areas.scope import area_of_code, dotted
from ekelurahan.catalogue.workflow import Role, Status
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.monitoring.tiles import tiles_of
from ekelurahan.lib.now import now

CITY = 2
EVENTS = tuple(status for status in Status if status is not Status.DRAFT)  # what a day may bring a request into
COLUMNS = (Status.AWAITING_LURAH, Status.RETURNED, Status.REJECTED, Status.ISSUED, Status.HANDED_OVER)
ORDERS: dict[str, tuple[object, Callable[[OfficeFigures], object]]] = {
    "terbuka": (_("Terbanyak yang terbuka"), lambda row: -row.open_total),
    "terlama": (_("Median terlama"), lambda row: -(row.median_minutes or 0)),
    "lewat": (_("Terbanyak lewat target"), lambda row: -row.late),
    "diserahkan": (_("Terbanyak diserahkan"), lambda row: -row.came_into.get(Status.HANDED_OVER, 0)),
    "nama": (_("Nama"), lambda row: row.name),
}
CLOCKS = ("Terbuka sekarang", "Median menit kerja", "Lewat target")
FIRST_DAY = date(2016, 1, 1)  # no office has figures from before
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    day: date
    order: str

    @property
    def query(self) -> str:
        """The same, for links within the page."""
        return urlencode({"hari": self.day.isoformat(), "urut": self.order})


@only(Role.CAMAT, Role.CITY)
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """The reader's whole area."""
    return _page(request, area_of(request.actor.area_code))


@only(Role.CAMAT, Role.CITY)
@require_safe
def area(request: ActorRequest, code: str) -> HttpResponse:
    """A kecamatan or kelurahan within it."""
    return _page(request, area_within(request.actor, code))


@only(Role.CAMAT, Role.CITY)
@require_safe
def table(request: ActorRequest, code: str) -> HttpResponse:
    """The same figures as CSV, for a spreadsheet."""
    place, asked = area_within(request.actor, code), asked_in(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="pantauan-{place.code}-{asked.day}.csv"'
    response.write("\ufeff")  # spreadsheets read it as UTF-8 then
    lines = csv.writer(response)
    lines.writerow(["Kode", "Kelurahan", "Kecamatan", "Hari", *(status.label for status in EVENTS), *CLOCKS])
    for row in figures(place.lo, place.hi, day=asked.day):
        lines.writerow([harmless(value) for value in _cells(row, asked.day)])
    return response


def area_within(actor: Actor, code: str) -> Area:
    """The area of that code, if it lies in the actor's own. Raises Http404: absent and forbidden look the same."""
    try:
        wanted = area_of_code(code)
        if wanted.lo < actor.lo or wanted.hi > actor.hi:
            raise Http404
        return area_of(code)
    except (ValueError, Area.DoesNotExist):
        raise Http404 from None


def asked_in(request: HttpRequest) -> Asked:
    """Day and order; what cannot be read, days to come and days before all figures mean today and the usual order."""
    today, order = timezone.localdate(now()), request.GET.get("urut", "")
    try:
        day = datetime.strptime(request.GET.get("hari", ""), "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        day = today
    return Asked(day if FIRST_DAY <= day <= today else today, order if order in ORDERS else "terbuka")


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _page(request: ActorRequest, place: Area) -> HttpResponse:
    asked, mine = asked_in(request), request.actor.area
    rows = figures(place.lo, place.hi, day=asked.day)
    is_office = place.level == KELURAHAN
    words = {
        "place": place, "parents": [one for one in parents_of(place) if one.lo >= mine.lo and one.hi <= mine.hi],
        "asked": asked, "today": timezone.localdate(now()), "orders": ORDERS,
        "total": together(rows, name=place.local_name), "target": TARGET_MINUTES,
        "rows": () if is_office else _ordered(rows, asked.order), "columns": COLUMNS, "events": EVENTS,
        "tiles": tiles_of(place.code, rows) if place.level == CITY else (),
        "waiting": longest_waiting(place.lo, place.hi, limit=20 if is_office else 10),
        "days": issued_by_day(place.lo, place.hi, until=asked.day),
        "code_of": dotted,
    }  # fmt: skip
    template = "monitoring/_area.html" if "HX-Request" in request.headers else "monitoring/area.html"
    return render(request, template, words)


def _ordered(rows: Sequence[OfficeFigures], order: str) -> list[OfficeFigures]:
    """By the wish of the reader, equals by name."""
    _label, key = ORDERS[order]
    return sorted(rows, key=lambda row: (key(row), row.name))


def _cells(row: OfficeFigures, day: date) -> list[object]:
    middle = row.median_minutes
    came = [row.came_into.get(status, 0) for status in EVENTS]
    clocks = [row.open_total, "" if middle is None else round(middle, 1), row.late]
    return [dotted(row.kelurahan_id), row.name, row.kecamatan, day.isoformat(), *came, *clocks]
