"""Who may be the person that is about to be entered; the pairs that were found; which rows stand for one person."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.spelling import words_of_name
from ekelurahan.residents.doubles.likeness import SHOWN, Facts, judge
from ekelurahan.residents.doubles.naming import MOST_BITS, USUAL_BITS, Rarity
from ekelurahan.residents.doubles.near_dates import near_dates
from ekelurahan.residents.models import NameWord, Resident

MOST_MERGED = 50  # rows of one person


@dataclass(frozen=True)
class Twin:
    """Somebody who may be the person that is about to be entered. Of another office no more than is shown here."""

    id: UUID
    kelurahan_id: int
    office: str
    name: str
    birth_date: date
    masked_nik: str
    score: float
    reasons: tuple[str, ...]


def likely_twins(values: Mapping[str, Any], *, but_not: Iterable[UUID] = ()) -> list[Twin]:
    """Rows anywhere in the city that may be this person, the likeliest first. `values` are columns by name; `no_kk` too where known.

    One question to the database, which answers whatever the current scope is (`people_like`), and one for the words.
    """
    born = values["birth_date"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_like(%s, %s, %s, %s, %s)",
            [
                values.get("name") or "", born, near_dates(born), values.get("mother_nik") or "",
                values.get("mother_name") or "",
            ],
        )  # fmt: skip
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in cursor]
    if not rows:
        return []
    wanted = facts_of_values(values)
    rarity = rarity_of({*wanted.words, *wanted.mother, *wanted.father})
    known = set(but_not)
    found = [_twin(row, wanted, rarity) for row in rows if row["id"] not in known]
    return sorted((twin for twin in found if twin.score >= SHOWN), key=lambda twin: -twin.score)


_COLUMNS = (
    "id", "kelurahan_id", "office", "name", "sex", "birth_place", "birth_date", "nik", "no_kk", "mother_name",
    "mother_nik", "father_name",
)  # fmt: skip


def facts_of_values(values: Mapping[str, Any]) -> Facts:
    """What is compared of columns by name."""
    return Facts(
        words=words_of_name(values.get("name") or ""), birth_date=values["birth_date"], sex=values.get("sex") or "",
        birth_place=values.get("birth_place") or "", nik=values.get("nik") or "", no_kk=values.get("no_kk") or "",
        mother=words_of_name(values.get("mother_name") or ""), mother_nik=values.get("mother_nik") or "",
        father=words_of_name(values.get("father_name") or ""),
    )  # fmt: skip


def rarity_of(words: Iterable[str]) -> Rarity:
    """How many bits each of these words is worth, as often as people of the city carry it."""
    people = dict(NameWord.objects.filter(word__in=list(words)).values_list("word", "people"))
    everybody = max(people_in_city(), 1000)
    return lambda word: bits_of(people.get(word), everybody)


def bits_of(people: int | None, everybody: int) -> float:
    """The bits of a word that so many of everybody carry; None is not known."""
    if not people:
        return USUAL_BITS
    return min(MOST_BITS, max(0.5, math.log2(everybody / people)))


def people_in_city() -> int:
    """About how many rows the registry of the city has, as PostgreSQL last counted them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'residents_resident'::regclass")
        count: int = cursor.fetchone()[0]
    return count


def rows_of_person(resident_id: UUID, *, kelurahan_id: int) -> list[UUID]:
    """The row that stands for a person, and all that were merged into it, the standing one first.

    Letters and history of a person are those of all these rows.
    """
    standing = _standing(resident_id, kelurahan_id)
    return [standing, *merged_into(standing, kelurahan_id=kelurahan_id)]


def merged_into(resident_id: UUID, *, kelurahan_id: int) -> list[UUID]:
    """The rows that were merged into this one, and those merged into them before. One query where there is none."""
    found, newest = [resident_id], [resident_id]
    while newest and len(found) < MOST_MERGED:
        rows = Resident.objects.filter(kelurahan_id=kelurahan_id, merged_into__in=newest)
        newest = [pk for pk in rows.order_by("id").values_list("id", flat=True) if pk not in found]
        found += newest
    return found[1:]


def _standing(resident_id: UUID, kelurahan_id: int) -> UUID:
    """The row into which this one was merged, and that one again; itself where it was not."""
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id)
    for _ in range(MOST_MERGED):
        into = rows.filter(id=resident_id).values_list("merged_into", flat=True).first()
        if into is None:
            break
        resident_id = into
    return resident_id


def _twin(row: Mapping[str, Any], wanted: Facts, rarity: Rarity) -> Twin:
    score, reasons = judge(wanted, facts_of_values(row), rarity)
    return Twin(
        id=row["id"], kelurahan_id=row["kelurahan_id"], office=row["office"], name=row["name"],
        birth_date=row["birth_date"], masked_nik=masked_number(row["nik"] or ""), score=score, reasons=reasons,
    )  # fmt: skip
