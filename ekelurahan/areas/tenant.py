"""What every table that belongs to an office has: its code, row security, and grants for the application role."""

import re
from typing import Any

from django.db import models
from django.db.migrations.operations import RunSQL

from ekelurahan.lib.ids import new_id

APP_ROLE = "ekelurahan_app"

SCOPE_FUNCTIONS = """
CREATE OR REPLACE FUNCTION area_lo() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.area_lo', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION area_hi() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.area_hi', true), '')::bigint $$;
"""


class TenantModel(models.Model):
    """A row that belongs to one kelurahan. `kelurahan_id` is the official 10-digit code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kelurahan_id = models.BigIntegerField()

    class Meta:
        abstract = True


class GrantToApp(RunSQL):
    """Lets the application role do what is listed to a table, and nothing else."""

    def __init__(self, table: str, privileges: str) -> None:
        super().__init__(
            f"GRANT {_words(privileges)} ON {_name(table)} TO {APP_ROLE};",
            f"REVOKE ALL ON {_name(table)} FROM {APP_ROLE};",
        )
        self.table, self.privileges = table, privileges

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As written in the migration file."""
        return type(self).__name__, [self.table, self.privileges], {}


class EnableRowSecurity(RunSQL):
    """Row security on a tenant table, for its owner too: only rows of the told area are seen or written.

    The settings are read in scalar sub-selects, hence once per statement, and the comparison is leakproof, so
    that indexes on kelurahan_id keep working beneath the policy. A `read_only` table is written by triggers alone.
    """

    def __init__(
        self, table: str, *, append_only: bool = False, deletable: bool = False, read_only: bool = False
    ) -> None:
        name = _name(table)
        within = "kelurahan_id BETWEEN (SELECT area_lo()) AND (SELECT area_hi())"
        privileges = "SELECT" if read_only else "SELECT, INSERT" if append_only else "SELECT, INSERT, UPDATE"
        super().__init__(
            f"""
            ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {name} FORCE ROW LEVEL SECURITY;
            CREATE POLICY office_scope ON {name} USING ({within}) WITH CHECK ({within});
            GRANT {privileges}{", DELETE" if deletable else ""} ON {name} TO {APP_ROLE};
            """,
            f"""
            DROP POLICY office_scope ON {name};
            ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY;
            ALTER TABLE {name} DISABLE ROW LEVEL SECURITY;
            REVOKE ALL ON {name} FROM {APP_ROLE};
            """,
        )
        self.table = table
        self.flags = {"append_only": append_only, "deletable": deletable, "read_only": read_only}

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As written in the migration file."""
        return type(self).__name__, [self.table], self.flags


class SameOffice(RunSQL):
    """A composite foreign key: what a row points at belongs to the same office as the row itself."""

    def __init__(self, table: str, column: str, target: str) -> None:
        table, column, target = _name(table), _name(column), _name(target)
        super().__init__(
            f"""
            ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_office
                FOREIGN KEY (kelurahan_id, {column}) REFERENCES {target} (kelurahan_id, id);
            """,
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_office;",
        )
        self.table, self.column, self.target = table, column, target

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As written in the migration file."""
        return type(self).__name__, [self.table, self.column, self.target], {}


def _name(identifier: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", identifier):
        msg = f"not a table or column name: {identifier}"
        raise ValueError(msg)
    return identifier


def _words(privileges: str) -> str:
    if not re.fullmatch(r"(SELECT|INSERT|UPDATE|DELETE)(, (SELECT|INSERT|UPDATE|DELETE))*", privileges):
        msg = f"not a list of privileges: {privileges}"
        raise ValueError(msg)
    return privileges
