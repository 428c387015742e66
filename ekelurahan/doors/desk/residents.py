"""One resident at the counter: who this is, the family, the letters so far, and the letters to choose from."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.applications.queries import is_late, requests_of
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.desk.office import COUNTER, UNPROCESSABLE, office_of
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.lib.nik import Problem, check_nik
from ekelurahan.lib.now import now
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.offices.queries import handlings
from ekelurahan.residents import actions
from ekelurahan.residents.access import resident_for
from ekelurahan.residents.facts import facts_of
from ekelurahan.residents.models import Resident
from ekelurahan.residents.queries import family_of


@only(*COUNTER)
@require_safe
def resident(request: ActorRequest, resident_id: UUID) -> HttpResponse:
    """The page."""
    return _page(request, resident_for(request.actor, resident_id))


@only(*COUNTER)
@require_POST
def reveal(request: ActorRequest, resident_id: UUID) -> HttpResponse:
    """The same page with the whole numbers, once, after the reason was written down."""
    found = resident_for(request.actor, resident_id)
    try:
        actions.reveal_numbers(found, reason=request.POST.get("reason", ""), by=request.actor)
    except actions.Refused as refusal:
        return _page(request, found, errors=refusal.problems)
    return _page(request, found, revealed=True)


def warnings_of(found: Resident) -> list[str]:
    """What an officer should look at before writing a letter; none of it blocks."""
    warnings = []
    if not found.is_present:
        status = LifeStatus(found.life_status).words
        warnings.append(_("Tercatat sebagai: %(status)s. Periksa sebelum membuat surat.") % {"status": _(status)})
    if found.nik is None:
        return [*warnings, _("Warga ini belum mempunyai NIK. Surat dicetak tanpa NIK.")]
    sex = Sex(found.sex) if found.sex else None
    check = check_nik(found.nik, birth_date=found.birth_date, sex=sex, today=now().date())
    expected = {Problem.UNKNOWN_REGION} if settings.DEMO and check.is_demo else set()
    return [*warnings, *(_(problem.value) for problem in (*check.errors, *check.warnings) if problem not in expected)]


def _page(
    request: ActorRequest, found: Resident, *, revealed: bool = False, errors: dict[str, str] | None = None
) -> HttpResponse:
    kelurahan_id = office_of(request.actor)
    letters = [
        (service, product, handling.product.title)
        for (service, product), handling in handlings(kelurahan_id).items()
        if handling.offered
    ]
    words = {
        "resident": found,
        "facts": facts_of(found),
        "family": [row for row in family_of(found.family_card_id) if row.id != found.id],
        "relation": _relation,
        "requests": requests_of(found.id, kelurahan_id),
        "is_late": is_late,
        "warnings": warnings_of(found),
        "letters": letters if request.actor.role is Role.OPERATOR else [],
        "revealed": revealed,
        "errors": errors or {},
    }
    return render(request, "desk/resident.html", words, status=UNPROCESSABLE if errors else 200)


def _relation(key: str) -> str:
    return _(FamilyRelation(key).words) if key else ""
