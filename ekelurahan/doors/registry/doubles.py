"""People who may stand in the registry twice: the list, two rows side by side, and what is decided about them."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from ekelurahan.applications.queries import requests_of
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.comparison import LEFT, RIGHT, compared
from ekelurahan.doors.registry.office import KEEPERS, READERS, SEES_HEALTH, UNPROCESSABLE, office_of
from ekelurahan.residents.doubles.queries import merged_into
from ekelurahan.residents.doubles.reasons import reasons_of, words_of_score
from ekelurahan.residents.doubles.reviewing import Reviewed, count_open, pair_for, pairs_in
from ekelurahan.residents.errors import Doubtful, Refused
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.merging.actions import Merging, keep_apart, merge, wait_for_other_office
from ekelurahan.residents.models import Resident

LISTS = {
    "terbuka": (("open",), lazy("Perlu diperiksa")),
    "menunggu": (("asked",), lazy("Menunggu kelurahan lain")),
    "selesai": (("merged", "different"), lazy("Sudah diputuskan")),
}


@only(*READERS)
@require_safe
def pairs(request: ActorRequest) -> HttpResponse:
    """The list: what waits, or what was decided."""
    kelurahan_id = office_of(request.actor)
    chosen = request.GET.get("daftar", "terbuka")
    chosen = chosen if chosen in LISTS else "terbuka"
    text = request.GET.get("page", "1")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004  # digits
    rows, more = pairs_in(kelurahan_id, LISTS[chosen][0], page)
    words = {
        "rows": rows,
        "lists": [(key, label) for key, (_states, label) in LISTS.items()],
        "chosen": chosen,
        "page": max(page, 1),
        "more": more,
        "count": count_open(kelurahan_id),
        "reasons_of": reasons_of,
        "words_of_score": words_of_score,
        "done": request.GET.get("selesai") == "1",
    }
    return render(request, "registry/doubles.html", words)


@only(*READERS)
@require_safe
def pair(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """Two rows side by side."""
    return _page(request, pair_for(request.actor, pair_id))


@only(*KEEPERS)
@require_POST
def one_person(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """Merge the two."""
    found, typed = pair_for(request.actor, pair_id), request.POST
    stays = {LEFT: found.pair.left, RIGHT: found.pair.right}.get(typed.get("stays", ""))
    taken = [name for name, side in _sides(typed).items() if side != typed.get("stays")]
    told = Told(reason=typed.get("reason", ""), seen=_seen(typed.getlist("versi")), sure=typed.get("sure") == "1")

    def act() -> str:
        if stays is None:
            raise Refused({"stays": _("Pilih data mana yang tetap.")})
        merge(Merging(pair_id, stays, taken), kelurahan_id=found.pair.kelurahan_id, told=told, by=request.actor)
        return reverse("registry-resident", args=[stays]) + "?gabung=1"

    return _done(request, found, act)


@only(*KEEPERS)
@require_POST
def two_people(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """Keep them apart for good."""
    found, reason = pair_for(request.actor, pair_id), request.POST.get("reason_apart", "")

    def act() -> str:
        keep_apart(pair_id, kelurahan_id=found.pair.kelurahan_id, reason=reason, by=request.actor)
        return reverse("registry-doubles") + "?selesai=1"

    return _done(request, found, act, reason_field="reason_apart")


@only(*KEEPERS)
@require_POST
def asked(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """The other office was asked to write down the departure."""
    found, reason = pair_for(request.actor, pair_id), request.POST.get("reason_asked", "")

    def act() -> str:
        wait_for_other_office(pair_id, kelurahan_id=found.pair.kelurahan_id, reason=reason, by=request.actor)
        return reverse("registry-doubles") + "?daftar=menunggu"

    return _done(request, found, act, reason_field="reason_asked")


def _done(
    request: ActorRequest, found: Reviewed, act: Callable[[], str], *, reason_field: str = "reason"
) -> HttpResponse:
    """Do it and go on; or show the page with what stands against it, and nothing typed lost."""
    try:
        return HttpResponseRedirect(act())
    except Refused as refusal:
        errors = {reason_field if name == "reason" else name: words for name, words in refusal.problems.items()}
        return _page(request, pair_for(request.actor, found.pair.id), errors, doubtful=isinstance(refusal, Doubtful))


def _page(
    request: ActorRequest, found: Reviewed, errors: Mapping[str, str] | None = None, *, doubtful: bool = False
) -> HttpResponse:
    typed, role = request.POST, request.actor.role
    groups = compared(found.left, found.right, _sides(typed), health=role in SEES_HEALTH) if found.right else []
    words = {
        "found": found,
        "pair": found.pair,
        "groups": groups,
        "reasons": reasons_of(found.pair.reasons),
        "likely": words_of_score(found.pair.score),
        "letters": [(row, _letters(row)) for row in (found.left, found.right) if row],
        "may_decide": role in KEEPERS and found.is_undecided,
        "typed": {name: typed.get(name, "") for name in ("stays", "reason", "reason_apart", "reason_asked", "sure")},
        "doubtful": doubtful or typed.get("sure") == "1",
        "errors": dict(errors or {}),
    }
    return render(request, "registry/doubles_pair.html", words, status=UNPROCESSABLE if errors else 200)


def _letters(row: Resident) -> list[object]:
    return list(requests_of(row.id, row.kelurahan_id, also=merged_into(row.id, kelurahan_id=row.kelurahan_id)))


def _sides(typed: Mapping[str, str]) -> dict[str, str]:
    """Which row's value was chosen, by column."""
    return {name.removeprefix("nilai:"): typed[name] for name in typed if name.startswith("nilai:")}


def _seen(versions: list[str]) -> dict[UUID, int]:
    """The versions of the rows as they were shown. Raises BadRequest for what no page of ours sends."""
    try:
        return {UUID(row): int(version) for row, _colon, version in (text.partition(":") for text in versions)}
    except ValueError:
        raise BadRequest from None
