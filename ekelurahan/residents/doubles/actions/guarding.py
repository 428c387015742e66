"""Keeping a person from being entered twice.

How to call it: in the transaction that writes and before `record`, so that the lock of the birth date always comes before
the lock of the office. Several people at once go in one call:

    guard_against_twins(newborn.person.values(), kelurahan_id=kelurahan_id, told=told)
    guard_against_twins(*(person.values() for person in arrival.people), kelurahan_id=kelurahan_id, told=told)
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ekelurahan.lib.dates_id import long_date
from ekelurahan.residents.doubles.likeness import REFUSED
from ekelurahan.residents.doubles.near_dates import near_dates
from ekelurahan.residents.doubles.queries import Twin, likely_twins
from ekelurahan.residents.errors import Doubtful, Refused

LOCKS = 0x7477696E  # the class of our advisory locks: "twin"


class Saying(Protocol):
    """What a form says of its own entry (`events.actions.recording.Told`)."""

    @property
    def sure(self) -> bool:
        """It was asked about a twin already."""

    @property
    def reason(self) -> str:
        """Why this is somebody else."""


class LikelyTwin(Doubtful):
    """Somebody like this stands in the registry already: `twins`, the likeliest first."""

    def __init__(self, twins: list[Twin], kelurahan_id: int) -> None:
        super().__init__({"sure": _sentence(twins[0], kelurahan_id)})
        self.twins = twins


def guard_against_twins(
    *people: Mapping[str, Any], kelurahan_id: int, told: Saying, but_not: Iterable[UUID] = ()
) -> list[Twin]:
    """Let nobody be entered twice, in any office of the city, also when two offices enter them in this very moment.

    `people` are the columns of those about to be written; `but_not` rows that are known to be others (an archived row
    that is about to be taken up again). Raises LikelyTwin, a Doubtful that names who it may be in this office, of another
    one nobody (`disclosing.tell_of_twin` does); whoever is `told.sure` and gives a reason goes on, and gets those who were
    found.
    """
    _wait_for_others(people)
    known = list(but_not)
    found = [twin for values in people for twin in likely_twins(values, but_not=known) if twin.score >= REFUSED]
    if not found:
        return []
    if not told.sure:
        raise LikelyTwin(found, kelurahan_id)
    if not told.reason.strip():
        raise Refused({"reason": _("Tulis mengapa ini orang lain. Alasan ini dicatat.")})
    return found


def _wait_for_others(people: Iterable[Mapping[str, Any]]) -> None:
    """Hold the birth dates and mothers of these people until the transaction ends: whoever enters one like them waits here.

    Two statements: what follows this one sees what the other transaction wrote. Everybody takes the keys in one order.
    """
    alone: dict[int, bool] = {}
    for values in people:
        for key, is_own in _keys(values):
            alone[key] = alone.get(key, False) or is_own
    keys = sorted(alone)
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [LOCKS, LOCKS, keys, [alone[key] for key in keys]])


_HOLD = """
    SELECT CASE WHEN alone THEN pg_advisory_xact_lock(%s, key) ELSE pg_advisory_xact_lock_shared(%s, key) END
    FROM unnest(%s::int[], %s::bool[]) AS held(key, alone)
"""


def _keys(values: Mapping[str, Any]) -> Iterator[tuple[int, bool]]:
    """The birth date and the mother's NIK, held alone; the dates that it may have been meant to be, shared with others.

    So whoever has one of those dates waits, and whoever only has one of them near as well does not.
    """
    for place, day in enumerate(near_dates(values["birth_date"])):
        yield day.year * 10_000 + day.month * 100 + day.day, place == 0
    if her_nik := values.get("mother_nik"):
        yield -(zlib.crc32(her_nik.encode()) >> 1), True


def _sentence(twin: Twin, kelurahan_id: int) -> str:
    """Names nobody of another office: whom it has, `disclosing` tells."""
    if twin.kelurahan_id != kelurahan_id:
        return _(
            "Orang ini mungkin sudah tercatat di kelurahan lain. Tanyakan kepada keluarganya di mana; bila orangnya sama,"
            " minta kepindahannya. Bila memang orang lain, nyatakan yakin dan tulis alasannya."
        )
    return _(
        "Orang ini mungkin sudah tercatat di kelurahan ini: %(name)s, lahir %(born)s. Periksa datanya dahulu. Bila"
        " memang orang lain, nyatakan yakin dan tulis alasannya."
    ) % {"name": twin.name, "born": long_date(twin.birth_date)}
