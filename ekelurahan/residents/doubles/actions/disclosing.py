"""Telling one office whom another one has written down: counted, and written down itself.

The refusal takes the transaction of the entry back, so this comes after it and stays.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actions import count_attempt
from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.lib.dates_id import long_date
from ekelurahan.residents.doubles.actions.guarding import LikelyTwin

MOST_TOLD, A_WHILE = 30, timedelta(hours=1)  # people of other offices, to one person


@transaction.atomic
def tell_of_twin(doubt: LikelyTwin, *, kelurahan_id: int, by: Actor) -> Mapping[str, str]:
    """The problems of a refused entry, with name, birth date and office where the twin is another office's.

    Written down in the asking office's audit trail: which row, of which office. Beyond so many in an hour the sentence
    stays without a name, which is written down too.
    """
    twin = doubt.twins[0]
    if twin.kelurahan_id == kelurahan_id:
        return doubt.problems
    may_know = count_attempt(f"twins-told:{by.user_id}", limit=MOST_TOLD, window=A_WHILE)
    details = {"office": twin.kelurahan_id, "told": may_know}
    audit.record(kelurahan_id, "resident.twin", f"resident:{twin.id}", by=by, details=details)
    if not may_know:
        return doubt.problems
    words = _(
        "Orang ini mungkin sudah tercatat di Kelurahan %(office)s: %(name)s, lahir %(born)s. Hubungi kelurahan itu; bila"
        " orangnya sama, minta kepindahannya. Bila memang orang lain, nyatakan yakin dan tulis alasannya."
    )
    return {"sure": words % {"name": twin.name, "born": long_date(twin.birth_date), "office": twin.office}}
