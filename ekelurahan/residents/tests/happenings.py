"""Anything that may happen to two small offices, sensible or not: for tests of what must hold after whatever happened."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.lib.ids import new_id
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.doubles.columns import MERGED
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions import families, mending, moving, vital
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import (
    Address,
    Arrival,
    Founding,
    Joining,
    Leaving,
    Newborn,
    NewHead,
    Place,
    Taking,
)
from ekelurahan.residents.merging.actions import Merging, merge
from ekelurahan.residents.models import Event, FamilyCard, Pair, Resident, Transfer
from ekelurahan.residents.transfers import actions as transfers
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU

PLACES = ("16.71.14.1002", "16.71.14.1003", "16.71.01.1001", "32.73.01.1001", "16.71.14.1001", "99.99.99.9999")
OFFICES = (PLAJU_ULU, PLAJU_DARAT)


class Happening:
    """One thing that is tried, with everything about it chosen by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.office = self.chance.choices(OFFICES, (4, 1))[0]

    def told(self) -> Told:
        """Today or last month, sometimes in the wrong order; the office is sure of what it says."""
        today = timezone.localdate()
        reported = today - timedelta(self.chance.choice([0, 0, 20, 40]))
        happened = reported - timedelta(self.chance.choice([0, 1, 90, -1] if self.chance.random() < 0.1 else [0, 3]))
        return Told(happened, reported, self.chance.choice(["Laporan keluarga"] * 9 + [""]), sure=True)

    def somebody(self) -> UUID:
        """Mostly somebody who lives here."""
        people = Resident.objects.filter(kelurahan_id=self.office).order_by("id")
        present = people.filter(life_status="alive")
        return self.chance.choice([row.id for row in (present if self.chance.random() < 0.9 else people) or people])

    def card(self) -> FamilyCard:
        """Mostly one where people live."""
        return self.chance.choice(list(FamilyCard.objects.filter(kelurahan_id=self.office).order_by("id")))

    def members(self, card_id: UUID) -> list[UUID]:
        """Who lives on a card, in any order."""
        rows = Resident.objects.filter(kelurahan_id=self.office, family_card=card_id, life_status="alive")
        found = [row.id for row in rows.order_by("id")]
        self.chance.shuffle(found)
        return found

    def relation(self) -> FamilyRelation:
        """Any, seldom the head."""
        return self.chance.choice(
            [FamilyRelation.CHILD, FamilyRelation.RELATIVE, FamilyRelation.WIFE] * 3 + [FamilyRelation.HEAD]
        )

    def new_card(self) -> Card:
        """A card nobody has, or by chance an old one."""
        number = f"990101{self.chance.randrange(10**6):06d}{self.chance.randrange(1, 10**4):04d}"
        no_kk = number if self.chance.random() < 0.9 else self.card().no_kk
        return Card(no_kk, "Jl. Baru", f"00{self.chance.randrange(1, 5)}", "001")

    def person(self, relation: FamilyRelation, born: date) -> Person:
        """Somebody unheard of."""
        sex = self.chance.choice(list(Sex))
        more = {
            "family_relation": relation.value, "religion": self.chance.choice(["islam", "hindu"]),
            "citizenship": self.chance.choice(["WNI", "WNI", "WNA"]),
            "residence": self.chance.choice(["permanent", "permanent", "temporary"]),
        }  # fmt: skip
        nik = f"990101{born.day + (40 if sex is Sex.FEMALE else 0):02}{born:%m%y}{self.chance.randrange(1, 10**4):04}"
        return Person(f"ORANG {new_id().hex[:12].upper()}", born, sex, nik, more)

    def head_of(self, leaving: list[UUID]) -> NewHead | None:
        """A new head where one is needed, and by chance where not."""
        rows = list(Resident.objects.filter(id__in=leaving))
        staying = [one for one in self.members(rows[0].family_card_id) if one not in leaving]
        goes = any(row.family_relation == FamilyRelation.HEAD for row in rows)
        if not staying or goes == (self.chance.random() < 0.1):
            return None
        return NewHead(staying[0])


def _birth(h: Happening) -> object:
    child = h.person(FamilyRelation.CHILD, timezone.localdate() - timedelta(h.chance.randrange(60)))
    return vital.register_birth(Newborn(h.card().id, child), kelurahan_id=h.office, told=h.told(), by=None)


def _death(h: Happening) -> object:
    who = h.somebody()
    return vital.register_death(who, kelurahan_id=h.office, told=h.told(), by=None, new_head=h.head_of([who]))


def _missing(h: Happening) -> object:
    who = h.somebody()
    return vital.report_missing(who, kelurahan_id=h.office, told=h.told(), by=None, new_head=h.head_of([who]))


def _found(h: Happening) -> object:
    lost = [row.id for row in Resident.objects.filter(kelurahan_id=h.office, life_status="lost")] or [h.somebody()]
    relation = h.chance.choice([None, FamilyRelation.RELATIVE])
    return vital.report_found(h.chance.choice(lost), kelurahan_id=h.office, told=h.told(), by=None, relation=relation)


def _arrive(h: Happening) -> object:
    relations = [h.chance.choice([FamilyRelation.HEAD, FamilyRelation.WIFE]), FamilyRelation.CHILD]
    people = [h.person(relation, date(1980 + 20 * place, 1, 1)) for place, relation in enumerate(relations)]
    return moving.register_arrival(
        Arrival(h.new_card(), people[: h.chance.choice([1, 2])]), kelurahan_id=h.office, told=h.told(), by=None
    )


def _depart(h: Happening) -> object:
    members = h.members(h.card().id) or [h.somebody()]
    going = members[: h.chance.choice([1, 1, 2, len(members)])]
    leaving = Leaving(going, Place(h.chance.choice(PLACES)), new_head=h.head_of(going))
    return moving.register_departure(leaving, kelurahan_id=h.office, told=h.told(), by=None)


def _new_card(h: Happening) -> object:
    card = h.card()
    head, *others = h.members(card.id)[: h.chance.choice([1, 2, 3])] or [h.somebody()]
    new_head = h.head_of([head, *others])
    founding = Founding(h.new_card(), head, {one: h.relation() for one in others}, [new_head] if new_head else [])
    if h.chance.random() < 0.5:
        return families.open_card(founding, kelurahan_id=h.office, told=h.told(), by=None)
    return families.split_card(card.id, founding, kelurahan_id=h.office, told=h.told(), by=None)


def _change_head(h: Happening) -> object:
    card = h.card()
    new_head = NewHead((h.members(card.id) or [h.somebody()])[0])
    return families.change_head(card.id, new_head, kelurahan_id=h.office, told=h.told(), by=None)


def _join(h: Happening) -> object:
    who = h.somebody()
    new_head = h.head_of([who])
    joining = Joining(h.card().id, {who: h.relation()}, [new_head] if new_head else [])
    return families.join_card(joining, kelurahan_id=h.office, told=h.told(), by=None)


def _relocate(h: Happening) -> object:
    address = Address("Jl. Lain", f"00{h.chance.randrange(1, 5)}", h.chance.choice(["001", "002", "x"]))
    return families.relocate(h.card().id, address, kelurahan_id=h.office, told=h.told(), by=None)


def _correct(h: Happening) -> object:
    row = Resident.objects.select_related("family_card").get(id=h.somebody())
    changes: dict[str, str | date] = h.chance.choice(
        [{"sex": h.chance.choice(list(Sex)).value}, {"religion": "buddhist"}, {"name": f"ORANG {h.office}"},
         {"citizenship": "WNA"}, {"residence": "temporary"}, {"rt": "009"}, {"birth_date": date(1999, 9, 9)},
         {"family_relation": h.relation().value}]
    )  # fmt: skip
    return update_resident(row, changes, by=None, told=h.told())


def _wrong_entry(h: Happening) -> object:
    who = h.somebody()
    return mending.wrong_entry(who, kelurahan_id=h.office, told=h.told(), by=None, new_head=h.head_of([who]))


def _enrol(h: Happening) -> object:
    card = h.new_card() if h.chance.random() < 0.5 else Card(h.card().no_kk)
    person = h.person(h.relation(), date(1970 + h.chance.randrange(50), 1, 1))
    return add_resident(card, person, kelurahan_id=h.office, by=None, told=h.told())


def _merge(h: Happening) -> object:
    """Any two: nothing but the pair says that they are one person."""
    left, right = sorted([h.somebody(), h.somebody()])
    if left == right:
        return None
    pair, _ = Pair.objects.get_or_create(
        kelurahan_id=h.office, left=left, right=right, defaults={"other_kelurahan_id": h.office, "score": 0.9}
    )
    taken = h.chance.sample(MERGED, h.chance.choice([0, 1, 4]))
    merging = Merging(pair.id, h.chance.choice([left, right]), taken)
    return merge(merging, kelurahan_id=h.office, told=h.told(), by=None)


def _undo(h: Happening) -> object:
    events = list(Event.objects.filter(kelurahan_id=h.office).order_by("-id")[:6])
    return mending.undo(h.chance.choice(events).id, kelurahan_id=h.office, told=h.told(), by=None)


def _settle_move(h: Happening) -> object:
    moves = list(Transfer.objects.filter(kelurahan_id=h.office).order_by("state", "id"))
    if not moves:
        return None
    move = h.chance.choice(moves)
    if move.side == "out":
        return transfers.withdraw(move.id, kelurahan_id=h.office, reason="Batal", by=None)
    if h.chance.random() < 0.3:
        return transfers.refuse(move.id, kelurahan_id=h.office, reason="Tidak ada", by=None)
    ids = [UUID(each["id"]) for each in move.people["people"]]
    relations = {one: h.relation() for one in ids} | {ids[0]: FamilyRelation.HEAD}
    return transfers.accept(move.id, Taking(h.new_card(), relations), kelurahan_id=h.office, told=h.told(), by=None)


HAPPENINGS: dict[str, Callable[[Happening], object]] = {
    "birth": _birth, "death": _death, "missing": _missing, "found": _found, "arrive": _arrive, "depart": _depart,
    "new_card": _new_card, "change_head": _change_head, "join": _join, "relocate": _relocate, "correct": _correct,
    "wrong_entry": _wrong_entry, "enrol": _enrol, "merge": _merge, "undo": _undo, "settle_move": _settle_move,
}  # fmt: skip


def happen(name: str, seed: int) -> int:
    """Let it happen in the scope of its office, which is returned. Raises Refused."""
    happening = Happening(seed)
    with office_scope(happening.office):
        HAPPENINGS[name](happening)
    return happening.office
