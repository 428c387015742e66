"""The one page on which something is recorded: shows a form of `forms`, and does what it says."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.areas import areas_in
from ekelurahan.doors.registry.forms.event_form import EventForm, Subject
from ekelurahan.doors.registry.forms.fields import Section
from ekelurahan.doors.registry.forms.kinds import OF_FAMILY, OF_NOBODY, OF_PERSON, find_form
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.doors.registry.office import CONFLICT, UNPROCESSABLE, WRITERS, office_of
from ekelurahan.doors.registry.papers import KEPT, papers_of, tickets
from ekelurahan.files.errors import FileRefused
from ekelurahan.lib.dates_id import short_date
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.residents.access import card_for, resident_for
from ekelurahan.residents.doubles.actions import LikelyTwin, tell_of_twin
from ekelurahan.residents.doubles.queries import Twin
from ekelurahan.residents.errors import ChangedMeanwhile, Doubtful, Refused, SentBefore
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.actions.sending import Sheet as Sent
from ekelurahan.residents.events.actions.sending import once
from ekelurahan.residents.households import people_on
from ekelurahan.residents.proofs.actions import Paper

ASKS_ONLY = ("tambah", "cari")  # buttons that ask for more of the form and record nothing
_NO_ANSWERS = {"csrfmiddlewaretoken", "key", "versi", KEPT}


@dataclass
class Sheet:
    """A form as it stands on the screen."""

    form: EventForm
    subject: Subject
    key: UUID
    typed: Typed
    papers: Sequence[Paper] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    is_doubtful: bool = False
    twins: Sequence[Twin] = ()
    is_late: bool = False  # somebody else was first, or the same form was

    def versions(self) -> Mapping[UUID, int]:
        """The rows as the operator saw them first; as they are now where he is told that they changed."""
        return (not self.is_late and self.typed.versions()) or self.subject.versions()

    def digest(self) -> str:
        """Of what was answered, about whom, on which form: tells a form sent twice from another entry."""
        about = self.subject.person or self.subject.card
        answers = {name: self.typed.texts(name) for name in self.typed.data if name not in _NO_ANSWERS}
        text = json.dumps([self.form.slug, str(about.id) if about else "", answers], sort_keys=True)
        return salted_hmac("registry.answers", text, algorithm="sha256").hexdigest()


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: ActorRequest, resident_id: UUID, what: str) -> HttpResponse:
    """Something that happened to one person."""
    person = resident_for(request.actor, resident_id)
    people = people_on(person.family_card_id, kelurahan_id=person.kelurahan_id)
    form = _form(OF_PERSON, what)
    return _answer(request, form, Subject(person.kelurahan_id, person, person.family_card, people))


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_family(request: ActorRequest, card_id: UUID, what: str) -> HttpResponse:
    """Something that happened to a family or some of its members."""
    card = card_for(request.actor, card_id)
    people = people_on(card.id, kelurahan_id=card.kelurahan_id)
    return _answer(request, _form(OF_FAMILY, what), Subject(card.kelurahan_id, None, card, people))


@only(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_nobody(request: ActorRequest, what: str) -> HttpResponse:
    """Somebody who is not written down yet, or people of several families."""
    return _answer(request, _form(OF_NOBODY, what), Subject(office_of(request.actor)))


def _form(forms: Sequence[EventForm], slug: str) -> EventForm:
    found = find_form(forms, slug)
    if found is None:
        raise Http404
    return found


def _answer(request: ActorRequest, form: EventForm, subject: Subject) -> HttpResponse:
    if request.method != "POST":
        return _page(request, Sheet(form, subject, new_id(), Typed(request.GET)))
    typed = Typed(request.POST)
    key = typed.one("key")
    if key is None:
        raise Http404
    papers, wrong = papers_of(request, key)
    sheet = Sheet(form, subject, key, typed, papers)
    if any(name in request.POST for name in ASKS_ONLY):
        return _page(request, sheet)
    if wrong:
        sheet.errors = {"bukti": wrong}
        return _page(request, sheet)
    return _recorded(request, sheet)


def _recorded(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    """Do it, and show what was done; or show the form with what stands against it."""
    office, by, form = sheet.subject.kelurahan_id, request.actor, sheet.form

    def act() -> object:
        told = _told(sheet)
        return form.act(sheet.subject, sheet.typed, told, by)

    try:
        event_id = once(sheet.key, act, kelurahan_id=office, by=by, sheet=Sent(sheet.digest(), sheet.papers))
    except LikelyTwin as doubt:
        sheet.errors, sheet.is_doubtful = tell_of_twin(doubt, kelurahan_id=office, by=by), True
        sheet.twins = [twin for twin in doubt.twins if twin.kelurahan_id == office]
    except Doubtful as doubt:
        sheet.errors, sheet.is_doubtful = doubt.problems, True
    except (ChangedMeanwhile, SentBefore) as refusal:
        _come_late(sheet, refusal)
    except Refused as refusal:
        sheet.errors = refusal.problems
    except FileRefused as refusal:
        sheet.errors = {"bukti": str(refusal)}
    else:
        return HttpResponseRedirect(reverse("registry-event", args=[event_id]) + "?baru=1")
    return _page(request, sheet)


def _come_late(sheet: Sheet, refusal: ChangedMeanwhile | SentBefore) -> None:
    """The form as it goes back: over the rows as they are now, and under a key of its own where the other was used."""
    sheet.typed, sheet.is_late = sheet.form.renewed(sheet.subject, sheet.typed), True
    sheet.errors = {**refusal.problems, **sheet.typed.problems}
    if isinstance(refusal, SentBefore):
        sheet.key = new_id()


def _told(sheet: Sheet) -> Told:
    """Dates, reason and details as typed. A date that cannot be read is a problem like every other."""
    typed = sheet.typed
    if sheet.form.happened:
        typed.require({"happened_on": _("Isi tanggalnya.")})
    if sheet.form.needs_reason:
        typed.require({"reason": _("Tulis alasannya. Alasan ini tersimpan di riwayat.")})
    return Told(
        happened_on=typed.day("happened_on") if sheet.form.happened else None, reported_on=typed.day("reported_on"),
        reason=typed.text("reason"), details=typed.details(sheet.form.details), seen=typed.versions(), key=sheet.key,
        sure=typed.text("sure") == "1", answers=sheet.digest(),
    )  # fmt: skip


def _page(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    form, subject, typed = sheet.form, sheet.subject, sheet.typed
    sections = form.sections(subject, typed)
    today = short_date(timezone.localdate(now()))
    words = {
        "form": form,
        "subject": subject,
        "sections": sections,
        "typed": typed if request.method == "POST" else None,
        "errors": _placed(sheet.errors, sections),
        "areas": areas_in(sections, typed),
        "today": today,
        "happened_on": today if form.starts_today else "",
        "versions": [f"{row}:{version}" for row, version in sheet.versions().items()],
        "key": sheet.key,
        "tickets": tickets(sheet.papers, sheet.key),
        "is_doubtful": sheet.is_doubtful or typed.text("sure") == "1",
        "twins": sheet.twins,
        "count": sum(1 for section in sections for one in section.fields if one.name.endswith("-nik")),
    }
    status = CONFLICT if sheet.is_late else UNPROCESSABLE if sheet.errors else 200
    return render(request, "registry/form.html", words, status=status)


def _placed(errors: Mapping[str, str], sections: Sequence[Section]) -> dict[str, str]:
    """Each message beside its field; one about a field that this form does not have is about the whole form."""
    names = {one.name for section in sections for one in section.fields}
    names |= {"happened_on", "reported_on", "reason", "bukti", "sure"}
    first = {one.column: one.name for section in reversed(sections) for one in reversed(section.fields)}
    placed: dict[str, str] = {}
    for name, message in errors.items():
        place = name if name in names else first.get(name, "")
        placed[place] = f"{placed[place]} {message}" if place in placed else message
    return placed
