"""The list of pairs of one office, and one pair with what may be seen of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.models import Pair, Resident

PAGE = 25
OVER = frozenset({LifeStatus.MOVED.value, LifeStatus.INVALID.value})


@dataclass(frozen=True)
class Stranger:
    """What an office may know of another office's resident."""

    name: str
    birth_date: date
    masked_nik: str
    office: str


@dataclass(frozen=True)
class Reviewed:
    """A pair with its rows; `right` is None where it belongs to another office, which `stranger` tells of."""

    pair: Pair
    left: Resident
    right: Resident | None
    stranger: Stranger | None

    @property
    def is_undecided(self) -> bool:
        """Whether there is still something to decide."""
        return self.pair.state in {"open", "asked"} and not self.has_settled_itself

    @property
    def has_settled_itself(self) -> bool:
        """Whether one of the rows no longer stands for anybody who lives here; the night takes such pairs off the list."""
        merged = self.pair.state == "merged"
        return not merged and any(row.life_status in OVER for row in (self.left, self.right) if row)


def count_open(kelurahan_id: int) -> int:
    """How many pairs wait for a look."""
    return Pair.objects.filter(kelurahan_id=kelurahan_id, state="open").count()


def pairs_in(kelurahan_id: int, states: Sequence[str], page: int = 1) -> tuple[list[Reviewed], bool]:
    """One page of pairs, the likeliest first, and whether more follow. Two queries."""
    rows = Pair.objects.filter(kelurahan_id=kelurahan_id, state__in=states).order_by("-score", "id")
    first = (max(page, 1) - 1) * PAGE
    pairs = list(rows[first : first + PAGE + 1])
    people = _people_of(pairs[:PAGE])
    found = [_reviewed(pair, people) for pair in pairs[:PAGE] if pair.left in people]
    return found, len(pairs) > PAGE


def pair_for(actor: Actor, pair_id: UUID) -> Reviewed:
    """One pair of this person's office with both rows. Otherwise 404."""
    pair = Pair.objects.filter(id=pair_id, kelurahan_id__range=(actor.lo, actor.hi)).first()
    people = _people_of([pair]) if pair else {}
    if pair is None or pair.left not in people:
        raise Http404
    return _reviewed(pair, people)


def _people_of(pairs: Sequence[Pair]) -> dict[UUID, Resident]:
    wanted = {row for pair in pairs for row in (pair.left, pair.right)}
    return Resident.objects.select_related("family_card").in_bulk(wanted) if wanted else {}


def _reviewed(pair: Pair, people: Mapping[UUID, Resident]) -> Reviewed:
    told = pair.stranger
    stranger = told and Stranger(
        told["name"], date.fromisoformat(told["birth_date"]), told["masked_nik"], told["office"]
    )
    right = people.get(pair.right) if pair.other_kelurahan_id == pair.kelurahan_id else None
    return Reviewed(pair, people[pair.left], right, stranger)
