"""The application role has no more power than its tables need: it changes no table, no letter, no log, no rule."""

import pytest
from django.db import connections

from ekelurahan.tests.grants import GRANTS, MAY_BE_CALLED, WITH_RIGHTS_OF_THE_OWNER, refused, rows
from ekelurahan.tests.people import PLAJU_ULU


def test_the_application_may_do_to_each_table_what_is_listed_and_no_more(db: None) -> None:
    found = rows(
        """
        SELECT c.relname, string_agg(p, ' ' ORDER BY n) FILTER (WHERE has_table_privilege('ekelurahan_app', c.oid, p))
        FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
            WITH ORDINALITY AS t(p, n)
        WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = 'public'::regnamespace GROUP BY 1
        """
    )
    assert {name: privileges or "" for name, privileges in found} == GRANTS


def test_the_application_has_no_power_of_its_own(db: None) -> None:
    rights = rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, pg_has_role(oid, 'ekelurahan_owner',"
        " 'MEMBER') FROM pg_roles WHERE rolname = 'ekelurahan_app'"
    )
    assert rights == [(False,) * 6]
    definers = rows(
        "SELECT proname, has_function_privilege('ekelurahan_app', oid, 'EXECUTE') FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )
    assert {str(name) for name, _ in definers} == set(WITH_RIGHTS_OF_THE_OWNER)
    assert {str(name) for name, callable_by_app in definers if callable_by_app} == MAY_BE_CALLED


def test_the_application_cannot_write_what_triggers_write(db: None) -> None:
    for table in (name for name, privileges in GRANTS.items() if privileges == "SELECT"):
        assert "permission denied" in refused(f"DELETE FROM {table}", [], scope=PLAJU_ULU)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE letters_letter DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY office_scope ON letters_letter",
        "CREATE POLICY open ON letters_letter USING (true)",
        "CREATE TABLE mine (id int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION area_lo() RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'",
        "TRUNCATE audit_entry",
        "TRUNCATE letters_numberseries",
        "TRUNCATE accounts_throttle",
        "DROP TABLE applications_event",
        "DELETE FROM outbox_promise",
        "SET ROLE ekelurahan_owner",
        "SET session_replication_role = replica",
        "SELECT * FROM pg_authid",
        "COPY letters_letter TO PROGRAM 'cat'",
    ],
)
def test_the_application_cannot_open_the_house(statement: str, db: None) -> None:
    refusal = refused(statement, [], scope=PLAJU_ULU)
    assert "permission denied" in refusal or "must be owner" in refusal


def test_the_owner_too_is_bound_by_row_security(fresh_database: object) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM residents_resident")
        assert cursor.fetchone() == (0,)
