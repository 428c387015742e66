"""Writing the book of an office into the registry: a few statements for thousands of people. One office, one transaction.

Rows are copied into temporary tables (row security forbids COPY into its own), then written by the same triggers that
watch the counter: changes, tallies and monthly flows come out of them, not out of the generator.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from ekelurahan.audit import actions as audit
from ekelurahan.lib.spelling import words_of_name
from ekelurahan.residents.counting.actions import close_months
from ekelurahan.residents.demo.city.book import Act, Book, House, Soul, written_moment
from ekelurahan.residents.demo.city.neighbourhoods import terms_of
from ekelurahan.residents.entry import DATE_FIELDS, PERSON_FIELDS
from ekelurahan.residents.models import Neighbourhood

UUIDS = ("father", "mother")
DATES = (
    "birth_date", "passport_expiry_date", "marriage_date", "divorce_date", "stay_permit_date",
    "stay_permit_expiry_date", "first_entry_date", "stays_until",
)  # fmt: skip
TEXTS = (
    "nik", "name", "sex", "birth_place", "religion", "education", "schooling", "occupation", "reads", "marital_status",
    "marital_record", "family_relation", "citizenship", "nationality", "father_nik", "father_name", "mother_nik",
    "mother_name", "blood_group", "birth_certificate", "passport", "stay_permit", "stay_permit_kind",
    "stay_permit_place", "sponsor_kind", "sponsor_name", "marriage_certificate", "divorce_certificate", "disability",
    "id_card", "id_card_status", "residence", "origin_address", "life_status", "ethnicity", "insurance",
)  # fmt: skip
FACTS = (*TEXTS, *DATES, *UUIDS)
CHANGING = (
    "nik", "name", "education", "schooling", "occupation", "marital_status", "marital_record", "family_relation",
    "blood_group", "marriage_certificate", "marriage_date", "divorce_date", "id_card", "id_card_status", "life_status",
    "family_card_id",
)  # fmt: skip
_EMPTY = frozenset({"nik", *DATES, *UUIDS})  # where nothing is known, nothing is written
_DEFAULTS = {"residence": "permanent", "life_status": "alive", "citizenship": "WNI"}
_UNKNOWN_SIZES = "SET LOCAL enable_nestloop = off"


def _type(name: str) -> str:
    return "uuid" if name in {*UUIDS, "family_card_id"} else "date" if name in DATES else "text"


_TABLES = f"""
    CREATE TEMPORARY TABLE acts (id uuid, kind text, component text, detail text, happened_on date, reported_on date,
        recorded_at timestamptz, via text, reason text, told jsonb) ON COMMIT DROP;
    CREATE TEMPORARY TABLE houses (id uuid, act uuid, at timestamptz, no_kk text, address text, rt text, rw text)
        ON COMMIT DROP;
    CREATE TEMPORARY TABLE souls (id uuid, house uuid, act uuid, at timestamptz, words text[] COLLATE "C",
        {", ".join(f"{name} {_type(name)}" for name in FACTS)}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE steps (soul uuid, round int, act uuid, at timestamptz,
        {", ".join(f"{name} {_type(name)}" for name in CHANGING)}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE moved (house uuid, act uuid, at timestamptz, address text, rt text, rw text) ON COMMIT DROP;
"""
_ACTS = """
    INSERT INTO residents_event (id, kelurahan_id, kind, component, detail, happened_on, reported_on, recorded_at,
        user_id, officer, via, reason, told)
    SELECT id, %s, kind, component, detail, happened_on, reported_on, recorded_at, %s, %s, via, reason, told FROM acts
"""
_HOUSES = """
    INSERT INTO residents_familycard (id, kelurahan_id, no_kk, address, hamlet, rt, rw, event_id, version, created_at,
        updated_at)
    SELECT id, %s, no_kk, address, '', rt, rw, act, 1, at, at FROM houses
"""
_VALUES = ", ".join(name if name in _EMPTY else f"coalesce({name}, '{_DEFAULTS.get(name, '')}')" for name in FACTS)
_OTHERS = [name for name in PERSON_FIELDS if name not in {*FACTS, *DATE_FIELDS}]
_SOULS = f"""
    INSERT INTO residents_resident (id, kelurahan_id, family_card_id, event_id, version, created_at, updated_at,
        {", ".join([*FACTS, *_OTHERS])})
    SELECT id, %s, house, act, 1, at, at, {", ".join([_VALUES, *["''"] * len(_OTHERS)])} FROM souls
"""  # noqa: S608  # names of our own columns
_STEP = f"""
    UPDATE residents_resident r SET event_id = s.act, version = r.version + 1, updated_at = s.at,
        {", ".join(f"{name} = coalesce(s.{name}, r.{name})" for name in CHANGING)}
    FROM steps s WHERE s.round = %s AND r.kelurahan_id = %s AND r.id = s.soul
"""  # noqa: S608  # the same
_MOVED = """
    UPDATE residents_familycard c SET event_id = m.act, version = c.version + 1, updated_at = m.at, address = m.address,
        rt = m.rt, rw = m.rw
    FROM moved m WHERE c.kelurahan_id = %s AND c.id = m.house
"""
_WORDS = "INSERT INTO residents_residentword (kelurahan_id, word, resident_id) SELECT %s, unnest(words), id FROM souls"


class Officer(NamedTuple):
    """Who is said to have entered it all."""

    user_id: UUID | None
    name: str


class Written(NamedTuple):
    """How many rows of people an office got, those in the archive with them."""

    people: int


def write(book: Book, *, officer: Officer) -> Written:
    """Write the book of an office: many people, few statements. In the office's scope."""
    office = book.kelurahan_id
    with connection.cursor() as cursor:
        cursor.execute(_UNKNOWN_SIZES)
        cursor.execute(_TABLES)
        rounds = _copy(cursor, book)
        cursor.execute("ANALYZE souls; ANALYZE steps; ANALYZE moved")
        cursor.execute(_ACTS, [office, *officer])
        cursor.execute(_HOUSES, [office])
        cursor.execute(_SOULS, [office])
        for number in range(1, rounds + 1):
            cursor.execute(_STEP, [number, office])
        cursor.execute(_MOVED, [office])
        cursor.execute(_WORDS, [office])
        cursor.execute("DROP TABLE acts, houses, souls, steps, moved; SET LOCAL enable_nestloop = on")
    audit.record(office, "demo.city", f"office:{office}", by=None, details={"people": len(book.souls)})
    return Written(len(book.souls))


def appoint(book: Book) -> None:
    """The heads of RT and RW."""
    terms = [Neighbourhood(kelurahan_id=book.kelurahan_id, **term._asdict()) for term in terms_of(book)]
    Neighbourhood.objects.bulk_create(terms)


def close(kelurahan_id: int, until: date) -> int:
    """Close the months that are over; returns how many."""
    return close_months(kelurahan_id, until)


def _copy(cursor: CursorWrapper, book: Book) -> int:
    """Everything into the temporary tables; returns how often at most somebody changes."""
    _fill(cursor, "acts", map(_act, book.acts))
    _fill(cursor, "houses", map(_house, book.houses))
    _fill(cursor, "souls", map(_soul, book.souls))
    _fill(cursor, "steps", (step for soul in book.souls for step in _steps(soul)))
    _fill(cursor, "moved", (_moved(house, *house.moved) for house in book.houses if house.moved))
    return max((len(soul.steps) for soul in book.souls), default=0)


def _fill(cursor: CursorWrapper, table: str, rows: Iterable[Sequence[object]]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write("\t".join(["\\N" if value is None else str(value) for value in row]) + "\n")


def _act(act: Act) -> tuple[object, ...]:
    return (
        act.id, act.kind, act.component, act.detail, act.happened_on, act.reported_on, written_moment(act.moment),
        act.via, act.reason, act.told,
    )  # fmt: skip


def _house(house: House) -> tuple[object, ...]:
    return house.id, house.act.id, written_moment(house.act.moment), house.no_kk, house.address, house.rt, house.rw


def _moved(house: House, act: Act, place: Mapping[str, str]) -> tuple[object, ...]:
    return house.id, act.id, written_moment(act.moment), place["address"], place["rt"], place["rw"]


def _soul(soul: Soul) -> tuple[object, ...]:
    facts = soul.facts
    last_name = next((changes["name"] for _, changes in reversed(soul.steps) if "name" in changes), facts["name"])
    words = "{" + ",".join(words_of_name(str(last_name))) + "}"
    known = (facts.get(name) or None for name in FACTS)
    return soul.id, soul.house.id, soul.act.id, written_moment(soul.act.moment), words, *known


def _steps(soul: Soul) -> Iterator[tuple[object, ...]]:
    for number, (act, changes) in enumerate(sorted(soul.steps, key=lambda step: step[0].moment), start=1):
        yield soul.id, number, act.id, written_moment(act.moment), *(changes.get(name) or None for name in CHANGING)
