"""People on their way between two offices of the city: those who come here, and those who went from here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ekelurahan.areas.queries import names_of_kelurahan
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.doors.registry.columns import words_of
from ekelurahan.doors.registry.forms.asking import asked_together, doubts_of_address, doubts_of_day
from ekelurahan.doors.registry.forms.fields import Field, Look, Section, column, of_person
from ekelurahan.doors.registry.forms.moving import address_fields
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.doors.registry.movers import Mover, departure_of, handed_over, movers_of
from ekelurahan.doors.registry.office import READERS, UNPROCESSABLE, WRITERS, office_of
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.lib.dates_id import short_date
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.residents.errors import Doubtful, Refused
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.actions.sending import once
from ekelurahan.residents.events.entries import Taking
from ekelurahan.residents.models import Transfer
from ekelurahan.residents.transfers.actions import accept, refuse, withdraw
from ekelurahan.residents.transfers.queries import find_transfer, settled, waiting_in, waiting_out

STATES = {
    "waiting": ("Menunggu", "warning", "clock"),
    "accepted": ("Diterima", "positive", "check"),
    "refused": ("Ditolak", "negative", "cross"),
    "withdrawn": ("Ditarik kembali", "", "minus"),
}


@dataclass(frozen=True)
class Move:
    """One move as a list shows it."""

    row: Transfer
    people: list[Mover]
    other: str  # the other office
    state: tuple[str, str, str]


@only(*READERS)
@require_safe
def moves(request: ActorRequest) -> HttpResponse:
    """Who waits to be accepted here, who waits elsewhere, and what was decided."""
    kelurahan_id = office_of(request.actor)
    incoming, outgoing, done = waiting_in(kelurahan_id), waiting_out(kelurahan_id), settled(kelurahan_id, 20)
    names = names_of_kelurahan([row.other_kelurahan_id for row in (*incoming, *outgoing, *done)])
    words = {
        "incoming": [_move(row, names) for row in incoming],
        "outgoing": [_move(row, names) for row in outgoing],
        "done": [_move(row, names) for row in done],
    }
    return render(request, "registry/transfers.html", words)


@only(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: ActorRequest, transfer_id: UUID) -> HttpResponse:
    """One move; the operator accepts it here: on which card, and who is what to its head."""
    row = _row(request, transfer_id)
    if request.method != "POST" or request.actor.role not in WRITERS or row.state != "waiting":
        return _page(request, row, Typed(), {})
    typed, kelurahan_id = Typed(request.POST), office_of(request.actor)
    key = typed.one("key") or new_id()

    def act() -> object:
        taking, answers = _taking(row, typed), _answers(typed, key)
        typed.require_read()
        doubts = doubts_of_day(answers.happened_on) | doubts_of_address(typed, kelurahan_id)
        with asked_together(doubts, answers):
            return accept(row.id, taking, kelurahan_id=kelurahan_id, told=answers, by=request.actor)

    try:
        once(key, act, kelurahan_id=kelurahan_id, by=request.actor)
    except Refused as refusal:
        return _page(request, row, typed, refusal.problems, is_doubtful=isinstance(refusal, Doubtful))
    return HttpResponseRedirect(reverse("registry-event", args=[key]) + "?baru=1")


@only(*WRITERS)
@require_POST
def send_back(request: ActorRequest, transfer_id: UUID) -> HttpResponse:
    """They do not come here: at the old office the departure is undone."""
    row, typed = _row(request, transfer_id), Typed(request.POST)
    try:
        refuse(row.id, kelurahan_id=office_of(request.actor), reason=typed.text("reason"), by=request.actor)
    except Refused as refusal:
        return _page(request, row, typed, refusal.problems)
    return _to_moves()


@only(*WRITERS)
@require_POST
def take_back(request: ActorRequest, transfer_id: UUID) -> HttpResponse:
    """They stay after all: the departure is undone before anybody accepted it."""
    row, typed = _row(request, transfer_id), Typed(request.POST)
    try:
        withdraw(row.id, kelurahan_id=office_of(request.actor), reason=typed.text("reason"), by=request.actor)
    except Refused as refusal:
        return _page(request, row, typed, refusal.problems)
    return _to_moves()


def _row(request: ActorRequest, transfer_id: UUID) -> Transfer:
    found = find_transfer(transfer_id, kelurahan_id=office_of(request.actor))
    if found is None:
        raise Http404
    return found


def _page(
    request: ActorRequest, row: Transfer, typed: Typed, errors: Mapping[str, str], *, is_doubtful: bool = False
) -> HttpResponse:
    shown, departure = _move(row, names_of_kelurahan([row.other_kelurahan_id]), movers_of(row)), departure_of(row)
    mine = request.actor.role in WRITERS and row.state == "waiting"
    can_accept = mine and row.side == "in"
    words = {
        "move": shown,
        "can_accept": can_accept,
        "can_withdraw": mine and row.side == "out",
        "facts": departure.facts,
        "sections": _sections(shown, departure.place) if can_accept else [],
        "typed": typed or None,
        "errors": _placed(errors, shown),
        "today": short_date(timezone.localdate(now())),
        "key": new_id(),
        "is_doubtful": is_doubtful,
        "areas": {},
        "words_of": words_of,
    }
    return render(request, "registry/transfer.html", words, status=UNPROCESSABLE if errors else 200)


def _placed(errors: Mapping[str, str], shown: Move) -> dict[str, str]:
    """A message about relations stands beside the first of them; one about nothing that is asked, above the form."""
    names = {"no_kk", "address", "rt", "rw", "hamlet", "happened_on", "reported_on", "reason", "sure"}
    names |= {f"relation:{person.id}" for person in shown.people}
    relations = [f"relation:{person.id}" for person in shown.people]
    places = {f"{of_person(place)}family_relation": name for place, name in enumerate(relations)}
    places |= dict.fromkeys(("family_relation", "new_head"), relations[0]) if relations else {}
    placed: dict[str, str] = {}
    for name, message in errors.items():
        place = name if name in names else places.get(name, "")
        placed[place] = f"{placed[place]} {message}" if place in placed else message
    return placed


def _sections(shown: Move, place: Mapping[str, str]) -> list[Section]:
    """The address is where the sender says they go; it is needed unless the card stands here already."""
    relations = [(member.value, _(member.words)) for member in FamilyRelation]
    card = [column("no_kk", required=True), *(
        replace(one, initial=place.get(one.name, "")) for one in address_fields(None, required=True)
    )]  # fmt: skip
    people = [
        Field(f"relation:{one.id}", one.name, Look.SELECT, relations, required=True, initial=one.relation)
        for one in shown.people
    ]
    text = _("Nomor KK baru dengan alamatnya; atau KK yang sudah tercatat di sini, maka alamatnya boleh dilewati.")
    return [Section(_("Kartu keluarga di sini"), card, text), Section(_("Hubungan dengan kepala keluarga"), people)]


def _taking(row: Transfer, typed: Typed) -> Taking:
    relations = {}
    for one in handed_over(row):
        name = f"relation:{one.id}"
        relation = typed.choice(name, FamilyRelation)
        if relation is None:
            typed.problems.setdefault(name, _("Pilih hubungan dengan kepala keluarga."))
        else:
            relations[one.id] = relation
    return Taking(typed.card(), relations)


def _answers(typed: Typed, key: UUID) -> Told:
    return Told(
        happened_on=typed.day("happened_on"), reported_on=typed.day("reported_on"), reason=typed.text("reason"), key=key,
        sure=typed.text("sure") == "1",
    )  # fmt: skip


def _move(row: Transfer, names: Mapping[int, str], people: list[Mover] | None = None) -> Move:
    other = names.get(row.other_kelurahan_id, str(row.other_kelurahan_id))
    label, tone, icon = STATES[row.state]
    return Move(row, people or handed_over(row), other, (_(label), tone, icon))


def _to_moves() -> HttpResponse:
    return HttpResponseRedirect(reverse("registry-transfers"))
