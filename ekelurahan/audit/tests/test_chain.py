"""The log: what is written down of an act, and that whoever changes it later is found out at the first row."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.audit.actions import record
from ekelurahan.audit.chain import GENESIS, entry_hash
from ekelurahan.audit.commands import audit
from ekelurahan.audit.models import Entry
from ekelurahan.audit.queries import find_breaks
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town


@pytest.fixture
def chains(fresh_database: object) -> None:
    """Nine entries in Plaju Ulu, three in Plaju Darat."""
    for office, count in ((PLAJU_ULU, 9), (PLAJU_DARAT, 3)):
        for number in range(count):
            with office_scope(office):
                record(office, f"act{number}", f"thing:{number}", by=None, details={"number": number})


def as_owner(statement: str) -> None:
    """What somebody could do who has the owner's password."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.area_lo', '0', true), set_config('app.area_hi', '9999999999', true)")
        cursor.execute(statement)
        assert cursor.rowcount > 0


def found() -> list[tuple[int, int]]:
    with all_offices():
        return [(item.kelurahan_id, item.seq) for item in find_breaks()]


def test_an_untouched_log_is_proved(chains: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert found() == []
    assert audit(["verify"]) == 0
    assert capsys.readouterr().out == "UTUH: 12 entri audit, semua rantai sambung.\n"


HERE = f"kelurahan_id = {PLAJU_ULU}"
EXCHANGE = (
    "UPDATE audit_entry e SET body = o.body, at = o.at, action = o.action, object = o.object"
    f" FROM audit_entry o WHERE e.{HERE} AND o.{HERE} AND (e.seq, o.seq) IN ((4, 7), (7, 4))"
)


@pytest.mark.parametrize(
    ("tampering", "first_broken"),
    [
        (f"UPDATE audit_entry SET body = replace(body, 'act4', 'act7') WHERE {HERE} AND seq = 5", 5),
        (f"UPDATE audit_entry SET action = 'other' WHERE {HERE} AND seq = 5", 5),
        (f"UPDATE audit_entry SET object = 'thing:99' WHERE {HERE} AND seq = 5", 5),
        (f"UPDATE audit_entry SET at = at - interval '1 hour' WHERE {HERE} AND seq = 5", 5),
        (f"UPDATE audit_entry SET hash = sha256('x') WHERE {HERE} AND seq = 5", 5),
        (f"UPDATE audit_entry SET previous = sha256('x') WHERE {HERE} AND seq = 5", 5),
        (f"DELETE FROM audit_entry WHERE {HERE} AND seq = 5", 6),
        (f"DELETE FROM audit_entry WHERE {HERE} AND seq = 1", 2),
        (f"UPDATE audit_entry SET seq = seq + 100 WHERE {HERE} AND seq >= 5", 105),
        (EXCHANGE, 4),
        (f"UPDATE audit_entry SET kelurahan_id = {PLAJU_DARAT}, seq = 4 WHERE {HERE} AND seq = 9", 4),
    ],
)
def test_the_first_tampered_row_is_named(tampering: str, first_broken: int, chains: None) -> None:
    as_owner(tampering)
    ((office, seq),) = found()
    assert seq == first_broken
    assert office == (PLAJU_DARAT if str(PLAJU_DARAT) in tampering else PLAJU_ULU)


def test_a_row_forged_with_its_own_right_hash_breaks_the_chain_at_the_next(chains: None) -> None:
    with office_scope(PLAJU_ULU):
        entry = Entry.objects.get(seq=5)
        body = entry.body.replace("act4", "act0")
        forged = entry_hash(bytes(entry.previous), kelurahan_id=PLAJU_ULU, seq=5, at=entry.at, body=body).hex()
    as_owner(f"UPDATE audit_entry SET body = '{body}', action = 'act0', hash = '\\x{forged}' WHERE {HERE} AND seq = 5")
    assert found() == [(PLAJU_ULU, 6)]


def test_the_command_names_every_office_that_is_broken_and_fails(
    chains: None, capsys: pytest.CaptureFixture[str]
) -> None:
    as_owner(f"UPDATE audit_entry SET body = body || ' ' WHERE {HERE} AND seq IN (3, 8)")
    as_owner(f"DELETE FROM audit_entry WHERE kelurahan_id = {PLAJU_DARAT} AND seq = 2")
    assert audit(["verify"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "RUSAK: 16.71.14.1001 entri 3 (act2): isi entri tidak cocok dengan sidik jarinya",
        "RUSAK: 16.71.14.1002 entri 3 (act2): entri 2 hilang",
    ]


def test_the_command_wants_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit([]) == audit(["prove"]) == 2
    assert "Pemakaian" in capsys.readouterr().out


@pytest.mark.parametrize("statement", ["UPDATE {} SET seq = seq", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_change_the_log(statement: str, at_work: Town) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("audit_entry"))


def test_an_entry_says_who_acted_from_where_on_what(at_work: Town) -> None:
    actor = replace(at_work.lurah, address="10.0.0.7", user_agent="Firefox")
    record(PLAJU_ULU, "approve", "application:7", by=actor, details={"version": 3})
    entry = Entry.objects.latest("seq")
    told = json.loads(entry.body)
    assert (told["action"], told["object"], told["details"]) == ("approve", "application:7", {"version": 3})
    assert told["by"]["user"] == str(actor.user_id)
    assert (told["by"]["address"], told["by"]["device"], told["by"]["role"]) == ("10.0.0.7", "Firefox", "lurah")


def test_an_act_that_is_taken_back_leaves_no_entry_and_no_gap(at_work: Town) -> None:
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(PLAJU_ULU, "one", "thing:1", by=None, details={"never": 1 / before * 0 or 1 / 0})
    record(PLAJU_ULU, "two", "thing:2", by=None)
    assert Entry.objects.latest("seq").seq == before + 1
    assert list(find_breaks()) == []


moments = st.datetimes(timezones=st.just(UTC))


@given(st.binary(min_size=32, max_size=32), st.integers(1, 10**6), moments, st.text(max_size=30))
def test_the_hash_depends_on_every_part(previous: bytes, seq: int, at: datetime, body: str) -> None:
    whole = entry_hash(previous, kelurahan_id=PLAJU_ULU, seq=seq, at=at, body=body)
    others = {
        entry_hash(GENESIS if previous != GENESIS else b"x" * 32, kelurahan_id=PLAJU_ULU, seq=seq, at=at, body=body),
        entry_hash(previous, kelurahan_id=PLAJU_DARAT, seq=seq, at=at, body=body),
        entry_hash(previous, kelurahan_id=PLAJU_ULU, seq=seq + 1, at=at, body=body),
        entry_hash(previous, kelurahan_id=PLAJU_ULU, seq=seq, at=at, body=body + " "),
    }
    if at.year < 9999:
        others.add(entry_hash(previous, kelurahan_id=PLAJU_ULU, seq=seq, at=at + timedelta(microseconds=1), body=body))
    assert whole not in others


@given(moments, st.integers(-12, 12))
def test_the_hash_does_not_depend_on_the_time_zone_it_is_read_in(at: datetime, hours: int) -> None:
    if 1 < at.year < 9999:
        elsewhere = at.astimezone(timezone(timedelta(hours=hours)))
        assert entry_hash(GENESIS, kelurahan_id=1, seq=1, at=at, body="") == entry_hash(
            GENESIS, kelurahan_id=1, seq=1, at=elsewhere, body=""
        )
