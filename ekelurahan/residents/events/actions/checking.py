"""Locking and judging the rows that an event is about, after it was recorded: nothing comes between check and change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.entry import Card, problems_of_card
from ekelurahan.residents.errors import Doubtful, Refused
from ekelurahan.residents.events import rules
from ekelurahan.residents.events.actions.recording import Told, begin_card, change, require_version
from ekelurahan.residents.models import Event, FamilyCard, Resident

PRESENT = ("alive", "")
ABSENT = ("lost", "away")
Heads = Mapping[UUID, tuple[int, int]]  # by card: present heads, present members

_SPOUSES = {FamilyRelation.HUSBAND, FamilyRelation.WIFE}
_GONE = {
    LifeStatus.DEAD: "{name} sudah tercatat meninggal. Bila itu keliru, batalkan peristiwa kematiannya di riwayatnya.",
    LifeStatus.MOVED: "{name} sudah tercatat pindah. Bila sudah kembali, catat kedatangannya.",
    LifeStatus.LOST: "{name} tercatat hilang. Bila sudah ditemukan, catat peristiwa Ditemukan dulu.",
    LifeStatus.AWAY: "{name} tercatat pergi. Bila sudah kembali, catat peristiwa Ditemukan dulu.",
    LifeStatus.INVALID: "{name} tercatat sebagai salah catat. Pilih orang yang benar.",
}


def locked_people(resident_ids: Iterable[UUID], told: Told, *, kelurahan_id: int) -> list[Resident]:
    """These people's rows, locked, as they were shown to the operator. Raises Refused where one is not there."""
    wanted = list(dict.fromkeys(resident_ids))
    if not wanted:
        raise Refused({"resident_ids": _("Pilih sedikitnya satu orang.")})
    rows = Resident.objects.select_for_update().filter(kelurahan_id=kelurahan_id, id__in=wanted).order_by("id")
    found = {row.id: row for row in rows}
    if len(found) < len(wanted):
        raise Refused({"": _("Penduduk ini tidak ada di kelurahan ini. Cari sekali lagi.")})
    for row in found.values():
        require_version(row, told.seen.get(row.id))
    return [found[resident_id] for resident_id in wanted]


def locked_card(card_id: UUID, told: Told, *, kelurahan_id: int) -> FamilyCard:
    """A family card, locked, as it was shown to the operator. Raises Refused."""
    row = FamilyCard.objects.select_for_update().filter(kelurahan_id=kelurahan_id, id=card_id).first()
    if row is None:
        raise Refused({"": _("KK ini tidak ada di kelurahan ini. Cari sekali lagi.")})
    require_version(row, told.seen.get(row.id))
    return row


def members_of(card: FamilyCard) -> list[Resident]:
    """Who is present on a card, locked; the head first, then by age."""
    rows = Resident.objects.select_for_update().filter(
        kelurahan_id=card.kelurahan_id, family_card=card.id, life_status__in=PRESENT
    )
    return sorted(rows, key=lambda row: (row.family_relation != FamilyRelation.HEAD, row.birth_date, row.id))


def home_on(event: Event, card: Card) -> FamilyCard:
    """The card of that number, for people who come onto it. A new one, and one on which nobody lives any more, takes the
    address that came with it: it is where the newcomers live. Raises Refused where such an address is not complete.
    """
    known = FamilyCard.objects.filter(kelurahan_id=event.kelurahan_id, no_kk=card.no_kk).first()
    if known is not None and members_of(known):
        return begin_card(event, card)
    if problems := problems_of_card(card):
        raise Refused(problems)
    row = begin_card(event, card)
    if row.event_id != event.id:
        change(event, row, {"address": card.address, "hamlet": card.hamlet, "rt": card.rt, "rw": card.rw})
    return row


def require_present(*rows: Resident) -> None:
    """All of them live here. Raises Refused with what became of the first one who does not."""
    for row in rows:
        if not row.is_present:
            raise Refused({"": _(_GONE[LifeStatus(row.life_status)]).format(name=row.name)})


def require_born(event: Event, *rows: Resident) -> None:
    """Nothing happens to anybody before birth. Raises Refused."""
    if any(event.happened_on < row.birth_date for row in rows):
        raise Refused({"happened_on": _("Tanggal kejadian sebelum tanggal lahir. Periksa keduanya.")})


def require_reason(told: Told) -> None:
    """Somebody said why. Raises Refused."""
    if not told.reason.strip():
        raise Refused({"reason": _("Tulis alasannya. Alasan ini tersimpan di riwayat.")})


def heads_of(kelurahan_id: int, card_ids: Collection[UUID]) -> Heads:
    """How many heads and members each card has now."""
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id, family_card__in=card_ids, life_status__in=PRESENT)
    counted = rows.values_list("family_card").annotate(
        heads=Count("id", filter=Q(family_relation=FamilyRelation.HEAD)), members=Count("id")
    )
    return {card_id: (heads, members) for card_id, heads, members in counted}


def settle(event: Event, told: Told, before: Heads, placed: Collection[UUID], cards: Collection[UUID] = ()) -> None:
    """The families are in order after the event: one head each, old enough, children younger than parents, men husbands.

    `before` is how the cards stood, `placed` the people whose place is new: only about them are doubts raised. Raises
    Refused for what cannot be, Doubtful for what is unlikely unless the operator is sure.
    """
    problems = problems_of_families(event.kelurahan_id, before, cards)
    doubts: dict[str, str] = {}
    for members in _members_of({*before, *cards}, event.kelurahan_id).values():
        problems = _problems_of_relations(members, placed) | problems
        doubts |= _doubts_of(members, placed, event) | _doubts_of_spouses(members, placed, event)
    raise_for(problems, doubts, told)


def problems_of_families(kelurahan_id: int, before: Heads, cards: Collection[UUID] = ()) -> dict[str, str]:
    """What speaks against the families now; `before` is how their cards stood."""
    problems = {}
    after = heads_of(kelurahan_id, {*before, *cards})
    for card_id in {*before, *cards}:
        heads, members = after.get(card_id, (0, 0))
        heads_before, members_before = before.get(card_id, (0, 0))
        if problem := rules.problem_of_heads(heads, members, heads_before=heads_before, members_before=members_before):
            problems["new_head" if not heads else "family_relation"] = problem
    return problems


def _members_of(card_ids: Collection[UUID], kelurahan_id: int) -> dict[UUID, list[Resident]]:
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id, family_card__in=card_ids, life_status__in=PRESENT)
    found: dict[UUID, list[Resident]] = {}
    for row in rows.order_by("birth_date"):
        found.setdefault(row.family_card_id, []).append(row)
    return found


def raise_for(problems: Mapping[str, str], doubts: Mapping[str, str], told: Told) -> None:
    """Raises Refused for problems; Doubtful for doubts unless the operator is sure, and says why."""
    if problems:
        raise Refused(problems)
    if doubts and not told.sure:
        raise Doubtful(doubts)
    if doubts:
        require_reason(told)


def _doubts_of(members: Sequence[Resident], placed: Collection[UUID], event: Event) -> dict[str, str]:
    found = {}
    for head in members:
        if head.family_relation != FamilyRelation.HEAD:
            continue
        if head.id in placed and not rules.may_lead(head.birth_date, head.marital_status, event.happened_on):
            found["new_head"] = _(
                "%(name)s belum 17 tahun dan belum kawin, biasanya tidak menjadi kepala keluarga."
            ) % {"name": head.name}
        parents = [head, *(row for row in members if row.family_relation in _SPOUSES)]
        found |= _doubts_of_children(members, parents, placed)
    return found


def _problems_of_relations(members: Sequence[Resident], placed: Collection[UUID]) -> dict[str, str]:
    """A relation that is told now fits the sex; one that was wrong before stops nobody else."""
    told = [row for row in members if row.id in placed]
    problems = [rules.problem_of_relation(row.name, row.family_relation, row.sex) for row in told]
    words = " ".join(problem for problem in problems if problem)
    return {"family_relation": words} if words else {}


def _doubts_of_spouses(members: Sequence[Resident], placed: Collection[UUID], event: Event) -> dict[str, str]:
    for row in members:
        if row.id in placed and rules.is_young_spouse(
            row.birth_date, row.marital_status, row.family_relation, event.happened_on
        ):
            words = _("%(name)s baru berumur %(age)s tahun tetapi dicatat kawin atau pernah kawin. Periksa keduanya.")
            age = rules.age_on(row.birth_date, event.happened_on)
            return {"marital_status": words % {"name": row.name, "age": age}}
    return {}


def _doubts_of_children(
    members: Sequence[Resident], parents: Sequence[Resident], placed: Collection[UUID]
) -> dict[str, str]:
    for child in members:
        for parent in parents:
            is_new = child.id in placed or parent.id in placed
            if not is_new or child.family_relation != FamilyRelation.CHILD or parent.id == child.id:
                continue
            if doubt := rules.doubt_of_child(child.birth_date, parent.birth_date):
                return {"birth_date": f"{child.name}: {doubt}"}
    return {}
