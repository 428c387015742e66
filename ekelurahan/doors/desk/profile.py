"""The office's settings: what stands on its letters, when it works, and how it handles each letter."""

import re
from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.catalogue.workflow import CHAINS, Role
from ekelurahan.doors.answers import typed
from ekelurahan.doors.desk.office import UNPROCESSABLE, office_of
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.letters.number import NumberPatternError, check_pattern, letter_number
from ekelurahan.lib.dates_id import WEEKDAYS
from ekelurahan.offices import actions
from ekelurahan.offices.actions import ProductChoice
from ekelurahan.offices.models import Office
from ekelurahan.offices.profile import TEXTS, clean_profile
from ekelurahan.offices.queries import Handling, get_office, handlings

CLASSIFICATION = re.compile(r"\d{3}(\.\d{1,3}){0,5}")
HEADS = (Role.SECRETARY, Role.LURAH)


@only(*HEADS)
@require_safe
def settings_page(request: ActorRequest) -> HttpResponse:
    """Everything on one page."""
    return _page(request, saved=request.GET.get("tersimpan", ""))


@only(*HEADS)
@require_POST
def save_profile(request: ActorRequest) -> HttpResponse:
    """Letterhead, paper, hours. Letters already approved keep what they were approved with."""
    values, problems = clean_profile(typed(request.POST))
    if problems:
        return _page(request, values=typed(request.POST), errors=problems)
    actions.set_profile(get_office(office_of(request.actor)), values, by=request.actor)
    return _saved("profil")


@only(*HEADS)
@require_POST
def save_product(request: ActorRequest, service: str, product: str) -> HttpResponse:
    """How one letter is handled from now on; requests under way keep their chain."""
    if (service, product) not in handlings(office_of(request.actor)):
        raise Http404
    values = typed(request.POST)
    problems = _product_problems(values)
    if problems:
        named = {f"{name}-{service}-{product}": message for name, message in problems.items()}
        return _page(request, choice=((service, product), values), errors=named)
    choice = ProductChoice(
        service, product, values["chain"], offered="offered" in values, cover_letter="cover_letter" in values,
        classification_code=values.get("classification_code", "").strip(),
        number_pattern=values.get("number_pattern", "").strip(),
    )  # fmt: skip
    actions.set_product(choice, kelurahan_id=office_of(request.actor), by=request.actor)
    return _saved(f"{service}-{product}")


def _product_problems(values: Mapping[str, str]) -> dict[str, str]:
    problems = {}
    if values.get("chain") not in CHAINS:
        problems["chain"] = _("Pilih alur dari daftar.")
    code, pattern = values.get("classification_code", "").strip(), values.get("number_pattern", "").strip()
    if code and not CLASSIFICATION.fullmatch(code):
        problems["classification_code"] = _("Kode klasifikasi terdiri atas angka dan titik, misalnya 400.12.2.1.")
    try:
        if pattern:
            check_pattern(pattern)
    except NumberPatternError as error:
        problems["number_pattern"] = str(error)
    if len(pattern) > 120:  # noqa: PLR2004  # the column's width
        problems["number_pattern"] = _("Pola nomor paling panjang 120 huruf.")
    return problems


def _page(
    request: ActorRequest, *, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None,
    choice: tuple[tuple[str, str], Mapping[str, str]] | None = None, saved: str = "",
) -> HttpResponse:  # fmt: skip
    office = get_office(office_of(request.actor))
    today = timezone.localdate()
    products = [
        (key, handling, choice[1] if choice and choice[0] == key else None, example(handling, office, today))
        for key, handling in handlings(office.kelurahan_id).items()
    ]
    words = {
        "office": office,
        "values": values or _stored(office),
        "weekdays": WEEKDAYS,
        "products": products,
        "chains": [(chain.name, _(chain.label)) for chain in CHAINS.values()],
        "errors": errors or {},
        "saved": saved,
    }
    return render(request, "desk/settings.html", words, status=UNPROCESSABLE if errors else 200)


def example(handling: Handling, office: Office, on: date) -> str:
    """What the number of a letter would look like."""
    return letter_number(
        handling.number_pattern, serial=12, on=on, classification=handling.classification_code,
        unit=office.unit_code, code=handling.product.code,
    )  # fmt: skip


def _stored(office: Office) -> dict[str, str]:
    values = {name: str(getattr(office, name)) for name in (*TEXTS, "paper")}
    for day in range(len(WEEKDAYS)):
        opens, closes = office.hours.get(str(day), ("", ""))
        values |= {f"opens-{day}": opens.replace(":", "."), f"closes-{day}": closes.replace(":", ".")}
    return values


def _saved(what: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('desk-settings')}?tersimpan={what}")
