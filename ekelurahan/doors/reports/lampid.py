"""The monthly population report (LAMPID), and closing its month."""

from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, children_of
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.guard import EVERY_ROLE, ActorRequest, only
from ekelurahan.doors.reports.papers import Report, answer
from ekelurahan.doors.reports.places import Months, area_within, months_asked, name_of, parents_for, this_month
from ekelurahan.lib.table import head_of
from ekelurahan.residents.counting.actions import MAY_CLOSE, close_month
from ekelurahan.residents.counting.form import FORM, TITLE, notes_of, table_of_parts, tables_of
from ekelurahan.residents.counting.lampid import Lampid, together
from ekelurahan.residents.counting.months import month_words, parse_month
from ekelurahan.residents.counting.queries import AreaReport, report_of
from ekelurahan.residents.errors import Refused

CONFLICT = 409


@only(*EVERY_ROLE)
@require_safe
def page(request: ActorRequest, code: str) -> HttpResponse:
    """The report of one month."""
    return _page(request, area_within(request.actor, code), months_asked(request))


@only(*EVERY_ROLE)
@require_safe
def file(request: ActorRequest, code: str, kind: str) -> HttpResponse:
    """The same as PDF or XLSX."""
    place, month = area_within(request.actor, code), months_asked(request).month
    return answer(kind, place, lambda: _report(place, month))


@only(Role.SECRETARY, Role.LURAH)
@require_POST
def closing(request: ActorRequest, code: str) -> HttpResponse:
    """The month is over and complete: close it, with the open ones before it if that is asked for."""
    place = area_within(request.actor, code)
    month = parse_month(request.POST.get("bulan", "")) or this_month()
    try:
        close_month(place.lo, month, by=request.actor, with_earlier=bool(request.POST.get("semua")))
    except Refused as refusal:
        return _page(request, place, Months(min(month, this_month())), refusal.problems, status=CONFLICT)
    return HttpResponseRedirect(f"{reverse('reports-lampid', args=[code])}?bulan={month:%Y-%m}&ditutup=1")


def _page(
    request: ActorRequest, place: Area, months: Months, problems: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    report = report_of(place.lo, place.hi, months.month)
    is_office = place.level == KELURAHAN
    words = {
        "place": place, "name": name_of(place), "parents": parents_for(request.actor, place), "months": months,
        "report": report, "tables": tables_of(report.lampid), "notes": notes_of(report), "head_of": head_of,
        "closing": report.offices[0].closing if is_office and report.offices else None, "is_office": is_office,
        "may_close": is_office and request.actor.role in MAY_CLOSE and not months.is_current,
        "divisions": () if is_office else _parts(place, report), "problems": problems or {},
        "just_closed": "ditutup" in request.GET,
    }  # fmt: skip
    return render(request, "reports/lampid.html", words, status=status)


def _report(place: Area, month: date) -> Report:
    report = report_of(place.lo, place.hi, month)
    tables = tables_of(report.lampid)
    if place.level < KELURAHAN:
        tables.append(table_of_parts([part[1:] for part in _parts(place, report)]))
    words = [f"Bulan {month_words(month)}", FORM]
    return Report(f"lampid-{place.code}-{month:%Y-%m}", TITLE, words, tables, notes_of(report), on=_closed_on(report))


def _parts(place: Area, report: AreaReport) -> list[tuple[Area, str, Lampid, str]]:
    """What the area is divided into: each part, its name, the sum of its offices, and whether all closed the month."""
    found = []
    for child in children_of(place):
        offices = [office for office in report.offices if child.lo <= office.kelurahan_id <= child.hi]
        closed = sum(1 for office in offices if office.closing)
        state = _("ditutup") if closed == len(offices) else _("terbuka")
        if 0 < closed < len(offices):
            state = _("%(closed)s dari %(all)s ditutup") % {"closed": closed, "all": len(offices)}
        found.append((child, child.local_name, together(office.lampid for office in offices), state))
    return found


def _closed_on(report: AreaReport) -> date | None:
    """The day the last office closed the month; None while one is open."""
    moments = [office.closing.closed_at for office in report.offices if office.closing]
    return timezone.localdate(max(moments)) if moments and report.is_closed else None
