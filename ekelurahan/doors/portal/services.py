"""What the office does for residents: the services and their standards."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ekelurahan.catalogue.registry import all_services
from ekelurahan.catalogue.service import Service
from ekelurahan.doors.guard import public


@dataclass(frozen=True)
class Component:
    """One of the 14 components of a service standard (Permenpan RB 15/2014): its heading and its field."""

    name: str
    label: str | Promise


DELIVERY = (
    Component("requirements", _("Persyaratan")),
    Component("procedure", _("Sistem, mekanisme, dan prosedur")),
    Component("time", _("Jangka waktu")),
    Component("fee", _("Biaya")),
    Component("product", _("Produk pelayanan")),
    Component("complaints", _("Penanganan pengaduan")),
)
MANAGEMENT = (
    Component("legal_basis", _("Dasar hukum")),
    Component("facilities", _("Sarana dan prasarana")),
    Component("competence", _("Kompetensi pelaksana")),
    Component("internal_control", _("Pengawasan internal")),
    Component("staff", _("Jumlah pelaksana")),
    Component("service_guarantee", _("Jaminan pelayanan")),
    Component("safety_guarantee", _("Jaminan keamanan dan keselamatan")),
    Component("evaluation", _("Evaluasi kinerja pelaksana")),
)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: what do you need?"""
    return render(request, "portal/home.html", {"services": find_services("")})


@public
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All services, or those that answer a search."""
    wanted = request.GET.get("q", "").strip()[:80]
    return render(request, "portal/services.html", {"q": wanted, "services": find_services(wanted)})


@public
@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what to bring, how long, what it costs, who signs, and its whole standard."""
    found = all_services().get(slug)
    if found is None or not found.public:
        raise Http404
    return render(request, "portal/service.html", {"service": found, "delivery": DELIVERY, "management": MANAGEMENT})


def find_services(text: str) -> list[Service]:
    """The public services whose title, summary, letters or keywords hold every word of the text."""
    words = text.casefold().split()
    return [
        found for found in all_services().values() if found.public and all(word in _words_of(found) for word in words)
    ]


def _words_of(found: Service) -> str:
    titles = [product.title for product in found.products]
    return " ".join([found.title, found.summary, *titles, *found.keywords]).casefold()
