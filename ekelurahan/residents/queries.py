"""Finding residents. Every query runs in the current scope, and says the office itself so that indexes answer.

Only comparisons that are leakproof reach an index beneath row security: so beginnings of words and numbers are asked
for as ranges, never by LIKE (docs/adr).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ekelurahan.areas.scope import current_area
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.names import after_prefix, search_words
from ekelurahan.lib.nik import digits_of
from ekelurahan.lib.registry_codes import LifeStatus

MOST_HITS = 400  # of a short text: more are not sorted, the searcher types on
MOST_WORDS = 6

_COLUMNS = """
    SELECT r.id, r.kelurahan_id, r.name, r.nik, r.sex, r.birth_place, r.birth_date, r.family_relation, r.life_status,
        c.no_kk, c.address, c.rt, c.rw
    FROM hits
    JOIN residents_resident r ON r.kelurahan_id {office} AND r.id = hits.resident_id
    JOIN residents_familycard c ON c.kelurahan_id {office} AND c.id = r.family_card_id
    ORDER BY r.life_status <> 'alive', NOT starts_with(r.name, %s), r.name, r.birth_date LIMIT {limit}
"""
_WORD = """
    SELECT resident_id FROM residents_residentword
    WHERE kelurahan_id {office} AND word >= %s AND word < %s
"""
_NUMBER = """
    (SELECT id AS resident_id FROM residents_resident
     WHERE kelurahan_id {office} AND nik >= %s AND nik < %s ORDER BY nik LIMIT {limit})
    UNION
    (SELECT m.id FROM (
        SELECT id FROM residents_familycard
        WHERE kelurahan_id {office} AND no_kk >= %s AND no_kk < %s ORDER BY no_kk LIMIT {limit}
     ) k JOIN residents_resident m ON m.kelurahan_id {office} AND m.family_card_id = k.id LIMIT {limit})
"""


@dataclass(frozen=True)
class ResidentRow:
    """One line of a list: enough to tell people apart, numbers masked."""

    id: UUID
    kelurahan_id: int
    name: str
    masked_nik: str
    sex: str  # key of lib.codes.Sex
    birth_place: str
    birth_date: date
    family_relation: str  # key of lib.codes.FamilyRelation
    life_status: str  # key of lib.registry_codes.LifeStatus
    masked_no_kk: str
    address: str
    rt: str
    rw: str

    @property
    def is_present(self) -> bool:
        """Whether the person still counts as a resident."""
        return self.life_status in {LifeStatus.ALIVE, ""}


def search(text: str, limit: int = 10) -> list[ResidentRow]:
    """Residents by beginnings of their name's words in any order, or by the first digits of NIK or KK number.

    Those who still live here come first, then names that begin with the first word, then by name. One query; none where the text holds nothing to look for.
    """
    digits = digits_of(text)
    if digits.isascii() and digits.isdigit():
        bounds = [digits, after_prefix(digits)]
        return _rows(_NUMBER, [*bounds * 2, ""], limit)
    words = search_words(text)[:MOST_WORDS]
    if not words:
        return []
    hits = " INTERSECT ".join([_WORD] * len(words)) + f" LIMIT {MOST_HITS}"
    bounds = [bound for word in words for bound in (word, after_prefix(word))]
    return _rows(hits, [*bounds, words[0]], limit)


def family_of(family_card_id: UUID) -> list[ResidentRow]:
    """Everybody on a family card, the head first."""
    hits = "SELECT id AS resident_id FROM residents_resident WHERE kelurahan_id {office} AND family_card_id = %s"
    rows = _rows(hits, [family_card_id, ""], 100)
    return sorted(rows, key=lambda row: (row.family_relation != "head", row.birth_date))


def count_residents() -> int:
    """How many people live in the current scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM residents_resident WHERE life_status = %s", [LifeStatus.ALIVE.value])
        count: int = cursor.fetchone()[0]
    return count


def _rows(hits: str, bounds: list[Any], limit: int) -> list[ResidentRow]:
    """Run a query of hits; the last bound is the beginning of a name that comes first. `{office}` in it becomes the current office, as an equality where there is just one."""
    area = current_area()
    if area is None:
        return []
    office = f"= {area.lo:d}" if area.lo == area.hi else f"BETWEEN {area.lo:d} AND {area.hi:d}"
    statement = f"WITH hits AS MATERIALIZED ({hits}) {_COLUMNS}".format(office=office, limit=int(limit))
    with connection.cursor() as cursor:
        cursor.execute(statement, bounds)
        return [_row(*values) for values in cursor]


def _row(*values: Any) -> ResidentRow:
    pk, kelurahan_id, name, nik, sex, place, born, relation, life, no_kk, address, rt, rw = values
    return ResidentRow(
        id=pk, kelurahan_id=kelurahan_id, name=name, masked_nik=masked_number(nik or ""), sex=sex, birth_place=place,
        birth_date=born, family_relation=relation, life_status=life, masked_no_kk=masked_number(no_kk),
        address=address, rt=rt, rw=rw,
    )  # fmt: skip
