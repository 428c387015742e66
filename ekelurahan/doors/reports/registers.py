"""The five registers: a page at a time with masked numbers, whole as PDF or XLSX, with whole numbers for a reason."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.guard import EVERY_ROLE, ActorRequest, only
from ekelurahan.doors.reports.papers import Report, answer
from ekelurahan.doors.reports.places import area_within, may_read_names, months_asked, name_of, parents_for
from ekelurahan.doors.reports.statistics import neighbourhood_asked, neighbourhood_words
from ekelurahan.lib.table import Table, head_of
from ekelurahan.residents.counting.months import month_words, parse_month
from ekelurahan.residents.counting.statistics import neighbourhoods_of
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.registers.actions import export_register, reveal_register
from ekelurahan.residents.registers.asked import Asked, Book, Counted, Row, rows_of
from ekelurahan.residents.registers.books import BOOKS

OFFICE = (Role.OPERATOR, Role.SECTION_HEAD, Role.SECRETARY, Role.LURAH)
UNPROCESSABLE = 422
MOST_LINES = 1_000_000_000


@only(*EVERY_ROLE)
@require_safe
def page(request: ActorRequest, code: str, slug: str) -> HttpResponse:
    """A page of a register."""
    return _page(request, *_book(request, code, slug))


@only(*EVERY_ROLE)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: ActorRequest, code: str, slug: str, kind: str) -> HttpResponse:
    """The whole register with masked numbers, as PDF or XLSX. Of one that names people it is written down, hence a POST."""
    place, book = _book(request, code, slug)
    if book.names_people and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = _asked(request, place, book)
    rows = Counted(rows_of(book, asked))
    response = answer(kind, place, lambda: _report(place, book, asked, rows))
    if book.names_people:
        export_register(book, asked, rows=rows.count, kind=kind, by=request.actor)
    return response


@only(*OFFICE)
@require_POST
def in_full(request: ActorRequest, code: str, slug: str) -> HttpResponse:
    """The whole register with whole numbers, for a reason that is written down."""
    place, book = _book(request, code, slug)
    rw, rt = neighbourhood_asked(request)
    month = parse_month(request.POST.get("bulan", "")) or months_asked(request).month
    asked = Asked(place.lo, month, rw, rt, in_full=True)
    try:
        reveal_register(book, asked, reason=request.POST.get("alasan", ""), by=request.actor)
    except Refused as refusal:
        return _page(request, place, book, refusal.problems, status=UNPROCESSABLE)
    return answer(request.POST.get("jenis", "pdf"), place, lambda: _report(place, book, asked, rows_of(book, asked)))


def _book(request: ActorRequest, code: str, slug: str) -> tuple[Area, Book]:
    """Whose register, and which. Raises Http404: also for somebody of a wider area, where it names people."""
    place, book = area_within(request.actor, code), BOOKS.get(slug)
    if book is None or place.level != KELURAHAN or (book.names_people and not may_read_names(request.actor)):
        raise Http404
    return place, book


def _asked(request: HttpRequest, place: Area, book: Book) -> Asked:
    rw, rt = neighbourhood_asked(request) if book.is_by_neighbourhood else ("", "")
    return Asked(place.lo, months_asked(request).month, rw, rt)


def _page(
    request: ActorRequest, place: Area, book: Book, problems: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    asked, months = _asked(request, place, book), months_asked(request)
    first = _number(request.GET.get("nomor", ""))
    found = book.read(asked, request.GET.get("sesudah", ""), book.page_size)
    rows = [(number, *row) for number, row in enumerate(found.rows, first)]
    narrowed: dict[str, str] = {"lingkungan": request.GET.get("lingkungan", "")} if book.is_by_neighbourhood else {}
    query = narrowed | ({"bulan": months.text} if book.is_monthly else {})
    following = {"sesudah": found.after, "nomor": str(first + len(rows))}
    words = {
        "place": place, "name": name_of(place), "parents": parents_for(request.actor, place), "book": book,
        "months": months, "rows": rows, "head": head_of(book.columns), "asked": narrowed.get("lingkungan", ""),
        "neighbourhoods": neighbourhoods_of(place.lo) if book.is_by_neighbourhood else (), "query": urlencode(query),
        "next_query": urlencode(query | following) if found.after else "", "is_first": first == 1,
        "problems": problems or {}, "reason": request.POST.get("alasan", ""),
    }  # fmt: skip
    return render(request, "reports/register.html", words, status=status)


def _number(text: str) -> int:
    """The running number of the first row, as the link to this page says."""
    return min(int(text), MOST_LINES) if text.isascii() and text.isdecimal() and len(text) < len(str(MOST_LINES)) else 1


def _report(place: Area, book: Book, asked: Asked, rows: Iterable[Row]) -> Report:
    table = Table(book.title, book.columns, rows, notes=book.notes)
    if book.has_totals:
        *lines, total = rows
        table = replace(table, rows=lines, totals=("", *total[1:]))
    where, month = neighbourhood_words(asked.rw, asked.rt), f"Bulan {month_words(asked.month)}"
    parts = [place.code, *([f"{asked.month:%Y-%m}"] if book.is_monthly else []), asked.rw, asked.rt]
    return Report(
        "-".join(["buku", book.slug, *(part for part in parts if part)]), book.title,
        [*([where] if where else []), *([month] if book.is_monthly else [])], [table],
        notes=() if asked.in_full or not book.names_people else ["NIK dan nomor KK disamarkan."],
    )  # fmt: skip
