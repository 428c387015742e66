"""One event with all that it changed and its proofs; the undoing of it; and the office's journal."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ekelurahan.doors.documents import file_answer
from ekelurahan.doors.failures import failure
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.doors.registry.office import CONFLICT, READERS, UNDOERS, UNPROCESSABLE, WRITERS, may_undo, office_of
from ekelurahan.doors.registry.papers import papers_of
from ekelurahan.doors.registry.stories import told
from ekelurahan.files.errors import FileRefused
from ekelurahan.files.storage import read_file
from ekelurahan.lib.dates_id import MONTHS
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.lib.sealed_box import BoxBroken
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.actions.sending import once
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.events.queries import Span, Story, event_page, journal
from ekelurahan.residents.proofs.actions import keep_proofs
from ekelurahan.residents.proofs.queries import find_proof, proofs_of

PAGE, YEARS_BACK = 40, 3


@only(*READERS)
@require_safe
def event(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """The page; just recorded, it says so first."""
    return _page(request, _story(request, event_id))


@only(*UNDOERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Undo an event by another one that restores what it changed. Sent twice, it is one."""
    story = _story(request, event_id)
    if story.undone_by or story.event.undoes or not may_undo(story.event, request.actor):
        return failure(request, CONFLICT, advice=_why_not(story), back=reverse("registry-event", args=[event_id]))
    words = {"told": told(story, by=request.actor), "key": new_id(), "typed": Typed(), "errors": {}}
    if request.method != "POST":
        return render(request, "registry/undo.html", words)
    typed, kelurahan_id = Typed(request.POST), office_of(request.actor)
    key = typed.one("key") or new_id()
    answers = Told(reason=typed.text("reason"), key=key)
    try:
        once(key, lambda: undo(event_id, kelurahan_id=kelurahan_id, told=answers, by=request.actor),
             kelurahan_id=kelurahan_id, by=request.actor)  # fmt: skip
    except Refused as refusal:
        words |= {"key": key, "typed": typed, "errors": refusal.problems}
        return render(request, "registry/undo.html", words, status=UNPROCESSABLE)
    return HttpResponseRedirect(reverse("registry-event", args=[key]) + "?baru=1")


@only(*WRITERS)
@require_POST
def prove(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """More proofs of an event that is written already."""
    story = _story(request, event_id)
    papers, wrong = papers_of(request, event_id)
    try:
        keep_proofs(event_id, papers, kelurahan_id=office_of(request.actor), by=request.actor)
    except (Refused, FileRefused) as refusal:
        wrong = str(refusal)
    if wrong or not papers:
        return _page(request, story, {"bukti": wrong or _("Pilih dulu foto atau PDF buktinya.")})
    return HttpResponseRedirect(reverse("registry-event", args=[event_id]))


@only(*READERS)
@require_safe
def proof(request: ActorRequest, proof_id: UUID) -> HttpResponse:
    """One file: pictures in place, everything else to be saved."""
    found = find_proof(proof_id, kelurahan_id=office_of(request.actor))
    if found is None:
        raise Http404
    try:
        content = read_file(found.id)
    except (FileNotFoundError, BoxBroken):
        return failure(request, 404, advice=_("Berkas ini tidak dapat dibaca lagi. Minta pelapor menyerahkannya lagi."))
    is_image = found.content_type.startswith("image/")
    return file_answer(content, content_type=found.content_type, name=found.name, inline=is_image)


@only(*READERS)
@require_safe
def book(request: ActorRequest) -> HttpResponse:
    """What happened in this office, the latest first, by month of reporting and kind."""
    kelurahan_id, today = office_of(request.actor), now().date()
    kind, month = request.GET.get("jenis", ""), request.GET.get("bulan", "")
    span = _span(kind if kind in list(Kind) else "", month)
    stories = journal(kelurahan_id, span, limit=PAGE + 1, before=_before(request))
    words = {
        "stories": [told(story, by=request.actor) for story in stories[:PAGE]],
        "next": stories[PAGE - 1].event.id if len(stories) > PAGE else None,
        "is_first": "sebelum" not in request.GET,
        "kinds": [(one.value, _(one.label)) for one in Kind],
        "kind": kind,
        "months": _months(today),
        "month": month,
    }
    return render(request, "registry/journal.html", words)


def _story(request: ActorRequest, event_id: UUID) -> Story:
    found = event_page(event_id, kelurahan_id=office_of(request.actor))
    if found is None:
        raise Http404
    return found


def _page(request: ActorRequest, story: Story, errors: dict[str, str] | None = None) -> HttpResponse:
    event, actor = story.event, request.actor
    words = {
        "told": told(story, by=actor),
        "proofs": proofs_of([event.id], kelurahan_id=event.kelurahan_id).get(event.id, []),
        "is_new": "baru" in request.GET,
        "can_undo": not story.undone_by and not event.undoes and may_undo(event, actor),
        "can_prove": actor.role in WRITERS,
        "errors": errors or {},
    }
    return render(request, "registry/event.html", words, status=UNPROCESSABLE if errors else 200)


def _why_not(story: Story) -> str:
    if story.undone_by:
        return _("Peristiwa ini sudah dibatalkan.")
    if story.event.undoes:
        return _("Pembatalan tidak dapat dibatalkan. Catat peristiwanya sekali lagi.")
    return _(
        "Petugas loket hanya dapat membatalkan catatannya sendiri pada hari yang sama. "
        "Sesudah itu mintalah sekretaris atau lurah."
    )


def _span(kind: str, month: str) -> Span:
    """A month is written 2026-11; what is none is as if nothing were chosen."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return Span(kind=kind)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Span(since=first, until=date.fromordinal(after.toordinal() - 1), kind=kind)


def _before(request: HttpRequest) -> UUID | None:
    text = request.GET.get("sebelum", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _months(today: date) -> list[tuple[str, str]]:
    """The months of the last three years, the latest first."""
    numbers = range(today.year * 12 + today.month - 1, (today.year - YEARS_BACK) * 12 - 1, -1)
    return [(f"{number // 12}-{number % 12 + 1:02d}", f"{_(MONTHS[number % 12])} {number // 12}") for number in numbers]
