"""What an office decides about a pair: one person, two people, or something another office has to do first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.lib.now import now
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.crossing.actions import hold_registry
from ekelurahan.residents.doubles.actions.keeping import STILL
from ekelurahan.residents.doubles.actions.keeping import settle as settle_pairs
from ekelurahan.residents.doubles.columns import HOUSEHOLD, MERGED
from ekelurahan.residents.doubles.reviewing import OVER
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.checking import heads_of, locked_people, settle
from ekelurahan.residents.events.actions.recording import Told, change, record
from ekelurahan.residents.events.kinds import Kind, Via
from ekelurahan.residents.models import Event, Pair, Resident


@dataclass(frozen=True)
class Merging:
    """One pair is one person: the row that stays, and the columns whose value comes from the one that goes.

    What only one of them knows is kept anyway.
    """

    pair_id: UUID
    stays: UUID
    taken: Collection[str] = ()


@transaction.atomic
def merge(merging: Merging, *, kelurahan_id: int, told: Told, by: Actor | None) -> Event:
    """Two rows become one, by one event that can be undone: the other becomes invalid and names the one that stays.

    Children that named the other as their mother or father name the staying row since. Letters and history stay with the
    rows they belong to (`queries.rows_of_person`). Raises Refused: the pair was decided meanwhile, a row changed since it was
    shown, a family would lose its head.
    """
    details = {"pair": str(merging.pair_id), "stays": str(merging.stays)}
    event = record(Kind.MERGE, replace(told, via=Via.MERGE, details=details), kelurahan_id=kelurahan_id, by=by)
    pair = _locked(merging.pair_id, kelurahan_id)
    stays, goes = _rows(pair, merging.stays, told)
    values = _values(stays, goes, merging.taken)
    cards = {stays.family_card_id, goes.family_card_id}
    before = heads_of(kelurahan_id, cards)
    change(event, goes, {"life_status": LifeStatus.INVALID.value, "merged_into": stays.id})  # lets go of its NIK
    change(event, stays, values)
    _adopt(event, stays, goes)
    settle(event, told, before, [stays.id] if set(values) & set(HOUSEHOLD) else (), cards)
    _decide(pair, "merged", by, told.reason, event)
    settle_pairs([goes.id], kelurahan_id=kelurahan_id)
    return event


@transaction.atomic
def keep_apart(pair_id: UUID, *, kelurahan_id: int, reason: str, by: Actor) -> None:
    """The two are different people: the pair never comes back. Raises Refused without a reason, or when it was decided."""
    if not reason.strip():
        raise Refused({"reason": _("Tulis bagaimana Anda tahu bahwa mereka orang yang berbeda. Alasan ini dicatat.")})
    hold_registry(kelurahan_id)  # before the pair, as a merge does
    pair = _locked(pair_id, kelurahan_id)
    _decide(pair, "different", by, reason)
    audit.record(kelurahan_id, "pair.different", f"pair:{pair.id}", by=by, details={"reason": reason.strip()[:200]})


@transaction.atomic
def wait_for_other_office(pair_id: UUID, *, kelurahan_id: int, reason: str, by: Actor) -> None:
    """The person lives here, and the other office has been asked to write down the departure. Raises Refused.

    The pair waits; it goes by itself in the night after the other office's row is no longer one of its residents.
    """
    if not reason.strip():
        raise Refused({"reason": _("Tulis kepada siapa dan kapan Anda meminta, supaya rekan kerja tahu.")})
    hold_registry(kelurahan_id)
    pair = _locked(pair_id, kelurahan_id)
    if pair.other_kelurahan_id == kelurahan_id:
        raise Refused({"": _("Kedua data ada di kelurahan ini. Gabungkan, atau nyatakan berbeda.")})
    _decide(pair, "asked", by, reason)
    audit.record(kelurahan_id, "pair.asked", f"pair:{pair.id}", by=by, details={"reason": reason.strip()[:200]})


def _locked(pair_id: UUID, kelurahan_id: int) -> Pair:
    """The undecided pair, locked: of two people who decide at once the second one is told."""
    pair = Pair.objects.select_for_update().filter(kelurahan_id=kelurahan_id, id=pair_id).first()
    if pair is None:
        raise Refused({"": _("Pasangan ini tidak ada di kelurahan ini. Buka lagi daftarnya.")})
    if pair.state not in STILL:
        raise Refused({"": _("Pasangan ini sudah diputuskan orang lain. Buka lagi daftarnya.")})
    return pair


def _rows(pair: Pair, staying: UUID, told: Told) -> tuple[Resident, Resident]:
    """The row that stays and the one that goes, locked. Raises Refused."""
    if pair.other_kelurahan_id != pair.kelurahan_id:
        raise Refused({"": _("Data kelurahan lain tidak dapat digabungkan dari sini. Minta kepindahannya.")})
    if staying not in {pair.left, pair.right}:
        raise Refused({"stays": _("Pilih data mana yang tetap.")})
    going = pair.right if staying == pair.left else pair.left
    stays, goes = locked_people([staying, going], told, kelurahan_id=pair.kelurahan_id)
    for row in (stays, goes):
        if row.life_status in OVER or row.merged_into:
            raise Refused({"": _("Salah satu data sudah pindah, digabungkan, atau salah catat. Buka lagi daftarnya.")})
    return stays, goes


def _values(stays: Resident, goes: Resident, taken: Collection[str]) -> dict[str, Any]:
    """What the staying row takes over: what was chosen, and what it does not know."""
    chosen = [name for name in MERGED if name in taken]
    if set(HOUSEHOLD) & set(chosen):
        chosen += [name for name in HOUSEHOLD if name not in chosen]  # a relation is one to the head of its card
    unknown = [name for name in MERGED if getattr(stays, name) in {None, ""} and getattr(goes, name) not in {None, ""}]
    return {name: getattr(goes, name) for name in dict.fromkeys([*chosen, *unknown])}


def _adopt(event: Event, stays: Resident, goes: Resident) -> None:
    """Children of the row that goes are children of the one that stays."""
    for parent in ("father", "mother"):
        children = Resident.objects.select_for_update().filter(kelurahan_id=event.kelurahan_id, **{parent: goes.id})
        for child in children.order_by("id"):
            change(event, child, {parent: stays.id})


def _decide(pair: Pair, state: str, by: Actor | None, reason: str, event: Event | None = None) -> None:
    decision: Mapping[str, Any] = {
        "state": state, "decided_at": now(), "decided_by": by.user_id if by else None,
        "officer": by.name if by else "", "reason": reason.strip()[:300], "event_id": event.id if event else None,
    }  # fmt: skip
    for name, value in decision.items():
        setattr(pair, name, value)
    pair.save(update_fields=list(decision))
