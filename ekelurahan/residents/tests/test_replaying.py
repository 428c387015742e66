"""Replaying the registry: what follows from the events is proven, what does not is found."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection, connections

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.commands import commands
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.recording import Told, record
from ekelurahan.residents.events.actions.vital import register_death
from ekelurahan.residents.events.entries import NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.replaying.queries import differences
from ekelurahan.residents.tests.household import Household, household, row, told
from ekelurahan.tests.people import PLAJU_ULU, build_town

REPLAY = commands()["replay-registry"]
OFFICE = ["--office", "16.71.14.1001"]


@pytest.fixture
def home(fresh_database: object) -> Household:
    """A family with a past, in a database where commits are real."""
    build_town()
    with office_scope(PLAJU_ULU):
        home = household()
        update_resident(row(home.rani), {"name": "RANIA", "birth_date": date(2007, 4, 3), "nik": None}, by=None)
        update_resident(row(home.rani), {"religion": "islam", "rt": "010", "address": ""}, by=None)
        death = register_death(home.amir, kelurahan_id=PLAJU_ULU, told=told(), by=None, new_head=NewHead(home.wati))
        undo(death.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    return home


def tamper(statement: str, *values: UUID | int) -> None:
    """Past the triggers, as only the owner of the database can."""
    with connections["owner"].cursor() as cursor:
        for table in ("residents_resident", "residents_familycard"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SET app.area_lo = '0'; SET app.area_hi = '9999999999'")
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


def test_a_registry_that_follows_from_its_events_is_proven(home: Household, capsys: pytest.CaptureFixture[str]) -> None:
    assert REPLAY([]) == 0
    assert "COCOK" in capsys.readouterr().out
    assert REPLAY(OFFICE) == 0
    assert REPLAY(["--office", "99.99.99.9999"]) == 2
    assert REPLAY(["--office", "16.71.14"]) == 2


def test_an_event_that_changed_nothing_of_somebody_is_part_of_the_history(home: Household) -> None:
    with office_scope(PLAJU_ULU), connection.cursor() as cursor:
        event = record(Kind.CORRECT, Told(), kelurahan_id=PLAJU_ULU, by=None)
        cursor.execute(
            "UPDATE residents_resident SET event_id = %s, version = version + 1 WHERE id IN (%s, %s)",
            [event.id, home.rani, home.wati],
        )
        assert cursor.rowcount == 2
    assert REPLAY(OFFICE) == 0


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE residents_resident SET name = 'LAIN' WHERE id = %s", "berbeda dari riwayatnya: name"),
        ("UPDATE residents_resident SET version = 9 WHERE id = %s", "versinya 9"),
        (
            """
            WITH w AS (SELECT %s::uuid AS x), y AS (DELETE FROM residents_residentword USING w WHERE resident_id = x)
            DELETE FROM residents_resident USING w WHERE id = x
            """,
            "datanya tidak ada",
        ),
        ("DELETE FROM residents_change WHERE subject = %s", "tidak ada riwayatnya"),
        ("DELETE FROM residents_change WHERE subject = %s AND version = 1", "tidak pada urutannya"),
        (
            'UPDATE residents_change SET before = before || \'{"name": "LAIN"}\' WHERE subject = %s AND version = 2',
            "perubahan ke-2 tidak menyambung dari yang sebelumnya: name",
        ),
    ],
)
def test_what_does_not_follow_is_found(
    home: Household, capsys: pytest.CaptureFixture[str], statement: str, words: str
) -> None:
    tamper(statement, home.rani)
    assert REPLAY(OFFICE) == 1
    said = capsys.readouterr().out
    assert words in said
    assert "LAIN" not in said  # no values


def test_a_card_is_proven_too_and_many_differences_are_told_briefly(
    home: Household, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tamper("UPDATE residents_familycard SET rt = '099'")
    tamper("UPDATE residents_resident SET religion = 'hindu' WHERE kelurahan_id = %s", PLAJU_ULU)
    monkeypatch.setattr("ekelurahan.residents.replaying.commands.MOST_LINES", 2)
    assert REPLAY(OFFICE) == 1
    assert "lagi." in capsys.readouterr().out
    with office_scope(PLAJU_ULU):
        assert {found.columns for found in differences(PLAJU_ULU)} == {("rt",), ("religion",)}
