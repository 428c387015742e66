"""Setting right what was written wrongly: a wrong entry, and the undoing of an event. Nothing is erased."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.residents.crossing import actions as crossing
from ekelurahan.residents.doubles.actions.keeping import reopen
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.checking import require_reason
from ekelurahan.residents.events.actions.leaving import take_away
from ekelurahan.residents.events.actions.recording import Told, record
from ekelurahan.residents.events.actions.undoing import take_back
from ekelurahan.residents.events.entries import NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Event, Transfer


@transaction.atomic
def wrong_entry(
    resident_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None, new_head: NewHead | None = None
) -> Event:
    """This person should never have been written down here: the row becomes invalid and lets go of its NIK.

    Needs a reason. Raises Refused.
    """
    require_reason(told)
    event = record(Kind.WRONG_ENTRY, told, kelurahan_id=kelurahan_id, by=by)
    take_away(event, told, [resident_id], new_head, by=by)
    return event


@transaction.atomic
def undo(event_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Take an event back by another one that restores everything it changed. Needs a reason.

    What followed from it (a new head because the old one died) is taken back with it; people on their way to another
    office come back while they wait there; people who were accepted wait again. Rows that began with the event become
    invalid. Raises Refused for an event that was undone already or undoes another, ChangedLater where something later
    changed the same.
    """
    move = _move_of(event_id, kelurahan_id)
    if move is None:
        undoing = take_back(event_id, kelurahan_id=kelurahan_id, told=told, by=by)
        reopen(event_id, kelurahan_id=kelurahan_id)
        return undoing
    if move.side == crossing.OUT and move.state == crossing.ACCEPTED:
        raise Refused(
            {"": _("Perpindahan ini sudah diterima kelurahan tujuan. Minta mereka membatalkan kedatangannya dulu.")}
        )
    state = crossing.WAITING if move.side == crossing.OUT else crossing.ACCEPTED
    own = crossing.locked_move(move.id, kelurahan_id=kelurahan_id, state=state)
    undoing = take_back(event_id, kelurahan_id=kelurahan_id, told=told, by=by)
    becomes = crossing.WITHDRAWN if own.side == crossing.OUT else crossing.WAITING
    crossing.settle_move(own, becomes, by=by, reason=told.reason)
    return undoing


def _move_of(event_id: UUID, kelurahan_id: int) -> Transfer | None:
    """The move between two offices that this departure began, or this arrival ended; none where it is over."""
    event = Event.objects.filter(kelurahan_id=kelurahan_id, id=event_id).first()
    moves = Transfer.objects.filter(kelurahan_id=kelurahan_id)
    if event is None or event.kind not in {Kind.DEPART, Kind.ARRIVE}:
        return None
    if event.kind == Kind.ARRIVE:
        return moves.filter(move=event.told["transfer"]).first() if "transfer" in event.told else None
    return moves.filter(event_id=event.id, side=crossing.OUT).exclude(state__in=("refused", "withdrawn")).first()
