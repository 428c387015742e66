"""Registering and correcting people one by one, and searching many offices. Events with a story: `events.actions`; many at once: `importing.actions`."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actions import count_attempt
from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.lib.now import now
from ekelurahan.residents.doubles.actions import guard_against_twins
from ekelurahan.residents.entry import CARD_FIELDS, Card, Person, Value, problems_of
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.checking import heads_of, home_on, settle
from ekelurahan.residents.events.actions.recording import (
    Told,
    begin_person,
    change,
    locked_resident,
    record,
    require_version,
)
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import FamilyCard, Resident
from ekelurahan.residents.queries import search
from ekelurahan.residents.searching.asking import understood
from ekelurahan.residents.searching.rows import ResidentRow

MOST_SEARCHES, A_WHILE = 60, timedelta(minutes=5)  # of one person, over more than one office
_ANY_ORDER = (0, 1)  # heads and members of a card before: such a family may still be without a head
_OF_FAMILIES = {"birth_date", "family_relation", "marital_status", "sex"}

__all__ = ["Refused", "add_resident", "reveal_numbers", "search_area", "update_resident"]


@transaction.atomic
def add_resident(
    card: Card, person: Person, *, kelurahan_id: int, by: Actor | None, told: Told | None = None
) -> Resident:
    """Write down a person who lives here already, and the family card unless it stands already. Raises Refused, Doubtful.

    The head of a family may come later than the others, but not twice.
    """
    values = person.values()
    if problems := problems_of(values, no_kk=card.no_kk, today=timezone.localdate(now())):
        raise Refused(problems)
    told = told or Told()
    guard_against_twins({**values, "no_kk": card.no_kk}, kelurahan_id=kelurahan_id, told=told)
    event = record(Kind.ENROL, told, kelurahan_id=kelurahan_id, by=by)
    card_row = home_on(event, card)
    before = {card_row.id: _ANY_ORDER} | dict(heads_of(kelurahan_id, [card_row.id]))
    row = begin_person(event, card_row, values)
    settle(event, told, before, {row.id})
    return row


@transaction.atomic
def update_resident(
    resident: Resident, changes: Mapping[str, Value], *, by: Actor | None, told: Told | None = None,
    version: int | None = None,
) -> list[str]:  # fmt: skip
    """Correct what differs, return the names of the columns that changed. Raises Refused, Doubtful.

    Columns of the family card (`no_kk`, `address`, …) change the card, hence all its members. `version` is that of the
    row as it was shown, `told.seen` holds that of the card; somebody else's change since then is not overwritten. Whether
    somebody lives here is no matter of corrections: deaths, moves and wrong entries are events of their own.
    """
    person = {name: value for name, value in changes.items() if name not in CARD_FIELDS}
    card = {name: value for name, value in changes.items() if name in CARD_FIELDS}
    known = {name: getattr(resident, name) for name in ("name", "birth_date", "nik")}
    no_kk = str(changes.get("no_kk") or resident.family_card.no_kk)
    problems = problems_of(known | person, no_kk=no_kk, today=timezone.localdate(now()))
    if problems := problems | _no_correction(resident, person):
        raise Refused(problems)
    if not _differs(resident, person) and not _differs(resident.family_card, card):
        return []
    told = told or Told()
    event = record(Kind.CORRECT, told, kelurahan_id=resident.kelurahan_id, by=by)
    row = locked_resident(resident.id, kelurahan_id=resident.kelurahan_id)
    require_version(row, version)
    if _differs(row.family_card, card):
        require_version(row.family_card, told.seen.get(row.family_card_id))
    before = heads_of(row.kelurahan_id, [row.family_card_id])
    changed = change(event, row, person) + change(event, row.family_card, card)
    settle(event, told, before, {row.id} if _OF_FAMILIES & set(changed) else ())
    return changed


def _no_correction(resident: Resident, person: Mapping[str, Value]) -> dict[str, str]:
    if person.get("life_status", resident.life_status) == resident.life_status:
        return {}
    return {"life_status": _("Status dasar tidak diperbaiki di sini. Catat kematian, kepindahan, atau salah catat.")}


def _differs(row: Resident | FamilyCard, values: Mapping[str, Value]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


@transaction.atomic
def reveal_numbers(resident: Resident, *, reason: str, by: Actor) -> None:
    """Write down that somebody looked at the whole NIK and KK number, and why (UU 27/2022). Raises Refused without a reason."""
    if not reason.strip():
        raise Refused({"reason": _("Tulis mengapa nomor lengkapnya diperlukan. Alasan ini dicatat.")})
    audit.record(
        resident.kelurahan_id, "resident.reveal", f"resident:{resident.id}", by=by,
        details={"reason": reason.strip()[:200]},
    )  # fmt: skip


@transaction.atomic
def search_area(text: str, *, by: Actor, limit: int) -> list[ResidentRow]:
    """Search everything the actor may see, and write down that it was done: who, for what kind of text, how many hits.

    Neither the text nor anybody's name is written down. Raises Refused after too many searches in a short while.
    """
    if not count_attempt(f"search-area:{by.user_id}", limit=MOST_SEARCHES, window=A_WHILE):
        raise Refused({"q": _("Terlalu banyak pencarian dalam waktu singkat. Coba lagi beberapa menit lagi.")})
    found = search(text, limit)
    kind = "number" if understood(text).digits else "name"
    audit.record(by.lo, "resident.search", f"area:{by.area_code}", by=by, details={"kind": kind, "hits": len(found)})
    return found
