"""In which month an event may be reported: not before what made the people and cards it changes what they are.

Else the month before would lose people who were not counted in it yet, and could even fall below zero.
"""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.lib.dates_id import long_date
from ekelurahan.lib.now import now
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Change, Event, FamilyCard, Resident

_COUNTED = {"life_status", "residence", "sex", "citizenship", "family_relation", "family_card_id", "rt", "rw"}


def require_later_month(event: Event, row: Resident | FamilyCard, columns: Collection[str]) -> None:
    """These columns of the row, not yet changed, may change by an event of that month of reporting. Raises Refused.

    An event and the one that took it back in the same month leave nothing to wait for; nor does a change of what no
    report counts. Nothing is asked about events of this month: there is no later one.
    """
    this_month = timezone.localdate(now()).replace(day=1)
    if event.reported_on >= this_month or not _COUNTED & set(columns):
        return
    month = (event.reported_on.year, event.reported_on.month)
    events = {one.id: one for one in _events_of(event, _subjects(row))}
    pairs = [(one, events[one.undoes]) for one in events.values() if one.undoes and one.undoes in events]
    for undoing, undone in pairs:
        if _month_of(undoing) == _month_of(undone):
            del events[undoing.id], events[undone.id]
    latest = max(events.values(), key=lambda one: one.reported_on, default=None)
    if latest is not None and _month_of(latest) > month:
        raise Refused({"reported_on": _words(latest, row)})


def _subjects(row: Resident | FamilyCard) -> set[UUID]:
    """The row, the card on which a person stands, the people who stand on a card: each counts in the RT of the card."""
    if isinstance(row, Resident):
        return {row.id, row.family_card_id}
    people = Resident.objects.filter(kelurahan_id=row.kelurahan_id, family_card=row.id, is_counted=True)
    return {row.id, *people.values_list("id", flat=True)}


def _events_of(event: Event, subjects: Collection[UUID]) -> list[Event]:
    changes = Change.objects.filter(kelurahan_id=event.kelurahan_id, subject__in=subjects).exclude(event_id=event.id)
    ids = {one.event_id for one in changes if _COUNTED & set(one.after) and not (one.of_card and one.before is None)}
    return list(Event.objects.filter(kelurahan_id=event.kelurahan_id, id__in=ids))


def _month_of(event: Event) -> tuple[int, int]:
    return event.reported_on.year, event.reported_on.month


def _words(latest: Event, row: Resident | FamilyCard) -> str:
    words = _(
        "%(who)s: %(kind)s baru dilaporkan %(day)s, jadi peristiwa ini tidak dapat dilaporkan dalam bulan sebelum itu. "
        "Isi tanggal lapor mulai %(first)s; tanggal kejadiannya boleh lebih awal."
    )
    return words % {
        "who": row.name if isinstance(row, Resident) else _("KK ini"), "kind": _(Kind(latest.kind).label),
        "day": long_date(latest.reported_on), "first": long_date(latest.reported_on.replace(day=1)),
    }  # fmt: skip
