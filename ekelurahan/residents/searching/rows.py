"""Lines of lists: whoever was hit, with the card, as much as tells people apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ekelurahan.areas.scope import Area
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus

_LINES = """
    WITH hits AS MATERIALIZED ({hits})
    SELECT r.id, r.kelurahan_id, r.name, r.nik, r.sex, r.birth_place, r.birth_date, r.family_relation, r.life_status,
        c.no_kk, c.address, c.rt, c.rw
    FROM hits CROSS JOIN LATERAL (
        SELECT * FROM residents_resident WHERE kelurahan_id {office} AND kelurahan_id = hits.kelurahan_id
            AND id = hits.resident_id AND life_status <> 'invalid' LIMIT 1
    ) r CROSS JOIN LATERAL (
        SELECT * FROM residents_familycard WHERE kelurahan_id {office} AND kelurahan_id = r.kelurahan_id
            AND id = r.family_card_id LIMIT 1
    ) c
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
    why: str = ""  # it answers a search, for the screen

    @property
    def is_present(self) -> bool:
        """Whether the person still counts as a resident."""
        return self.life_status in {LifeStatus.ALIVE, ""}

    @property
    def archived_as(self) -> str:
        """Why somebody in the archive is there, for the screen; empty for those who are present."""
        words = {LifeStatus.DEAD: _("meninggal"), LifeStatus.MOVED: _("pindah"), LifeStatus.LOST: _("hilang")}
        return "" if self.is_present else words.get(LifeStatus(self.life_status), _("tidak aktif"))


class Line(NamedTuple):
    """A line as the database gives it, numbers whole."""

    id: UUID
    kelurahan_id: int
    name: str
    nik: str | None
    sex: str
    birth_place: str
    birth_date: date
    family_relation: str
    life_status: str
    no_kk: str
    address: str
    rt: str
    rw: str

    @property
    def is_archived(self) -> bool:
        """Whether the person is no resident any more."""
        return self.life_status not in {LifeStatus.ALIVE, ""}

    def row(self, why: str = "") -> ResidentRow:
        """The same with numbers masked."""
        return ResidentRow(
            id=self.id, kelurahan_id=self.kelurahan_id, name=self.name, masked_nik=masked_number(self.nik or ""),
            sex=self.sex, birth_place=self.birth_place, birth_date=self.birth_date,
            family_relation=self.family_relation, life_status=self.life_status,
            masked_no_kk=masked_number(self.no_kk), address=self.address, rt=self.rt, rw=self.rw, why=why,
        )  # fmt: skip


def lines_of(hits: str, bounds: list[Any], area: Area) -> list[Line]:
    """The people whom a query of hits (kelurahan_id, resident_id) names, in no order; not those entered wrongly.

    `{office}` in the query becomes the area, as an equality where it is one office, so that indexes begin with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LINES.replace("{hits}", hits).replace("{office}", _office(area)), bounds)
        return [Line(*values) for values in cursor]


def ordered(lines: list[Line], key: Callable[[Line], Any]) -> list[Line]:
    """Those who still live here first."""
    return sorted(lines, key=lambda line: (line.is_archived, key(line)))


def _office(area: Area) -> str:
    return f"= {area.lo:d}" if area.lo == area.hi else f"BETWEEN {area.lo:d} AND {area.hi:d}"
