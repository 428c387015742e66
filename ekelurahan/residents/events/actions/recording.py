"""One event, and what it changes: the only way a row of the registry is written one by one. Many at once: `batch`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.lib.now import now
from ekelurahan.residents.crossing.actions import hold_registry
from ekelurahan.residents.entry import Card, Value
from ekelurahan.residents.errors import ChangedMeanwhile, Refused
from ekelurahan.residents.events.kinds import Component, Kind, Via
from ekelurahan.residents.events.timing import require_later_month
from ekelurahan.residents.models import Event, FamilyCard, Resident
from ekelurahan.residents.searching.actions import write_words

Row = TypeVar("Row", Resident, FamilyCard)
ANSWERS = "answers"  # where an event keeps the digest of the form that told it


@dataclass(frozen=True)
class Told:
    """What the office was told of an event. Without dates: it happened and was reported today.

    `details` is what only this kind says (cause of death, destination; `events.details` lists them); `detail` the
    class of a departure. `seen` are the versions of rows as they were shown, by id: what somebody else changed since is
    not overwritten. `sure` repeats an entry that was `Doubtful`; it needs a reason. `key` comes from the form: it becomes
    the id of the first event, so that a form sent twice is one event (`once`); `answers` is a digest of what was typed,
    kept with that event to know the same form from another one under its key.
    """

    happened_on: date | None = None
    reported_on: date | None = None
    reason: str = ""
    via: Via = Via.COUNTER
    details: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""
    seen: Mapping[UUID, int] = field(default_factory=dict)
    sure: bool = False
    key: UUID | None = None
    answers: str = ""


def record(kind: Kind, told: Told, *, kelurahan_id: int, by: Actor | None, undoes: Event | None = None) -> Event:
    """Append an event in the caller's transaction, and hold the office's registry until that ends.

    Whoever calls it locks and checks what the event changes afterwards, so that nothing can come between. Raises
    Refused for dates in the wrong order, and for a month of reporting that is closed.
    """
    today = timezone.localdate(now())
    key = told.key if told.key and not Event.objects.filter(id=told.key).exists() else None
    reported_on = told.reported_on or today
    happened_on = told.happened_on or reported_on
    if problems := _problems_of(happened_on, reported_on, today):
        raise Refused(problems)
    hold_registry(kelurahan_id)  # before the clock is read: events of an office stand in the order they were let in
    component = _component(kind, reported_on, undoes)
    event = Event(
        kelurahan_id=kelurahan_id, kind=kind, component=component, happened_on=happened_on, reported_on=reported_on,
        detail=undoes.detail if undoes and component == undoes.component else told.detail,
        user_id=by.user_id if by else None, officer=by.name if by else "", via=told.via, reason=told.reason.strip()[:300],
        told={**told.details, **({ANSWERS: told.answers} if key and told.answers else {})},
        undoes=undoes.id if undoes else None, **({"id": key} if key else {}),
    )  # fmt: skip
    with _open_month():
        event.save(force_insert=True)
    audit.record(kelurahan_id, f"event.{kind}", f"event:{event.id}", by=by, details={"via": told.via})
    return event


def begin_card(event: Event, card: Card) -> FamilyCard:
    """The card of that number, locked; a new one takes the address that came with it."""
    known = FamilyCard.objects.select_for_update().filter(kelurahan_id=event.kelurahan_id, no_kk=card.no_kk).first()
    if known is not None:
        return known
    row = FamilyCard(
        kelurahan_id=event.kelurahan_id, event_id=event.id, no_kk=card.no_kk, address=card.address, hamlet=card.hamlet,
        rt=card.rt, rw=card.rw,
    )  # fmt: skip
    with unique_numbers():
        row.save(force_insert=True)
    return row


def begin_person(event: Event, card: FamilyCard, values: Mapping[str, Value | UUID]) -> Resident:
    """A new person on a card. Raises Refused when the NIK stands somewhere already."""
    row = Resident(kelurahan_id=event.kelurahan_id, event_id=event.id, family_card=card, **values)
    with unique_numbers():
        row.save(force_insert=True)
    write_words(row)
    return row


def change(event: Event, row: Row, changes: Mapping[str, Any]) -> list[str]:
    """Write what differs, as a change of this event; returns the columns that changed. The row must be locked.

    Raises Refused for an event reported in an earlier month than what the row is counted by.
    """
    changed: list[str] = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return []
    require_later_month(event, row, changed)
    for name in changed:
        setattr(row, name, changes[name])
    row.event_id = event.id
    row.version += 1
    with unique_numbers():
        row.save(update_fields=[*changed, "event_id", "version", "updated_at"])
    if isinstance(row, Resident) and "name" in changed:
        write_words(row)
    return changed


def locked_resident(resident_id: UUID, *, kelurahan_id: int) -> Resident:
    """The person's row, locked with its card. Raises Refused when there is none in this office."""
    rows = Resident.objects.select_for_update().select_related("family_card")
    row = rows.filter(kelurahan_id=kelurahan_id, id=resident_id).first()
    if row is None:
        raise Refused({"": _("Penduduk ini tidak ada di kelurahan ini. Cari sekali lagi.")})
    return row


def require_version(row: Resident | FamilyCard, version: int | None) -> None:
    """The row is still as it was shown. Raises ChangedMeanwhile; None asks for nothing."""
    if version is not None and row.version != version:
        raise ChangedMeanwhile({"": _("Data ini sudah diubah orang lain. Periksa data terbaru, lalu isi sekali lagi.")})


class unique_numbers:  # noqa: N801  # reads as a function in a `with`
    """Turns the database's refusal of a second NIK or KK number into words, and takes back what was tried."""

    def __enter__(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.savepoint.__exit__(kind, error, trace)
        if isinstance(error, IntegrityError):
            for constraint, (name, words) in _TAKEN.items():
                if f'"{constraint}"' in str(error):
                    raise Refused({name: _(words)}) from None


_TAKEN = {
    "resident_nik": ("nik", "NIK ini sudah terdaftar di kelurahan ini."),
    "resident_nik_in_city": (
        "nik",
        "NIK ini terdaftar di kelurahan lain. Minta kelurahan itu mencatat kepindahannya, lalu terima di Kedatangan.",
    ),
    "family_card_no_kk": ("no_kk", "Nomor KK ini sudah dipakai kartu lain di kelurahan ini."),
}


class _open_month:  # noqa: N801  # the same
    """Turns the database's refusal of a closed month into words."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, IntegrityError) and "month is closed" in str(error):
            words = _("Bulan pelaporan itu sudah ditutup. Isi tanggal lapor dalam bulan yang masih terbuka.")
            raise Refused({"reported_on": words}) from None


def _problems_of(happened_on: date, reported_on: date, today: date) -> dict[str, str]:
    if reported_on > today:
        return {"reported_on": _("Tanggal lapor tidak boleh di masa depan.")}
    if happened_on > reported_on:
        return {"happened_on": _("Tanggal kejadian tidak boleh sesudah tanggal lapor.")}
    return {}


def _component(kind: Kind, reported_on: date, undoes: Event | None) -> Component:
    """What is undone in the month it was reported in never was; later it is a correction of that later month."""
    if undoes is None:
        return kind.component
    same_month = (undoes.reported_on.year, undoes.reported_on.month) == (reported_on.year, reported_on.month)
    return Component(undoes.component) if same_month else Component.CORRECTION
