"""Promising to look for doubles after an import, and doing it."""

from datetime import datetime

from django.db import connection

from ekelurahan.areas.scope import Area
from ekelurahan.outbox.actions import promise
from ekelurahan.outbox.registry import Lane, keeps
from ekelurahan.residents.doubles.actions.keeping import look_through


def promise_to_look_for_doubles(kelurahan_id: int) -> None:
    """Once this transaction is there: its people beside all others of the office, so that likely doubles can be decided."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")  # when the transaction began: its rows carry this moment
        since: datetime = cursor.fetchone()[0]
    promise("look_for_doubles", kelurahan_id=kelurahan_id, payload={"since": since.isoformat()})


@keeps("look_for_doubles", lane=Lane.IMPORTS)
def look_for_doubles(*, kelurahan_id: int, since: str) -> None:
    """Keep the pairs of which one row came or changed since then."""
    look_through(Area(kelurahan_id, kelurahan_id), datetime.fromisoformat(since))
