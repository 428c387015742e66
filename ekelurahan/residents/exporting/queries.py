"""Which residents are handed out, and how each column is written. Runs in the current scope."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, QuerySet, Value, When

from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.disclosure import MASKED
from ekelurahan.residents.entry import CARD_FIELDS, CODED_FIELDS
from ekelurahan.residents.exporting.layouts import headings_of, names_of
from ekelurahan.residents.models import Resident

PRESENT, ARCHIVE, ALL = "present", "archive", "all"
_PAGE = 2000


@dataclass(frozen=True)
class Selection:
    """Who: an RW, an RT of it, those who live here (present), the dead and moved (archive), or all. Wrong entries never."""

    rw: str = ""
    rt: str = ""
    status: str = PRESENT


def table_of(
    selection: Selection, *, kelurahan_id: int, layout: str, masked: bool, withheld: Collection[str]
) -> Iterator[tuple[str, ...]]:
    """The headings, then one row per resident, family by family; read bit by bit. What is `withheld` stays empty."""
    names = names_of(layout)
    yield tuple(headings_of(layout))
    written = [_empty if name in withheld else _writer(name, layout, masked=masked) for name in names]
    columns = [f"family_card__{name}" if name in CARD_FIELDS else name for name in names]
    for row in _bit_by_bit(_residents(selection, kelurahan_id).values_list(*columns)):
        yield tuple(write(value) for write, value in zip(written, row, strict=True))


def _bit_by_bit(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows through a cursor of the server, so that an office of any size takes the same memory. In a transaction."""
    statement, values = rows.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while some := cursor.fetchmany(_PAGE):
            yield from some


def count_selected(selection: Selection, *, kelurahan_id: int) -> int:
    """How many residents that is."""
    return _residents(selection, kelurahan_id).count()


def _residents(selection: Selection, kelurahan_id: int) -> QuerySet[Resident]:
    found = Resident.objects.filter(kelurahan_id=kelurahan_id, family_card__kelurahan_id=kelurahan_id)
    present = (LifeStatus.ALIVE.value, "")
    if selection.status == PRESENT:
        found = found.filter(life_status__in=present)
    else:
        hidden = (LifeStatus.INVALID.value, *(present if selection.status == ARCHIVE else ()))
        found = found.exclude(life_status__in=hidden)
    place = {"family_card__rw": selection.rw, "family_card__rt": selection.rt}
    found = found.filter(**{name: value for name, value in place.items() if value})
    head_first = Case(When(family_relation="head", then=Value(0)), default=Value(1))
    return found.order_by(
        "family_card__rw", "family_card__rt", "family_card__no_kk", head_first, "birth_date", "id"
    )  # fmt: skip


def _writer(name: str, layout: str, *, masked: bool) -> Callable[[Any], str]:
    """How one column is written: OpenSID takes the numbers of its lists, people read words."""
    if name in CODED_FIELDS:
        coded = CODED_FIELDS[name]
        cells = {member.value: str(member.number) if layout == "opensid" else member.words for member in coded}
        return lambda key: cells.get(key, "")
    if name == "nik":
        return lambda nik: (masked_number(nik) if masked else nik) if nik else "0"
    if masked and name in MASKED:
        return lambda number: masked_number(number or "")
    return _iso if layout == "opensid" else _plain


def _empty(_: object) -> str:
    return ""


def _iso(value: object) -> str:
    return "" if value is None else str(value)


def _plain(value: object) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else _iso(value)
