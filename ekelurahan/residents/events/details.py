"""What only one kind of event says: the names of its details, and what may stand there. No database.

Causes and witnesses of a death, and what is asked of a birth: form F-2.01; of a move: form F-1.03.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from ekelurahan.lib import registry_codes as lists
from ekelurahan.lib.coded import Coded
from ekelurahan.residents.events.kinds import Kind


@dataclass(frozen=True)
class Measure:
    """A number between two others, with a comma or point where parts of one count."""

    least: float
    most: float
    words: str  # what is said of anything else
    whole: bool = False

    def fits(self, text: str) -> bool:
        """Whether it is such a number."""
        if not re.fullmatch(r"[0-9]{1,3}" if self.whole else r"[0-9]{1,3}([.,][0-9]{1,3})?", text):
            return False
        return self.least <= float(text.replace(",", ".")) <= self.most


@dataclass(frozen=True)
class Clock:
    """A time of day, as 07.30 or 7:30."""

    words: str

    def fits(self, text: str) -> bool:
        """Whether it is one."""
        return re.fullmatch(r"([01]?[0-9]|2[0-3])[.:][0-5][0-9]", text) is not None


Asked = type[Coded] | int | Measure | Clock  # a list to choose from, how long a text may be, a number, or a time

_TIME = Clock(noop("Tulis jam dan menit, misalnya 07.30."))
_ORDER = Measure(1, 25, noop("Tulis urutan anak dengan angka, misalnya 2."), whole=True)
_WEIGHT = Measure(0.3, 9, noop("Tulis berat bayi dalam kilogram, antara 0,3 dan 9, misalnya 3,2."))
_LENGTH = Measure(20, 70, noop("Tulis panjang bayi dalam sentimeter, antara 20 dan 70, misalnya 49."))

_PLACE: Mapping[str, Asked] = {
    "code": 10, "area": 200, "address": 255, "rt": 3, "rw": 3, "postcode": 5, "country": 60,
}  # fmt: skip

DETAILS: Mapping[Kind, Mapping[str, Asked]] = {
    Kind.BIRTH: {
        "time": _TIME, "place": lists.BirthSite, "multiple": lists.BirthMultiple, "order": _ORDER,
        "helper": lists.BirthHelper, "weight": _WEIGHT, "length": _LENGTH, "reporter": 100, "letter": 50,
    },
    Kind.DEATH: {
        "time": _TIME, "place": 100, "cause": lists.DeathCause, "attested_by": lists.DeathWitness, "burial_place": 100,
        "burial_date": 10, "reporter": 100, "reporter_relation": 50, "letter": 50,
    },
    Kind.ARRIVE: {"letter": 50, "move_reason": lists.MoveReason, **_PLACE, "transfer": 36},
    Kind.DEPART: {
        "letter": 50, **_PLACE, "move_reason": lists.MoveReason, "move_class": lists.MoveClass,
        "move_kind": lists.MoveKind, "movers_card": lists.CardStatus, "stayers_card": lists.CardStatus,
        "leaving_date": 10, "responsible": 100,
    },
    Kind.MISSING: {"last_seen": 200, "police_letter": 50, "reporter": 100},
    Kind.FOUND: {"place": 200, "letter": 50},
}  # fmt: skip


def problems_of_details(kind: Kind, details: Mapping[str, Any]) -> dict[str, str]:
    """What keeps these details from being written: name and sentence for the screen."""
    asked = DETAILS.get(kind, {})
    problems = {name: _problem_of(asked.get(name), value) for name, value in details.items()}
    return {name: words for name, words in problems.items() if words}


def _problem_of(wanted: Asked | None, value: Any) -> str:
    """What keeps one detail from being written; empty where nothing does."""
    if wanted is None:
        return _("Isian ini tidak dikenal untuk peristiwa ini.")
    if isinstance(wanted, int):
        too_long = len(str(value)) > wanted
        return _("Isian ini terlalu panjang; paling banyak %(most)s huruf.") % {"most": wanted} if too_long else ""
    if not value:
        return ""
    if isinstance(wanted, (Measure, Clock)):
        return "" if wanted.fits(str(value)) else _(wanted.words)
    return "" if value in list(wanted) else _("Pilihan ini tidak ada di daftar.")
