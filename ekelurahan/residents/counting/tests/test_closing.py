"""A month is closed once, in order, by those who may; then nothing can be reported in it any more."""

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from ekelurahan.areas.scope import area_scope, office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.lib.codes import Sex
from ekelurahan.lib.now import at
from ekelurahan.residents.actions import Refused, add_resident
from ekelurahan.residents.counting.actions import close_month, close_months
from ekelurahan.residents.counting.form import notes_of
from ekelurahan.residents.counting.queries import report_of
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.recording import Told, change, locked_resident, record
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import ClosedMonth, Resident
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town, build_town

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
LATER = datetime(2027, 2, 3, 5, tzinfo=UTC)


@pytest.fixture
def town(db: None) -> Town:
    """Everybody was registered in November; now it is February."""
    with at(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        return build_town()


def newcomer(day: date, nik: str = "9901010101900009") -> Resident:
    person = Person("BARU DATANG", date(1990, 1, 1), Sex.MALE, nik, {"family_relation": "head"})
    return add_resident(
        Card("9901010101100099", "Jl. Baru", "001", "001"), person, kelurahan_id=PLAJU_ULU, by=None,
        told=Told(reported_on=day, happened_on=day),
    )  # fmt: skip


@pytest.mark.parametrize("part", ["sekretaris", "lurah"])
def test_sekretaris_and_lurah_close_a_month_that_is_over(town: Town, part: str) -> None:
    with at(LATER), office_scope(PLAJU_ULU):
        assert close_month(PLAJU_ULU, NOVEMBER, by=getattr(town, part)) == [NOVEMBER]
        report = report_of(PLAJU_ULU, PLAJU_ULU, NOVEMBER)
        assert report.is_closed
        assert report.offices[0].closing is not None
        assert report.offices[0].closing.officer == getattr(town, part).name
        assert (report.lampid.opening.people, report.lampid.closing.people, report.lampid.closing.heads) == (2, 2, 1)
        assert Entry.objects.filter(kelurahan_id=PLAJU_ULU, action="month.close").count() == 1


@pytest.mark.parametrize("part", ["operator", "kasi", "lurah_next_door", "camat", "city"])
def test_nobody_else_closes_it(town: Town, part: str) -> None:
    with at(LATER), office_scope(PLAJU_ULU), pytest.raises(Refused, match="Hanya sekretaris atau lurah"):
        close_month(PLAJU_ULU, NOVEMBER, by=getattr(town, part))


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (date(2027, 2, 1), "belum berakhir"),
        (date(2027, 9, 1), "belum berakhir"),
        (date(2026, 10, 1), "belum ada penduduk"),
        (DECEMBER, "November 2026 belum ditutup"),
    ],
)
def test_a_month_out_of_turn_is_refused(town: Town, month: date, words: str) -> None:
    with at(LATER), office_scope(PLAJU_ULU):
        with pytest.raises(Refused, match=words):
            close_month(PLAJU_ULU, month, by=town.lurah)
        assert not ClosedMonth.objects.exists()


def test_a_month_is_closed_once(town: Town) -> None:
    with at(LATER), office_scope(PLAJU_ULU):
        close_month(PLAJU_ULU, NOVEMBER, by=town.lurah)
        with pytest.raises(Refused, match="sudah ditutup"):
            close_month(PLAJU_ULU, NOVEMBER, by=town.lurah)


def test_earlier_months_are_closed_together_on_request(town: Town) -> None:
    with at(LATER), office_scope(PLAJU_ULU):
        assert close_month(PLAJU_ULU, JANUARY, by=town.lurah, with_earlier=True) == [NOVEMBER, DECEMBER, JANUARY]
        assert report_of(PLAJU_ULU, PLAJU_ULU, DECEMBER).lampid.opening.people == 2


def test_nothing_can_be_reported_in_a_closed_month(town: Town) -> None:
    with at(LATER), office_scope(PLAJU_ULU):
        close_month(PLAJU_ULU, NOVEMBER, by=town.lurah)
        with pytest.raises(Refused, match="sudah ditutup"):
            newcomer(date(2026, 11, 30))
        newcomer(date(2026, 12, 1))
        report = report_of(PLAJU_ULU, PLAJU_ULU, DECEMBER)
        assert (report.lampid.opening.people, report.lampid.enrolled.people, report.lampid.closing.people) == (2, 1, 3)


def test_a_command_closes_many_months_at_once(town: Town) -> None:
    with at(LATER), area_scope(1671000000, 1671999999):
        assert [close_months(office, date(2027, 12, 31)) for office in (PLAJU_ULU, PLAJU_DARAT, 1671141003)] == [
            3,
            3,
            0,
        ]
        assert close_months(PLAJU_ULU, JANUARY) == 0
        report = report_of(1671140000, 1671149999, JANUARY)
        assert report.lampid.closing.people == 3
        closed = {office.kelurahan_id for office in report.offices if office.closing}
        assert closed == {PLAJU_ULU, PLAJU_DARAT}


@pytest.mark.timeout(60)
def test_a_month_closes_before_an_event_or_after_it_and_never_in_between(fresh_database: object) -> None:
    with at(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        town = build_town()
    gate, refused = Barrier(2), []

    def close() -> None:
        with at(LATER), office_scope(PLAJU_ULU):
            gate.wait()
            close_month(PLAJU_ULU, NOVEMBER, by=town.lurah)
        connections.close_all()

    def enter() -> None:
        try:
            with at(LATER), office_scope(PLAJU_ULU):
                gate.wait()
                newcomer(date(2026, 11, 30))
        except Refused as refusal:
            refused.append(refusal)
        connections.close_all()

    threads = [Thread(target=close), Thread(target=enter)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office_scope(PLAJU_ULU), connection.cursor() as cursor:
        cursor.execute("SELECT sum(people) FROM residents_flow WHERE month = %s", [NOVEMBER])
        (counted,) = cursor.fetchone()
        report = report_of(PLAJU_ULU, PLAJU_ULU, NOVEMBER)
        assert report.is_closed
        assert report.lampid.closing.people == counted == (2 if refused else 3)


def test_events_told_late_are_counted_in_the_month_of_reporting(town: Town) -> None:
    with at(LATER), office_scope(PLAJU_ULU):
        told = Told(happened_on=date(2026, 12, 20), reported_on=date(2027, 1, 4))
        event = record(Kind.DEATH, told, kelurahan_id=PLAJU_ULU, by=None)
        change(event, locked_resident(town.siti, kelurahan_id=PLAJU_ULU), {"life_status": "dead"})
        december, january = (report_of(PLAJU_ULU, PLAJU_ULU, month) for month in (DECEMBER, JANUARY))
        assert (december.late, january.late) == ({}, {"death": 1})
        assert (december.lampid.deaths.people, january.lampid.deaths.people) == (0, 1)
        assert "1 kematian" in " ".join(notes_of(january))
        close_month(PLAJU_ULU, JANUARY, by=town.lurah, with_earlier=True)
        assert report_of(PLAJU_ULU, PLAJU_ULU, JANUARY).late == {"death": 1}


def test_what_was_undone_in_the_month_of_reporting_was_not_told_late(town: Town) -> None:
    why = Told(reason="Salah orang", reported_on=date(2027, 1, 5))
    with at(LATER), office_scope(PLAJU_ULU):
        for resident, undone_on in ((town.siti, date(2027, 1, 5)), (town.budi, date(2027, 2, 1))):
            event = record(
                Kind.MISSING, Told(happened_on=date(2026, 12, 20), reported_on=date(2027, 1, 4)),
                kelurahan_id=PLAJU_ULU, by=None,
            )  # fmt: skip
            change(event, locked_resident(resident, kelurahan_id=PLAJU_ULU), {"life_status": "lost"})
            undo(event.id, kelurahan_id=PLAJU_ULU, told=replace(why, reported_on=undone_on), by=None)
        january = report_of(PLAJU_ULU, PLAJU_ULU, JANUARY)
        assert (january.lampid.missing.people, january.late) == (1, {"missing": 1})
        close_month(PLAJU_ULU, JANUARY, by=town.lurah, with_earlier=True)
        assert report_of(PLAJU_ULU, PLAJU_ULU, JANUARY).late == {"missing": 1}


def test_a_month_begins_as_the_one_before_ended_before_and_after_it_is_closed(town: Town) -> None:
    with at(datetime(2026, 12, 10, 5, tzinfo=UTC)), office_scope(PLAJU_ULU):
        newcomer_enrolled = newcomer(date(2026, 12, 10))
    assert newcomer_enrolled.is_counted

    def months() -> list[tuple[int, int, int]]:
        with at(LATER), office_scope(PLAJU_ULU):
            found = [report_of(PLAJU_ULU, PLAJU_ULU, month).lampid for month in (NOVEMBER, DECEMBER, JANUARY)]
        return [(one.opening.people, one.arrivals.people, one.closing.people) for one in found]

    before = months()
    assert before[1][0] == before[0][2]
    assert before[2][0] == before[1][2] == before[0][2] + 1
    with at(LATER), office_scope(PLAJU_ULU):
        close_month(PLAJU_ULU, DECEMBER, by=town.lurah, with_earlier=True)
    assert months() == before
