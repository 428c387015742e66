"""The list of an office's people, page by page. It never counts: the next page begins after the last name of this one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus, Residence
from ekelurahan.residents.models import Resident

PAGE = 40

# Of the whole office: so many people in the order of an index, then the card of each. Of an RW or RT: its cards, their
# people, sorted. The planner takes an office for a handful of rows; LATERAL and LIMIT keep it from reading all its cards.
_OF_OFFICE = """
    SELECT r.id, r.name, r.nik, r.sex, r.birth_date, r.family_relation, r.life_status, c.id, c.address, c.rt, c.rw
    FROM (
        SELECT r.* FROM residents_resident r
        WHERE r.kelurahan_id = %(office)s AND r.is_counted = %(counted)s {kind} {after}
        ORDER BY r.name, r.id LIMIT %(limit)s
    ) r
    CROSS JOIN LATERAL (
        SELECT * FROM residents_familycard c WHERE c.kelurahan_id = %(office)s AND c.id = r.family_card_id LIMIT 1
    ) c
    ORDER BY r.name, r.id
"""
_OF_PLACE = """
    SELECT r.id, r.name, r.nik, r.sex, r.birth_date, r.family_relation, r.life_status, c.id, c.address, c.rt, c.rw
    FROM residents_familycard c
    JOIN residents_resident r ON r.kelurahan_id = %(office)s AND r.family_card_id = c.id
    WHERE c.kelurahan_id = %(office)s {place} AND r.is_counted = %(counted)s {kind} {after}
    ORDER BY r.name, r.id LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Wanted:
    """Which people: of one RW, of one RT in it, of one status (a key of `STATUSES`)."""

    rw: str = ""
    rt: str = ""
    status: str = ""


@dataclass(frozen=True)
class Line:
    """One person of the list, numbers masked."""

    id: UUID
    name: str
    masked_nik: str
    sex: str  # key of lib.codes.Sex
    birth_date: date
    family_relation: str  # key of lib.codes.FamilyRelation
    life_status: str  # key of lib.registry_codes.LifeStatus
    card_id: UUID
    address: str
    rt: str
    rw: str


_STATUSES: dict[str, tuple[bool, str, dict[str, str]]] = {  # counted or not, and what more is asked
    "": (True, "", {}),
    "nonpermanen": (False, "AND r.residence = %(residence)s AND r.life_status IN ('alive', '')",
                    {"residence": Residence.TEMPORARY}),
    "meninggal": (False, "AND r.life_status = %(life)s", {"life": LifeStatus.DEAD}),
    "pindah": (False, "AND r.life_status = %(life)s", {"life": LifeStatus.MOVED}),
    "hilang": (False, "AND r.life_status IN ('lost', 'away')", {}),
    "salah-catat": (False, "AND r.life_status = %(life)s", {"life": LifeStatus.INVALID}),
}  # fmt: skip
STATUSES = tuple(_STATUSES)


def listed(
    kelurahan_id: int, wanted: Wanted, *, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[Line], bool]:  # fmt: skip
    """One page by name, and whether there is another: it begins after this one's last person. One query, two for later pages."""
    counted, kind, more = _STATUSES[wanted.status]
    told: dict[str, Any] = {"office": kelurahan_id, "counted": counted, "limit": limit + 1, **more}
    place = ""
    if wanted.rw:
        place, told["rw"] = "AND c.rw = %(rw)s", wanted.rw
        if wanted.rt:
            place, told["rt"] = place + " AND c.rt = %(rt)s", wanted.rt
    beyond = ""
    if after is not None and (name := _name_of(after, kelurahan_id)):
        beyond = "AND (r.name, r.id) > (%(name)s, %(after)s)"
        told |= {"name": name, "after": after}
    with connection.cursor() as cursor:
        cursor.execute((_OF_PLACE if place else _OF_OFFICE).format(kind=kind, place=place, after=beyond), told)
        rows = [_line(*values) for values in cursor]
    return rows[:limit], len(rows) > limit


def _name_of(resident_id: UUID, kelurahan_id: int) -> str:
    """No name stands in an address: where a page begins is told by an id."""
    found = Resident.objects.filter(kelurahan_id=kelurahan_id, id=resident_id).values_list("name", flat=True)
    return next(iter(found), "")


def _line(*values: Any) -> Line:
    pk, name, nik, sex, born, relation, life, card_id, address, rt, rw = values
    return Line(pk, name, masked_number(nik or ""), sex, born, relation, life, card_id, address, rt, rw)


def places_of(kelurahan_id: int) -> list[tuple[str, str]]:
    """The RW and RT in which somebody is registered, in order: from the tallies, one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rw, rt FROM residents_tally WHERE kelurahan_id = %s AND dimension = 'all' AND rw <> '*'"
            " GROUP BY rw, rt HAVING sum(people) > 0 ORDER BY rw, rt",
            [kelurahan_id],
        )
        return [(rw, rt) for rw, rt in cursor]
