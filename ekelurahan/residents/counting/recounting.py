"""Counting an office again from scratch: tallies from the rows of its people, flows from the log of changes, and the
reports of closed months from these flows.

The fold repeats what the triggers did, by other means: each person's state is followed change by change, in the order of
events, and what an event made different is counted for it. Rows, log and counts come from three places, so that equality
proves all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.utils import CursorWrapper

from ekelurahan.residents.counting.lampid import NOBODY, Line, Moved, compose
from ekelurahan.residents.counting.months import months_from

PERSON = ("family_card_id", "sex", "citizenship", "family_relation", "life_status", "residence")
CARD = ("rw", "rt")
ROWS = ("opening", "births", "deaths", "arrivals", "departures", "missing")  # the last row is their sum

_TALLIES = """
    WITH people AS (
        SELECT c.rw, c.rt, r.sex, d.dimension, d.key
        FROM residents_resident r
        JOIN residents_familycard c ON c.kelurahan_id = r.kelurahan_id AND c.id = r.family_card_id
        CROSS JOIN LATERAL (VALUES
            ('all', ''), ('birth', to_char(r.birth_date, 'YYYY-MM')), ('religion', r.religion),
            ('education', r.education), ('schooling', r.schooling), ('occupation', r.occupation),
            ('marital_status', r.marital_status), ('blood_group', r.blood_group), ('disability', r.disability),
            ('citizenship', r.citizenship), ('family_relation', r.family_relation), ('id_card', r.id_card),
            ('insurance', r.insurance)
        ) d (dimension, key)
        WHERE r.kelurahan_id = %s AND r.life_status IN ('alive', '') AND r.residence <> 'temporary'
    ), counted AS (
        SELECT rw, rt, dimension, key, sex, count(*)::int AS people FROM people GROUP BY 1, 2, 3, 4, 5
        UNION ALL SELECT '*', '*', dimension, key, sex, count(*)::int FROM people GROUP BY 3, 4, 5
    ), kept AS (
        SELECT rw, rt, dimension, key, sex, people FROM residents_tally WHERE kelurahan_id = %s AND people <> 0
    )
    SELECT rw, rt, dimension, key, sex, coalesce(k.people, 0), coalesce(c.people, 0)
    FROM counted c FULL JOIN kept k USING (rw, rt, dimension, key, sex)
    WHERE c.people IS DISTINCT FROM k.people ORDER BY 1, 2, 3, 4, 5
"""
# Events of one moment that no clock tells apart are one merge of many rows: its cards came before its people.
_CHANGES = f"""
    SELECT date_trunc('month', e.reported_on)::date, e.component, e.detail, c.of_card, c.subject,
        {", ".join(f"c.after ->> '{name}'" for name in (*PERSON, *CARD))}
    FROM residents_change c
    JOIN residents_event e ON e.kelurahan_id = c.kelurahan_id AND e.id = c.event_id
    WHERE c.kelurahan_id = %s
    ORDER BY e.recorded_at, CASE WHEN substr(e.id::text, 15, 1) = '7' THEN e.id END NULLS FIRST, c.of_card DESC,
        c.version, c.subject
"""  # noqa: S608  # names of our own columns
_FLOWS = """
    SELECT month, component, detail, rw, rt, citizenship, sex, people, heads FROM residents_flow
    WHERE kelurahan_id = %s AND (people <> 0 OR heads <> 0)
"""
_POPULATION = """
    SELECT c.rw, c.rt, r.citizenship, r.sex, count(*)::int, count(*) FILTER (WHERE r.family_relation = 'head')::int
    FROM residents_resident r
    JOIN residents_familycard c ON c.kelurahan_id = r.kelurahan_id AND c.id = r.family_card_id
    WHERE r.kelurahan_id = %s AND r.is_counted GROUP BY 1, 2, 3, 4
"""
_CLOSED = "SELECT month, figures::json FROM residents_closedmonth WHERE kelurahan_id = %s"


class Wrong(NamedTuple):
    """One count that is not as it should be: which, what stands there, what should."""

    table: str  # tally, flow, population, month
    key: tuple[Any, ...]
    kept: tuple[int, ...]
    counted: tuple[int, ...]

    def __str__(self) -> str:
        where = " ".join(str(part) for part in self.key if part != "")
        return f"{self.table} {where}: {_words(self.kept)}, seharusnya {_words(self.counted)}"


def recount(kelurahan_id: int, *, using: str = "default") -> list[Wrong]:
    """Everything that is wrong in the counts of an office; empty where all is proven. In the current scope."""
    with connections[using].cursor() as cursor:
        cursor.execute(_TALLIES, [kelurahan_id, kelurahan_id])
        wrong = [Wrong("tally", row[:5], (row[5],), (row[6],)) for row in cursor.fetchall()]
        kept, folded = _kept_flows(cursor, kelurahan_id), _folded(cursor, kelurahan_id)
        wrong += _differences("flow", kept, folded)
        cursor.execute(_CLOSED, [kelurahan_id])
        wrong += _wrong_months(dict(cursor.fetchall()), folded)
        summed: dict[tuple[Any, ...], list[int]] = {}
        for (_, _, _, *place), (people, heads) in kept.items():
            _add(summed, tuple(place), people, heads)
        cursor.execute(_POPULATION, [kelurahan_id])
        population = {tuple(row[:4]): [row[4], row[5]] for row in cursor.fetchall()}
        return [*wrong, *_differences("population", summed, population)]


def _kept_flows(cursor: CursorWrapper, kelurahan_id: int) -> dict[tuple[Any, ...], list[int]]:
    cursor.execute(_FLOWS, [kelurahan_id])
    return {tuple(row[:7]): [row[7], row[8]] for row in cursor.fetchall()}


def _wrong_months(closed: dict[date, dict[str, Any]], flows: dict[tuple[Any, ...], list[int]]) -> Iterator[Wrong]:
    """The rows of closed months that are not what the flows make of them, each month beginning as the one before ends."""
    moved: dict[date, list[Moved]] = {}
    for (month, component, detail, _, _, citizenship, sex), (people, heads) in flows.items():
        moved.setdefault(month, []).append(Moved(component, detail, citizenship, sex, people, heads))
    opening = NOBODY
    for month in months_from(min(closed), max(closed)) if closed else ():
        should_be = compose(opening, moved.get(month, []), is_first=month == min(closed))
        opening = should_be.closing
        is_there, counted = _rows_of(closed.get(month, {}).get("lampid", {})), _rows_of(should_be.as_dict())
        for name in sorted(is_there.keys() | counted.keys()):
            if is_there.get(name, NOBODY) != counted.get(name, NOBODY):
                key = (f"{month:%Y-%m}", name)
                yield Wrong("month", key, is_there.get(name, NOBODY), counted.get(name, NOBODY))


def _rows_of(figures: dict[str, Any]) -> dict[str, Line]:
    """The rows of a report as it was kept, without what only its notes say; destinations of moves by name."""
    moves = {f"moves {detail}".strip(): Line(*line) for detail, line in figures.get("moves", {}).items()}
    return moves | {name: Line(*figures[name]) for name in ROWS if name in figures}


def _differences(
    table: str, kept: dict[tuple[Any, ...], list[int]], counted: dict[tuple[Any, ...], list[int]]
) -> Iterator[Wrong]:
    nothing = [0, 0]
    for key in sorted(kept.keys() | counted.keys()):
        is_there, should_be = kept.get(key, nothing), counted.get(key, nothing)
        if is_there != should_be:
            yield Wrong(table, key, tuple(is_there), tuple(should_be))


@dataclass
class _Person:
    """What counts of a person, as far as the changes were followed."""

    card: str = ""
    state: list[str] = field(default_factory=lambda: [""] * (len(PERSON) - 1))

    @property
    def is_counted(self) -> bool:
        return self.state[3] in {"alive", ""} and self.state[4] != "temporary"


@dataclass
class _Card:
    """Where a family lives, and who stands on its card."""

    place: tuple[str, str] = ("", "")
    members: set[str] = field(default_factory=set)


class _Fold:
    """People and cards as they were after the changes seen so far, and the flows that these made."""

    def __init__(self) -> None:
        self.people: dict[Any, _Person] = {}
        self.cards: dict[str, _Card] = {}
        self.flows: dict[tuple[Any, ...], list[int]] = {}

    def card(self, why: tuple[Any, ...], subject: Any, changed: list[str | None]) -> None:
        """A card begins or goes to another place, its people with it."""
        card = self.cards.setdefault(str(subject), _Card())
        place = (_new(changed[0], card.place[0]), _new(changed[1], card.place[1]))
        if place == card.place:
            return
        for member in card.members:
            self._count(why, self.people[member], -1)
        card.place = place
        for member in card.members:
            self._count(why, self.people[member], 1)

    def person(self, why: tuple[Any, ...], subject: Any, changed: list[str | None]) -> None:
        """A person begins or becomes another."""
        person = self.people.setdefault(subject, _Person())
        self._count(why, person, -1)
        if changed[0] is not None and changed[0] != person.card:
            self.cards.setdefault(person.card, _Card()).members.discard(subject)
            self.cards.setdefault(changed[0], _Card()).members.add(subject)
            person.card = changed[0]
        person.state = [_new(new, old) for new, old in zip(changed[1:], person.state, strict=True)]
        self._count(why, person, 1)

    def _count(self, why: tuple[Any, ...], person: _Person, sign: int) -> None:
        if person.card and person.is_counted:
            sex, citizenship, relation, *_ = person.state
            place = self.cards.setdefault(person.card, _Card()).place
            _add(self.flows, (*why, *place, citizenship, sex), sign, sign if relation == "head" else 0)


def _folded(cursor: CursorWrapper, kelurahan_id: int) -> dict[tuple[Any, ...], list[int]]:
    fold = _Fold()
    cursor.execute(_CHANGES, [kelurahan_id])
    for month, component, detail, of_card, subject, *changed in cursor:
        why = (month, component, detail)
        if of_card:
            fold.card(why, subject, changed[len(PERSON) :])
        else:
            fold.person(why, subject, changed[: len(PERSON)])
    return {key: numbers for key, numbers in fold.flows.items() if any(numbers)}


def _new(told: str | None, old: str) -> str:
    return old if told is None else told


def _add(counts: dict[tuple[Any, ...], list[int]], key: tuple[Any, ...], people: int, heads: int) -> None:
    numbers = counts.setdefault(key, [0, 0])
    numbers[0] += people
    numbers[1] += heads


def _words(numbers: tuple[int, ...]) -> str:
    return "/".join(str(number) for number in numbers)
