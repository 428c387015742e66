"""Taking people up who come to live here: from outside, or from another office of the city."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.crossing.actions import OUT, WAITING
from ekelurahan.residents.entry import Card
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.checking import heads_of, home_on, settle
from ekelurahan.residents.events.actions.recording import Told, begin_person, change
from ekelurahan.residents.models import Event, FamilyCard, Resident, Transfer

Values = Mapping[str, Any]

_HERE = {
    LifeStatus.DEAD: "NIK ini milik {name} yang tercatat meninggal di kelurahan ini. Periksa NIK-nya.",
    LifeStatus.LOST: "{name} tercatat hilang di kelurahan ini. Catat peristiwa Ditemukan, bukan kedatangan.",
    LifeStatus.AWAY: "{name} tercatat pergi dari kelurahan ini. Catat peristiwa Ditemukan, bukan kedatangan.",
    LifeStatus.ALIVE: "{name} sudah terdaftar di kelurahan ini dengan NIK ini. Buka datanya.",
}


def field_of(place: int, name: str) -> str:
    """The name of a person's field in a refusal of several: as a form set names its fields."""
    return f"people-{place}-{name}" if name else ""


def take_up(
    event: Event, told: Told, card: Card, people: Sequence[Values], known: Sequence[UUID | None] = ()
) -> list[Resident]:  # fmt: skip
    """Write people down on a card of that number; whoever lived here before gets the archived row back.

    Each of `people` is the columns to write, `family_relation` among them; `known` are the rows that they had here, for
    those who have no NIK by which to find them. Raises Refused, Doubtful.
    """
    row = home_on(event, card)
    before = heads_of(event.kelurahan_id, [row.id])
    taken: dict[int, Resident] = {}
    for place in sorted(range(len(people)), key=lambda number: people[number]["birth_date"]):
        known_row = _left_behind(known[place] if known else None, kelurahan_id=event.kelurahan_id)
        taken[place] = _taken(event, row, people[place], place, known_row)
    placed = {resident.id for resident in taken.values()}
    settle(event, told, before, placed, [row.id])
    return [taken[place] for place in range(len(people))]


def archived(nik: object, *, kelurahan_id: int) -> Resident | None:
    """The row that carries this NIK in this office; wrong entries do not."""
    if not nik:
        return None
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id, nik=nik)
    return rows.exclude(life_status=LifeStatus.INVALID).first()


def _left_behind(row_id: UUID | None, *, kelurahan_id: int) -> Resident | None:
    """The row of somebody who moved away, or whose arrival was undone; not one for which another stands since a merge."""
    gone = (LifeStatus.MOVED, LifeStatus.INVALID)
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id, life_status__in=gone, merged_into=None)
    return rows.filter(id=row_id).first() if row_id else None


def _taken(event: Event, card: FamilyCard, values: Values, place: int, left_behind: Resident | None) -> Resident:
    if not values.get("family_relation"):
        raise Refused({field_of(place, "family_relation"): _("Pilih hubungannya dengan kepala keluarga.")})
    if values["birth_date"] > event.happened_on:
        raise Refused({field_of(place, "birth_date"): _("Lahir sesudah tanggal datang. Periksa kedua tanggalnya.")})
    full = {**_parents_of(values, event.kelurahan_id), **values}
    known = archived(values.get("nik"), kelurahan_id=event.kelurahan_id) or left_behind
    try:
        if known is None:
            return begin_person(event, card, full)
        _require_gone(known)
        change(event, known, {**full, "family_card_id": card.id, "life_status": LifeStatus.ALIVE.value})
    except Refused as refusal:
        raise Refused({field_of(place, name): words for name, words in refusal.problems.items()}) from None
    return known


def _require_gone(known: Resident) -> None:
    if known.life_status not in {LifeStatus.MOVED, LifeStatus.INVALID}:
        status = LifeStatus(known.life_status or LifeStatus.ALIVE)
        raise Refused({"nik": _(_HERE[status]).format(name=known.name)})
    waiting = Transfer.objects.filter(kelurahan_id=known.kelurahan_id, side=OUT, state=WAITING)
    if waiting.filter(people__people__contains=[{"id": str(known.id)}]).exists():
        words = _("%(name)s menunggu diterima kelurahan lain. Tarik kembali dulu kepindahannya.") % {"name": known.name}
        raise Refused({"nik": words})


def _parents_of(values: Values, kelurahan_id: int) -> dict[str, Any]:
    """The rows of mother and father, where their NIK stand in this office; None for a NIK that nobody has here."""
    found = {}
    for parent in ("mother", "father"):
        if nik := values.get(f"{parent}_nik"):
            row = archived(nik, kelurahan_id=kelurahan_id)
            found[parent] = row.id if row else None
    return found
