"""Whose reports: the reader's own area and what lies in it. The first page of this door."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, area_of, children_of, parents_of
from ekelurahan.areas.scope import area_of_code
from ekelurahan.doors.formats import language
from ekelurahan.doors.guard import EVERY_ROLE, ActorRequest, only
from ekelurahan.lib.now import now
from ekelurahan.residents.counting.months import following, month_of, month_words, parse_month, previous
from ekelurahan.residents.registers.books import BOOKS

KINDS = {1: "Provinsi", 2: "", 3: "Kecamatan", 4: "Kelurahan"}
FIRST_MONTH = date(2000, 1, 1)  # no office has kept anything of ours before


@dataclass(frozen=True)
class Months:
    """The month that is asked for, and its neighbours for links; none lies in the future."""

    month: date

    @property
    def before(self) -> str:
        """As links write it; empty before the first."""
        return f"{previous(self.month):%Y-%m}" if self.month > FIRST_MONTH else ""

    @property
    def after(self) -> str:
        """As links write it; empty for a month to come."""
        return "" if self.is_current else f"{following(self.month):%Y-%m}"

    @property
    def text(self) -> str:
        """2026-11."""
        return f"{self.month:%Y-%m}"

    @property
    def words(self) -> str:
        """November 2026, in the language of the page."""
        return month_words(self.month) if language() == "id" else format_date(self.month, "MMMM y", locale=language())

    @property
    def is_current(self) -> bool:
        """Whether the month is going on."""
        return self.month == this_month()


@only(*EVERY_ROLE)
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """The reader's whole area."""
    return _home(request, area_of(request.actor.area_code))


@only(*EVERY_ROLE)
@require_safe
def home(request: ActorRequest, code: str) -> HttpResponse:
    """A kecamatan or kelurahan within it."""
    return _home(request, area_within(request.actor, code))


def area_within(actor: Actor, code: str) -> Area:
    """The area of that code, if it lies in the actor's own. Raises Http404: absent and forbidden look the same."""
    try:
        wanted = area_of_code(code)
        if wanted.lo < actor.lo or wanted.hi > actor.hi:
            raise Http404
        return area_of(code)
    except (ValueError, Area.DoesNotExist):
        raise Http404 from None


def months_asked(request: HttpRequest) -> Months:
    """The month of the address; what cannot be read, and months to come, mean the current one."""
    month = parse_month(request.GET.get("bulan", ""))
    return Months(month if month and FIRST_MONTH <= month <= this_month() else this_month())


def this_month() -> date:
    """The month that is going on."""
    return month_of(timezone.localdate(now()))


def parents_for(actor: Actor, place: Area) -> list[Area]:
    """What the place lies in, as far as this reader may look."""
    return [area for area in parents_of(place) if area.lo >= actor.lo and area.hi <= actor.hi]


def name_of(place: Area) -> str:
    """Kecamatan Plaju; Kota Palembang."""
    return f"{KINDS.get(place.level, '')} {place.local_name}".strip()


def may_read_names(actor: Actor) -> bool:
    """Registers with people's names stay in their office."""
    return actor.kelurahan_id is not None


def _home(request: ActorRequest, place: Area) -> HttpResponse:
    is_office = place.level == KELURAHAN
    books = [book for book in BOOKS.values() if not book.names_people or may_read_names(request.actor)]
    words = {
        "place": place, "name": name_of(place), "parents": parents_for(request.actor, place), "name_of": name_of,
        "children": () if is_office else children_of(place), "books": books if is_office else (),
    }  # fmt: skip
    return render(request, "reports/home.html", words)
