"""Taking an event back by another one that restores what it changed. Whom the move of people concerns: `mending`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.crossing.actions import hold_registry
from ekelurahan.residents.errors import ChangedLater, Refused
from ekelurahan.residents.events.actions.checking import Heads, heads_of, require_reason
from ekelurahan.residents.events.actions.heading import FOLLOWS
from ekelurahan.residents.events.actions.merged import require_stand_alone
from ekelurahan.residents.events.actions.recording import Row, Told, change, record
from ekelurahan.residents.events.actions.undoing_many import any_was_led, restore_many
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Change, Event, FamilyCard, Resident

ROW_BY_ROW = 1000  # rows of one event at most; more, as an import has, are restored all at once
_SAME_ACT = timedelta(minutes=5)  # what follows an event was recorded in the same transaction


@dataclass(frozen=True)
class _Touched:
    """What an event did to one row: the columns as they were before; None where the row began with it."""

    subject: UUID
    of_card: bool
    before: Mapping[str, Any] | None
    version: int  # the last one that the event made

    @property
    def columns(self) -> set[str]:
        """What restoring it writes."""
        if self.before is None:
            return set() if self.of_card else {"life_status"}
        return set(self.before)

    @property
    def takes_away(self) -> bool:
        """Whether restoring it leaves nobody here: a person who began with the event, or had moved away before."""
        if self.before is None:
            return not self.of_card
        return self.before.get("life_status") in {LifeStatus.INVALID, LifeStatus.MOVED}


def take_back(event_id: UUID, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Undo an event, with those that followed from it (a new head because the old one died). Raises Refused."""
    require_reason(told)
    hold_registry(kelurahan_id)
    event = Event.objects.filter(kelurahan_id=kelurahan_id, id=event_id).first()
    if event is None:
        raise Refused({"": _("Peristiwa ini tidak ada di kelurahan ini. Cari sekali lagi di riwayat.")})
    if event.kind == Kind.UNDO:
        raise Refused({"": _("Pembatalan tidak dapat dibatalkan. Catat peristiwanya sekali lagi.")})
    if event.id in undone(kelurahan_id, [event.id]):
        raise Refused({"": _("Peristiwa ini sudah dibatalkan. Muat ulang riwayatnya.")})
    if FOLLOWS in event.told:
        raise Refused(
            {"": _("Pergantian ini mengikuti peristiwa lain. Batalkan peristiwa itu; yang ini ikut dibatalkan.")}
        )
    whole = [*_followers(event), event]
    before = heads_of(kelurahan_id, _cards_of(whole, kelurahan_id))
    for part in whole[:-1]:
        _restore(part, replace(told, key=None), by=by)
    undoing = _restore(event, told, by=by)
    _require_heads(event, before, _cards_of(whole, kelurahan_id))
    return undoing


def undone(kelurahan_id: int, event_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these events that another one took back."""
    undoing = Event.objects.filter(kelurahan_id=kelurahan_id, undoes__in=list(event_ids))
    return {undoes for undoes in undoing.values_list("undoes", flat=True) if undoes}


def _followers(event: Event) -> list[Event]:
    """What followed from the event and stands, the latest first."""
    soon = (event.recorded_at, event.recorded_at + _SAME_ACT)
    rows = Event.objects.filter(kelurahan_id=event.kelurahan_id, recorded_at__range=soon).order_by("-id")
    found = [row for row in rows if row.told.get(FOLLOWS) == str(event.id)]
    gone = undone(event.kelurahan_id, [row.id for row in found])
    return [row for row in found if row.id not in gone]


def _restore(event: Event, told: Told, *, by: Actor | None) -> Event:
    rows = Change.objects.filter(kelurahan_id=event.kelurahan_id, event_id=event.id)
    if rows[: ROW_BY_ROW + 1].count() > ROW_BY_ROW:
        return restore_many(event, told, by=by)
    touched = _touched(rows)
    _require_last(event, touched)
    going = [part.subject for part in touched if part.takes_away]
    require_stand_alone(going, kelurahan_id=event.kelurahan_id, since=event.recorded_at)
    undoing = record(Kind.UNDO, told, kelurahan_id=event.kelurahan_id, by=by, undoes=event)
    # People first: cards are as when they came. Whoever comes back last: a NIK that a merge took has to be free again.
    for part in sorted(touched, key=lambda part: (part.of_card, "life_status" in part.columns)):
        if part.columns:
            _restore_row(undoing, part)
    return undoing


def _restore_row(undoing: Event, part: _Touched) -> None:
    told = part.before if part.before is not None else {"life_status": LifeStatus.INVALID.value}
    if part.of_card:
        _write(undoing, FamilyCard.objects.select_for_update().get(id=part.subject), told)
    else:
        _write(undoing, Resident.objects.select_for_update().get(id=part.subject), told)


def _write(undoing: Event, row: Row, told: Mapping[str, Any]) -> None:
    """Write columns as a change holds them."""
    fields = {field.attname: field for field in row._meta.concrete_fields}  # noqa: SLF001  # Django's documented API
    change(undoing, row, {name: fields[name].to_python(value) for name, value in told.items()})


def _touched(rows: QuerySet[Change]) -> list[_Touched]:
    found: dict[UUID, _Touched] = {}
    for row in rows.order_by("subject", "version"):
        known = found.get(row.subject)
        earliest = known.before if known else row.before
        before = None if earliest is None else {**(row.before or {}), **earliest}
        found[row.subject] = _Touched(row.subject, row.of_card, before, row.version)
    return list(found.values())


def _require_last(event: Event, touched: Sequence[_Touched]) -> None:
    """Nothing that stands changed the same columns since. Raises ChangedLater, naming what did."""
    by_subject = {part.subject: part for part in touched}
    rows = Change.objects.filter(kelurahan_id=event.kelurahan_id, subject__in=list(by_subject)).exclude(
        event_id=event.id
    )
    later = [
        row.event_id
        for row in rows
        if row.version > by_subject[row.subject].version and by_subject[row.subject].columns & set(row.after)
    ]
    events = Event.objects.filter(kelurahan_id=event.kelurahan_id, id__in=later).exclude(kind=Kind.UNDO).order_by("-id")
    gone = undone(event.kelurahan_id, later)
    standing = [row for row in events if row.id not in gone]
    if standing:
        last = standing[0]
        words = _("Batalkan dulu %(kind)s tanggal %(day)s: peristiwa itu mengubah data yang sama sesudahnya.") % {
            "kind": Kind(last.kind).label, "day": long_date(last.reported_on),
        }  # fmt: skip
        raise ChangedLater({"": words}, last.id)


def _require_heads(event: Event, before: Heads, card_ids: set[UUID]) -> None:
    """Families have one head each, or none where they had none before the event. Raises Refused."""
    after = heads_of(event.kelurahan_id, {*before, *card_ids})
    too_many = any(heads > max(1, before.get(card_id, (0, 0))[0]) for card_id, (heads, _members) in after.items())
    if too_many or any_was_led([card_id for card_id, (heads, _members) in after.items() if not heads], event):
        raise Refused({"": _("Sesudah dibatalkan, KK-nya tidak akan punya tepat satu kepala keluarga. "
                             "Batalkan dulu peristiwa keluarga yang lebih baru.")})  # fmt: skip


def _cards_of(events: Sequence[Event], kelurahan_id: int) -> set[UUID]:
    """The cards on which the people stand whom these events changed."""
    changed = Change.objects.filter(kelurahan_id=kelurahan_id, event_id__in=[event.id for event in events])
    subjects = changed.filter(of_card=False).values("subject")
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id, id__in=subjects)
    return set(rows.values_list("family_card", flat=True))
