"""Who lives there, by age, sex, religion, education, occupation and so on: charts, and tables with the same figures."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, children_of
from ekelurahan.doors.guard import EVERY_ROLE, ActorRequest, only
from ekelurahan.doors.reports.charts import pyramid_of
from ekelurahan.doors.reports.papers import Report, answer
from ekelurahan.doors.reports.places import area_within, name_of, parents_for, this_month
from ekelurahan.letters.tables import Pyramid
from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.table import Cell, Column, Table
from ekelurahan.residents.counting.months import last_day
from ekelurahan.residents.counting.statistics import Place, Statistic, Statistics, neighbourhoods_of, statistics_of

TITLE = "Statistik Penduduk"
HALVES, REST = ((0, 1, 6), (3, 4, 5)), 2  # short tables stand side by side; occupations are many
COLUMNS = (
    Column(("No.",), 9, is_number=True), Column(("Uraian",), 110), Column(("Laki-laki",), 28, is_number=True),
    Column(("Perempuan",), 28, is_number=True), Column(("Jumlah",), 28, is_number=True), Column(("Persen",), 20, is_number=True),
)  # fmt: skip


@only(*EVERY_ROLE)
@require_safe
def page(request: ActorRequest, code: str) -> HttpResponse:
    """Everything on one page."""
    place = area_within(request.actor, code)
    found, where = _found(request, place)
    is_office = place.level == KELURAHAN
    words = {
        "place": place, "name": name_of(place), "parents": parents_for(request.actor, place), "found": found,
        "where": where, "day": last_day(found.month), "pyramid": pyramid_of(found.ages), "share": percent,
        "neighbourhoods": neighbourhoods_of(place.lo) if is_office else (), "asked": request.GET.get("lingkungan", ""),
        "halves": [[found.answers[place] for place in half] for half in HALVES], "rest": found.answers[REST],
        "children": () if is_office else children_of(place), "is_office": is_office,
    }  # fmt: skip
    return render(request, "reports/statistics.html", words)


@only(*EVERY_ROLE)
@require_safe
def file(request: ActorRequest, code: str, kind: str) -> HttpResponse:
    """The same as PDF or XLSX."""
    place = area_within(request.actor, code)
    return answer(kind, place, lambda: _report(request, place))


def neighbourhood_asked(request: HttpRequest) -> tuple[str, str]:
    """RW and RT of the address: "002-004", only the RW "002", or nothing."""
    rw, _, rt = (request.GET.get("lingkungan") or request.POST.get("lingkungan", "")).partition("-")
    return rw[:3], rt[:3]


def neighbourhood_words(rw: str, rt: str) -> str:
    """RT 004 / RW 002."""
    return f"RT {rt} / RW {rw}" if rt else f"RW {rw}" if rw else ""


def percent(part: int, whole: int) -> str:
    """12,3%; an en dash of nothing."""
    return f"{100 * part / whole:.1f}%".replace(".", ",") if whole else "\N{EN DASH}"


def _found(request: HttpRequest, place: Area) -> tuple[Statistics, str]:
    rw, rt = neighbourhood_asked(request)
    if rw and place.level != KELURAHAN:
        raise Http404
    return statistics_of(Place(place.lo, place.hi, rw, rt), _month()), neighbourhood_words(rw, rt)


def _month() -> date:
    """Tallies are of now, so ages are those at the end of this month."""
    return this_month()


def _report(request: HttpRequest, place: Area) -> Report:
    found, where = _found(request, place)
    day = last_day(found.month)
    ages = [(share.label, share.male, share.female) for share in found.ages.shares]
    return Report(
        f"statistik-{place.code}-{day}", TITLE, [*([where] if where else []), f"Umur per {long_date(day)}"],
        [_summary(found), *(_table(statistic) for statistic in (found.ages, *found.answers))],
        pyramid=Pyramid("Piramida penduduk", ages),
    )  # fmt: skip


def _summary(found: Statistics) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (number, share.label, share.male, share.female, share.total, "")
        for number, share in enumerate((found.everybody, found.heads), 1)
    ]
    return Table("Ringkasan", COLUMNS, rows, is_numbered=False)


def _table(statistic: Statistic) -> Table:
    total = statistic.total
    rows: list[tuple[Cell, ...]] = [
        (number, share.label, share.male, share.female, share.total, percent(share.total, total.total))
        for number, share in enumerate(statistic.shares, 1)
    ]
    sums = ("", total.label, total.male, total.female, total.total, percent(total.total, total.total))
    return Table(statistic.title, COLUMNS, rows, totals=sums, is_numbered=False)
