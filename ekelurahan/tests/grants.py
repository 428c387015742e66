"""What the application role may do to each table, and asking the database in its own words."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ekelurahan.areas.scope import office_scope

APPEND_ONLY, EDITED = "SELECT INSERT", "SELECT INSERT UPDATE"
GRANTS = {
    "accounts_posting": EDITED,
    "accounts_session": EDITED + " DELETE",
    "accounts_throttle": EDITED + " DELETE",
    "accounts_user": EDITED,
    "applications_application": EDITED,
    "applications_attachment": EDITED,
    "applications_decision": APPEND_ONLY,
    "applications_event": APPEND_ONLY,
    "applications_tally": EDITED,
    "areas_area": "SELECT",
    "audit_entry": APPEND_ONLY,
    "django_migrations": "",
    "letters_letter": APPEND_ONLY,
    "letters_letterfile": APPEND_ONLY,
    "letters_numberseries": EDITED,
    "letters_revocation": APPEND_ONLY,
    "notices_notice": EDITED,
    "offices_handle": APPEND_ONLY,
    "offices_office": EDITED,
    "offices_productsetting": EDITED,
    "offices_scannedsignature": EDITED,
    "outbox_promise": EDITED,
    "outbox_round": EDITED,
    "residents_change": "SELECT",
    "residents_closedmonth": APPEND_ONLY,
    "residents_event": APPEND_ONLY,
    "residents_familycard": EDITED,
    "residents_flow": "SELECT",
    "residents_nameword": EDITED,
    "residents_neighbourhood": EDITED,
    "residents_pair": EDITED,
    "residents_proof": APPEND_ONLY,
    "residents_resident": EDITED,
    "residents_residentword": EDITED + " DELETE",
    "residents_tally": "SELECT",
    "residents_transfer": EDITED,
}


WITH_RIGHTS_OF_THE_OWNER = {  # functions that run with the owner's rights, and why
    "registry_events_told": "trigger: holds the office's registry, refuses a closed month",
    "registry_people_begun": "trigger: writes changes and counts, which the application may only read",
    "registry_people_changed": "trigger: the same",
    "registry_cards_begun": "trigger: the same",
    "registry_cards_changed": "trigger: the same",
    "nik_holders": "says which office holds a NIK, and nothing else: a NIK stands once in the city",
    "people_like": "who in the city may be the person that is about to be entered: near names of near dates, children of the mother",
}
MAY_BE_CALLED = {"nik_holders", "people_like"}


def rows(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def refused(statement: str, values: list[object], *, scope: int) -> str:
    """The database's words against a statement."""
    with pytest.raises(DatabaseError) as refusal, office_scope(scope), transaction.atomic():
        rows(statement, values)
    return str(refusal.value)
