"""The kinds of events, and where each stands in the monthly report. No database.

Source: the events of population administration in UU 23/2006 art. 1 (peristiwa kependudukan and peristiwa penting);
the rows of the monthly report are those of form A-9 (LAMPID).
"""

from enum import StrEnum
from typing import NamedTuple


class Component(StrEnum):
    """Under which row of the monthly report the people of an event are counted."""

    ENROLMENT = "enrolment"  # people who lived here already when they were first written down
    BIRTH = "birth"
    DEATH = "death"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    MISSING = "missing"
    FAMILY = "family"  # heads come and go, people stay
    INTERNAL = "internal"  # from one RT to another of the same office
    CORRECTION = "correction"


class Via(StrEnum):
    """How an event came into the registry."""

    COUNTER = "counter"
    IMPORT = "import"
    TRANSFER = "transfer"
    MERGE = "merge"
    COMMAND = "command"


class Kind(StrEnum):
    """What happened."""

    ENROL = "enrol"
    BIRTH = "birth"
    DEATH = "death"
    ARRIVE = "arrive"
    DEPART = "depart"
    NEW_CARD = "new_card"
    SPLIT_CARD = "split_card"
    CHANGE_HEAD = "change_head"
    JOIN_CARD = "join_card"
    RELOCATE = "relocate"
    CORRECT = "correct"
    MISSING = "missing"
    FOUND = "found"
    WRONG_ENTRY = "wrong_entry"
    MERGE = "merge"
    UNDO = "undo"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _KINDS[self].label

    @property
    def component(self) -> Component:
        """Its row in the monthly report. An undoing event has the row of what it undoes."""
        return _KINDS[self].component


class _Meaning(NamedTuple):
    label: str
    component: Component


_KINDS = {
    Kind.ENROL: _Meaning("Pendataan", Component.ENROLMENT),
    Kind.BIRTH: _Meaning("Kelahiran", Component.BIRTH),
    Kind.DEATH: _Meaning("Kematian", Component.DEATH),
    Kind.ARRIVE: _Meaning("Kedatangan", Component.ARRIVAL),
    Kind.DEPART: _Meaning("Kepindahan", Component.DEPARTURE),
    Kind.NEW_CARD: _Meaning("KK baru", Component.FAMILY),
    Kind.SPLIT_CARD: _Meaning("Pisah KK", Component.FAMILY),
    Kind.CHANGE_HEAD: _Meaning("Ganti kepala keluarga", Component.FAMILY),
    Kind.JOIN_CARD: _Meaning("Gabung KK", Component.FAMILY),
    Kind.RELOCATE: _Meaning("Pindah alamat dalam kelurahan", Component.INTERNAL),
    Kind.CORRECT: _Meaning("Perbaikan data", Component.CORRECTION),
    Kind.MISSING: _Meaning("Hilang", Component.MISSING),
    Kind.FOUND: _Meaning("Ditemukan", Component.MISSING),
    Kind.WRONG_ENTRY: _Meaning("Salah catat", Component.CORRECTION),
    Kind.MERGE: _Meaning("Penggabungan data ganda", Component.CORRECTION),
    Kind.UNDO: _Meaning("Pembatalan peristiwa", Component.CORRECTION),
}
