"""Events as people read them: what happened, what was written differently before, who entered it, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ekelurahan.accounts.actor import Actor
from ekelurahan.doors.formats import date_id
from ekelurahan.doors.registry.columns import HEALTH, label_of, words_of
from ekelurahan.doors.registry.office import SEES_HEALTH
from ekelurahan.lib.dates_id import parse_date
from ekelurahan.residents.events.details import DETAILS
from ekelurahan.residents.events.kinds import Kind, Via
from ekelurahan.residents.events.queries import Changed, Story

DETAIL_LABELS: dict[str, Promise] = {
    "time": lazy("Jam"),
    "place": lazy("Tempat"),
    "multiple": lazy("Jenis kelahiran"),
    "order": lazy("Anak ke"),
    "helper": lazy("Penolong kelahiran"),
    "weight": lazy("Berat bayi (kg)"),
    "length": lazy("Panjang bayi (cm)"),
    "reporter": lazy("Pelapor"),
    "reporter_relation": lazy("Hubungan pelapor"),
    "letter": lazy("Nomor surat"),
    "cause": lazy("Sebab kematian"),
    "attested_by": lazy("Yang menerangkan"),
    "burial_place": lazy("Tempat pemakaman"),
    "burial_date": lazy("Tanggal pemakaman"),
    "move_reason": lazy("Alasan pindah"),
    "move_class": lazy("Klasifikasi pindah"),
    "move_kind": lazy("Yang pindah"),
    "movers_card": lazy("KK yang pindah"),
    "stayers_card": lazy("KK yang tinggal"),
    "leaving_date": lazy("Rencana berangkat"),
    "responsible": lazy("Penanggung jawab"),
    "area": lazy("Wilayah"),
    "address": lazy("Alamat"),
    "rt": lazy("RT"),
    "rw": lazy("RW"),
    "postcode": lazy("Kode pos"),
    "country": lazy("Negara"),
    "last_seen": lazy("Terakhir terlihat"),
    "police_letter": lazy("Nomor laporan polisi"),
}
VIAS: dict[str, Promise] = {
    Via.COUNTER: lazy("di loket"),
    Via.IMPORT: lazy("dari impor berkas"),
    Via.TRANSFER: lazy("karena pindah antarkelurahan"),
    Via.MERGE: lazy("karena penggabungan data ganda"),
    Via.COMMAND: lazy("oleh pengelola"),
}
MOST_NAMES = 5
BEGINNINGS = frozenset({"name", "no_kk"})  # columns that are never empty: without a value before, the row began
HIDDEN_COLUMNS = frozenset({"latitude", "longitude"})


@dataclass(frozen=True)
class Line:
    """One column: what was written before, and what since. `before` is empty where the row began."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """What an event changed of one person or one card."""

    subject: UUID
    of_card: bool
    name: str
    changes: Sequence[Changed]
    names: Mapping[UUID, str]
    sees_health: bool

    @property
    def is_new(self) -> bool:
        """Whether the person or the card was not there before."""
        return any(one.column in BEGINNINGS and one.before is None for one in self.changes)

    @property
    def is_merged(self) -> bool:
        """Whether another row stands for this one since."""
        return any(one.column == "merged_into" and one.after for one in self.changes)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """Column by column; made only for the pages that show them."""
        hidden = HIDDEN_COLUMNS if self.sees_health else HIDDEN_COLUMNS | HEALTH
        lines = [self._line(one) for one in self.changes if one.column not in hidden]
        shown = [line for line in lines if line.before or line.after]
        if not self.sees_health and any(one.column in HEALTH for one in self.changes):
            shown.append(
                Line(_("Disabilitas dan kesehatan"), "", _("berubah; hanya terlihat oleh petugas yang memerlukannya"))
            )
        return shown

    def _line(self, one: Changed) -> Line:
        before, after = (words_of(one.column, value, names=self.names) for value in (one.before, one.after))
        if one.column == "life_status" and self.is_merged:
            after = _("Digabung")
        return Line(label_of(one.column), before, after)


@dataclass(frozen=True)
class Told:
    """One event, ready for the page."""

    story: Story
    title: str
    how: str
    details: Sequence[tuple[str, str]]
    parts: Sequence[Part]

    @property
    def who(self) -> list[str]:
        """The people it is about, else the cards: at most five."""
        people = [part.name for part in self.parts if part.name and not part.of_card]
        found = people or [part.name for part in self.parts if part.name]
        return [*found[:MOST_NAMES], "…"] if len(found) > MOST_NAMES else found


def told(story: Story, *, by: Actor) -> Told:
    """An event in words. Who need not know of somebody's health reads only that something about it changed."""
    event = story.event
    subjects: dict[UUID, list[Changed]] = {}
    for one in story.changes:
        subjects.setdefault(one.subject, []).append(one)
    sees_health = by.role in SEES_HEALTH
    parts = [
        Part(subject, changes[0].of_card, story.names.get(subject, ""), changes, story.names, sees_health)
        for subject, changes in subjects.items()
    ]
    return Told(
        story, title_of(event.kind), str(VIAS.get(event.via, event.via)), details_of(Kind(event.kind), event.told),
        sorted(parts, key=lambda part: part.of_card),
    )  # fmt: skip


def title_of(kind: str) -> str:
    """The word for a kind of event."""
    return _(Kind(kind).label)


def details_of(kind: Kind, details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What only this kind of event says, label and words."""
    asked = DETAILS.get(kind, {})
    pairs = []
    for name, value in details.items():
        if name in DETAIL_LABELS and value:
            wanted = asked.get(name)
            words = (
                _(wanted(value).words)
                if isinstance(wanted, type) and value in list(wanted)
                else _dated(name, str(value))
            )
            pairs.append((str(DETAIL_LABELS[name]), words))
    return pairs


def _dated(name: str, text: str) -> str:
    return date_id(parse_date(text)) if name.endswith("_date") else text
