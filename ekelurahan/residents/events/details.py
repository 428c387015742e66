"""What only one kind of event says: the names of its details, and what may stand there. No database.

Causes and witnesses of a death, and what is asked of a birth: form F-2.01; of a move: form F-1.03.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ekelurahan.lib import registry_codes as lists
from ekelurahan.lib.coded import Coded
from ekelurahan.residents.events.kinds import Kind

Asked = type[Coded] | int  # a list to choose from, or how long a text may be

_PLACE: Mapping[str, Asked] = {
    "code": 10, "area": 200, "address": 255, "rt": 3, "rw": 3, "postcode": 5, "country": 60,
}  # fmt: skip

DETAILS: Mapping[Kind, Mapping[str, Asked]] = {
    Kind.BIRTH: {
        "time": 5, "place": lists.BirthSite, "multiple": lists.BirthMultiple, "order": 2,
        "helper": lists.BirthHelper, "weight": 6, "length": 5, "reporter": 100, "letter": 50,
    },
    Kind.DEATH: {
        "time": 5, "place": 100, "cause": lists.DeathCause, "attested_by": lists.DeathWitness, "burial_place": 100,
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
    asked, found = DETAILS.get(kind, {}), {}
    for name, value in details.items():
        wanted = asked.get(name)
        if wanted is None:
            found[name] = _("Isian ini tidak dikenal untuk peristiwa ini.")
        elif isinstance(wanted, int) and len(str(value)) > wanted:
            found[name] = _("Isian ini terlalu panjang; paling banyak %(most)s huruf.") % {"most": wanted}
        elif value and not isinstance(wanted, int) and value not in list(wanted):
            found[name] = _("Pilihan ini tidak ada di daftar.")
    return found
