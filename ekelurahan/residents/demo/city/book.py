"""What an office of the made-up city has written down: events, cards, people, and what happened to them since. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from ekelurahan.residents.demo.families import Member
from ekelurahan.residents.events.kinds import Component, Kind, Via

Facts = dict[str, str | date | None]
MILLISECONDS_OF_DAY = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()


class Span(NamedTuple):
    """From the day the registry began to the last day of which it knows."""

    first: date
    last: date


class Act(NamedTuple):
    """One event. `moment` is when it was recorded, in milliseconds since 1970."""

    id: str
    kind: Kind
    component: Component
    happened_on: date
    reported_on: date
    moment: int
    detail: str = ""
    told: str = "{}"
    via: Via = Via.COUNTER
    reason: str = ""


@dataclass(slots=True)
class House:
    """A family card, and what one later event changed of its address, if any did."""

    id: str
    no_kk: str
    address: str
    rt: str
    rw: str
    act: Act
    moved: tuple[Act, Mapping[str, str]] | None = None


@dataclass(slots=True)
class Soul:
    """A person's row as it began, and its changes in any order."""

    id: str
    house: House
    act: Act
    facts: Facts
    member: Member
    steps: list[tuple[Act, Facts]] = field(default_factory=list)

    @property
    def is_gone(self) -> bool:
        """Whether something took the person out of the registry."""
        return any("life_status" in changes for _, changes in self.steps)


class Book:
    """Everything of one office; the writer reads it when the office is complete."""

    def __init__(self, kelurahan_id: int, rng: Random, span: Span) -> None:
        self.kelurahan_id, self.rng, self.span = kelurahan_id, rng, span
        self.acts: list[Act] = []
        self.houses: list[House] = []
        self.souls: list[Soul] = []

    def act(self, kind: Kind, happened_on: date, *, within: int = 0, after: Act | None = None, **more: str) -> Act:
        """Write down an event, reported at most `within` days later, and after another one where that is given."""
        late = self.rng.randrange(within + 1) if within else 0
        reported_on = min(happened_on + timedelta(days=late), self.span.last)
        moment = moment_of(self.rng, reported_on)
        if after is not None:
            reported_on, moment = max(reported_on, after.reported_on), max(moment, after.moment + 60_000)
        act = Act(
            made_id(self.rng, moment), kind, kind.component, happened_on, reported_on, moment,
            more.get("detail", ""), more.get("told", "{}"), Via(more.get("via", Via.COUNTER)),
        )  # fmt: skip
        self.acts.append(act)
        return act

    def house(self, act: Act, no_kk: str, place: tuple[str, str, str]) -> House:
        """A new card."""
        house = House(made_id(self.rng, act.moment), no_kk, *place, act)
        self.houses.append(house)
        return house

    def soul(self, act: Act, house: House, member: Member, facts: Facts) -> Soul:
        """A new person."""
        soul = Soul(made_id(self.rng, act.moment), house, act, facts, member)
        member.id = soul.id
        self.souls.append(soul)
        return soul

    def day_between(self, first: date, last: date) -> date:
        """A day from `first` to `last`, both included; `last` where they are the wrong way round."""
        days = (last - first).days
        return first + timedelta(days=self.rng.randrange(days + 1)) if days > 0 else last


def moment_of(rng: Random, day: date) -> int:
    """Some moment of a working day in Palembang: 8 to 15 o'clock there is 1 to 8 o'clock UTC."""
    return (day.toordinal() - _EPOCH) * MILLISECONDS_OF_DAY + rng.randrange(3_600_000, 28_800_000)


def made_id(rng: Random, moment: int) -> str:
    """A UUID of version 7 whose chance comes from the seed."""
    chance = rng.getrandbits(74)
    high, low = chance >> 62, chance & 0x3FFF_FFFF_FFFF_FFFF
    return f"{(moment << 80) | (0x7 << 76) | (high << 64) | (0x2 << 62) | low:032x}"


def written_moment(moment: int) -> str:
    """As the database reads it."""
    return f"{datetime.fromtimestamp(moment / 1000, UTC):%Y-%m-%d %H:%M:%S.%f+00}"
