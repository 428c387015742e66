"""Statuses stand in statements as words, not as parameters.

Statements are planned once (settings). A plan made for whatever status comes would read all that was ever finished; a
plan made for these statuses goes to the index of open requests, or to their own end of the index by status.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

from ekelurahan.catalogue.workflow import Status


def in_words(statuses: Iterable[Status]) -> str:
    """'returned', 'submitted': for the brackets of an IN. Always in the same order, so that it is the same statement."""
    return ", ".join(f"'{status.value}'" for status in sorted(map(Status, statuses)))


class Among(Lookup):  # only the stubs know it as generic
    """`status__among=(Status.RETURNED,)`, where one would write `status__in`. The models register it."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Raises EmptyResultSet for no status at all, as `in` does."""
        if not self.rhs:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN ({in_words(self.rhs)})", parameters
