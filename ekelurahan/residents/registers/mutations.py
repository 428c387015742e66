"""B2, the register of mutations: who came and who went, in the order of reporting. Append-only, as what it is made of:
what was reported wrongly has a line of its own that takes it back.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import area_of_kelurahan
from ekelurahan.lib.codes import Citizenship, Sex
from ekelurahan.lib.dates_id import short_date
from ekelurahan.lib.table import Column
from ekelurahan.residents.counting.months import following, month_of
from ekelurahan.residents.events.kinds import Component, Kind
from ekelurahan.residents.registers.asked import Asked, Page, Row

_MOVES_NOBODY = (Component.ENROLMENT, Component.FAMILY, Component.INTERNAL)
_CURSOR = 3  # day, event, person

# What a change left alone is as the changes before it left it, not as it is today: a book of the past stays as it is.
_LEFT_ALONE = """
    coalesce(c.after ->> '{name}', (
        SELECT p.after ->> '{name}' FROM residents_change p
        WHERE p.kelurahan_id = c.kelurahan_id AND p.subject = c.subject AND p.version < c.version AND p.after ? '{name}'
        ORDER BY p.version DESC LIMIT 1
    ), '')
"""
_STATEMENT = f"""
    SELECT e.id AS event, e.reported_on, e.happened_on, e.kind, e.reason, e.told::json, c.subject, c.before::json,
        c.after::json,
        r.name, r.birth_place, r.birth_date, r.sex, r.citizenship,
        {_LEFT_ALONE.format(name="residence")}, {_LEFT_ALONE.format(name="life_status")}
    FROM residents_event e
    JOIN residents_change c ON c.kelurahan_id = e.kelurahan_id AND c.event_id = e.id AND NOT c.of_card
    JOIN residents_resident r ON r.kelurahan_id = c.kelurahan_id AND r.id = c.subject
    WHERE e.kelurahan_id = %s AND e.reported_on >= %s AND e.reported_on < %s AND e.component <> ALL (%s)
        AND (c.before IS NULL OR c.before ?| ARRAY['life_status', 'residence'])
        AND (e.reported_on, e.id, c.subject) > (%s, %s, %s)
    ORDER BY e.reported_on, e.id, c.subject LIMIT %s
"""  # noqa: S608  # names of our own columns

B2 = (
    Column(("No.",), 10, is_number=True), Column(("Nama lengkap",), 36), Column(("Lahir", "Tempat"), 24),
    Column(("Lahir", "Tanggal"), 18), Column(("L/P",), 8), Column(("Warga negara",), 13),
    Column(("Penambahan", "Datang dari"), 38), Column(("Penambahan", "Tanggal"), 18),
    Column(("Pengurangan", "Pindah ke"), 38), Column(("Pengurangan", "Tanggal"), 18),
    Column(("Pengurangan", "Meninggal di"), 26), Column(("Pengurangan", "Tanggal"), 18), Column(("Ket.",), 32),
)  # fmt: skip


class _Line(NamedTuple):
    event: UUID
    reported_on: date
    happened_on: date
    kind: str
    reason: str
    told: dict[str, Any]
    subject: UUID
    before: dict[str, Any] | None
    after: dict[str, Any]
    name: str
    birth_place: str
    birth_date: date
    sex: str
    citizenship: str
    residence: str  # as it was then, like the next
    life_status: str


def mutations(asked: Asked, after: str, limit: int) -> Page:
    """B2 of one month of reporting."""
    day, event, subject = _cursor(after, asked.month)
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT,
            [
                asked.kelurahan_id, asked.month, following(asked.month), list(_MOVES_NOBODY), day, event, subject, limit,
            ],
        )  # fmt: skip
        found = [_Line(*values) for values in cursor.fetchall()]
    last = found[-1] if len(found) == limit else None
    rows = [row for line in found if (row := _row(line))]
    return Page(rows, f"{last.reported_on}_{last.event}_{last.subject}" if last else "")


def _cursor(after: str, month: date) -> tuple[date, UUID, UUID]:
    parts = after.split("_")
    try:
        if len(parts) == _CURSOR and month_of(day := date.fromisoformat(parts[0])) == month:
            return day, UUID(parts[1]), UUID(parts[2])
    except ValueError:
        pass
    return month, UUID(int=0), UUID(int=0)


def _row(line: _Line) -> Row | None:
    """One line of the book; None where the change neither brought nor took anybody."""
    was, now_is = _counted(line, line.before), _counted(line, line.after)
    if (line.before is not None and was == now_is) or (line.before is None and not now_is):
        return None
    day = short_date(line.happened_on)
    came = (_origin(line), day) if now_is else ("", "")
    died = not now_is and line.after.get("life_status") == "dead"
    went = ("", "") if now_is or died else (place_words(line.told), day)
    gone = (str(line.told.get("place", "")), day) if died else ("", "")
    sex = Sex(line.sex).letter if line.sex else ""
    citizenship = "WNA" if line.citizenship == Citizenship.FOREIGN else "WNI"
    born = short_date(line.birth_date)
    return (line.name, line.birth_place, born, sex, citizenship, *came, *went, *gone, _remark(line))


def _counted(line: _Line, state: dict[str, Any] | None) -> bool:
    """Whether somebody in that state belonged to the population."""
    if state is None:
        return False
    is_temporary = state.get("residence", line.residence) == "temporary"
    return state.get("life_status", line.life_status) in {"alive", ""} and not is_temporary


def _origin(line: _Line) -> str:
    return "Lahir" if line.kind == Kind.BIRTH else place_words(line.told)


def _remark(line: _Line) -> str:
    words = Kind(line.kind).label
    if line.happened_on < month_of(line.reported_on):
        words += f", dilaporkan {short_date(line.reported_on)}"
    return f"{words}: {line.reason}" if line.reason else words


def place_words(told: Mapping[str, Any]) -> str:
    """Where somebody came from or went to, of what an event tells: an address, an area by name or code, a country."""
    rt_rw = " ".join(f"{name.upper()} {told[name]}" for name in ("rt", "rw") if told.get(name))
    area = str(told.get("area") or "") or _area_words(str(told.get("code") or ""))
    parts = [f"{told.get('address') or ''} {rt_rw}".strip(), area, str(told.get("country") or "")]
    return ", ".join(part for part in parts if part)


def _area_words(code: str) -> str:
    digits = code.replace(".", "")
    if not digits.isdecimal():
        return ""
    try:
        area = area_of_kelurahan(int(digits))
    except Area.DoesNotExist:
        return code
    return area.local_name
