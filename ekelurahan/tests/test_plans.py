"""The hot queries stay on their indexes beneath row security, in an office with thousands of rows among others."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from ekelurahan.applications import actions
from ekelurahan.applications.access import application_for, tracking_handle
from ekelurahan.applications.actions import Upload
from ekelurahan.applications.models import Application
from ekelurahan.applications.queries import (
    attachments_of,
    drafted_attachments,
    find_by_number,
    history_of,
    latest_in,
    open_counts,
    open_in,
    requests_of,
)
from ekelurahan.applications.tracking import tracked_by_handle
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.actions import record
from ekelurahan.catalogue.workflow import Status
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import Letter
from ekelurahan.letters.queries import verified_by_code
from ekelurahan.outbox.actions import keep_next
from ekelurahan.outbox.registry import Lane
from ekelurahan.residents.queries import search
from ekelurahan.tests.cases import handed_over
from ekelurahan.tests.grants import rows
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town, build_town
from ekelurahan.tests.pictures_of import jpeg

ROWS = 2000
# table: what must differ in each copy of its first row
COPIES = {
    "residents_resident": "'nik', NULL, 'name', 'WARGA ' || g",
    "residents_residentword": "'resident_id', r.id, 'word', 'WARGA' || g",
    "applications_application": "'number', 'X' || g, 'draft_key', gen_random_uuid()",
    "applications_event": "'at', now() - g * interval '1 minute'",
    "letters_letter": "'serial', g + 100, 'number', 'N' || g, 'application_id', gen_random_uuid()",
    "audit_entry": "'seq', g + 1000",
    "outbox_promise": "'done_at', now(), 'run_at', now() - g * interval '1 minute'",
    "notices_notice": "'about', gen_random_uuid()",
    "applications_attachment": "'draft_key', gen_random_uuid(), 'application_id', NULL",
    "offices_handle": "'hash', sha256(gen_random_uuid()::text::bytea)",
}
WITHOUT_ID = {"residents_residentword", "offices_handle"}


@pytest.fixture
def crowded(fresh_database: object) -> Town:
    """Thousands of rows in Plaju Ulu, and some in the office next door."""
    town = build_town()
    for office in (PLAJU_ULU, PLAJU_DARAT):
        with office_scope(office), connection.cursor() as cursor:
            if office == PLAJU_ULU:
                handed_over(town)
                actions.attach(
                    Upload("ktp", "ktp.jpg", jpeg()), draft_key=uuid4(), kelurahan_id=office, by=town.operator
                )
            for table, differs in COPIES.items():
                cursor.execute(copy(table, differs))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return town


def copy(table: str, differs: str) -> str:
    """Copies of a table's first row that is in view, with other keys."""
    key = "" if table in WITHOUT_ID else "'id', gen_random_uuid(), "
    others = ", (SELECT id FROM residents_resident LIMIT 1) r" if "r.id" in differs else ""
    written = (
        "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
        f" WHERE table_name = '{table}' AND is_generated = 'NEVER'"
    )
    ((names,),) = rows(written)
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} FROM ("
        f"SELECT (jsonb_populate_record(t, jsonb_build_object({key}{differs}))).*"
        f" FROM {table} t, generate_series(1, {ROWS}) g{others} WHERE t.ctid = (SELECT ctid FROM {table} LIMIT 1)) copies"
    )


def application() -> Application:
    return Application.objects.get(status=Status.HANDED_OVER, number__startswith="PLU")


INSIDE: dict[str, Callable[[Town], Any]] = {
    "inbox": lambda _: open_in(PLAJU_ULU, [Status.AWAITING_LURAH]),
    "queue": lambda _: latest_in(PLAJU_ULU, [Status.REJECTED]),
    "counts": lambda _: open_counts(PLAJU_ULU),
    "by number": lambda _: find_by_number(PLAJU_ULU, "PLU-2611-ABCDE"),
    "one request": lambda town: application_for(town.operator, application().id),
    "history": lambda _: history_of(application()),
    "attachments": lambda _: attachments_of(application()),
    "draft": lambda _: drafted_attachments(PLAJU_ULU, uuid4()),
    "somebody's requests": lambda town: requests_of(town.budi, PLAJU_ULU),
    "NIK": lambda _: search("990101420590"),
    "name": lambda _: search("siti ami"),
    "part of a name": lambda _: search("minah"),
    "slip": lambda _: search("siti aminha"),
    "audit": lambda _: record(PLAJU_ULU, "x", "y:1", by=None),
}


@pytest.mark.timeout(120)
def test_hot_queries_use_their_indexes(crowded: Town) -> None:
    slow: dict[str, str] = {}
    for name, ask in INSIDE.items():
        with office_scope(PLAJU_ULU), CaptureQueriesContext(connection) as asked:
            ask(crowded)
            slow |= {f"{name}: {plan}": table for table, plan in walked_through(asked)}
    with office_scope(PLAJU_ULU):
        letter, request = Letter.objects.get(number__startswith="400").id, application().id
    outside: dict[str, Callable[[], object]] = {
        "verify": lambda: verified_by_code(verification_handle(letter)),
        "track": lambda: tracked_by_handle(tracking_handle(request)),
        "outbox": lambda: keep_next(Lane.MAIL),
    }
    for name, look in outside.items():
        with CaptureQueriesContext(connection) as asked:
            assert look() is not None
        with office_scope(PLAJU_ULU):
            slow |= {f"{name}: {plan}": table for table, plan in walked_through(asked)}
    assert slow == {}, "\n".join(slow)


def walked_through(asked: CaptureQueriesContext) -> list[tuple[str, str]]:
    """The tables that a query reads row by row, with the plan."""
    found = []
    for query in [query["sql"] for query in asked.captured_queries if query["sql"].lstrip().startswith("SELECT")]:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query.replace("%", "%%"), [])
            plan = "\n".join(row[0] for row in cursor.fetchall())
        found += [
            (line.split("Seq Scan on ")[1].split()[0], f"{query}\n{plan}")
            for line in plan.splitlines()
            if "Seq Scan on" in line and line.split("Seq Scan on ")[1].split()[0] in COPIES
        ]
    return found
