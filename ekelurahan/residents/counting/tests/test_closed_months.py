"""A closed month is composed again from its flows: what differs is told, and stays as it was signed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.lib.now import at
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.counting import actions
from ekelurahan.residents.counting.actions import close_month
from ekelurahan.residents.counting.commands import recount_registry
from ekelurahan.residents.counting.lampid import Lampid, Line, Moved, compose
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.recording import Told, change, locked_resident, record
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import ClosedMonth
from ekelurahan.tests.people import PLAJU_ULU, Town, build_town

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
LATER = datetime(2027, 2, 3, 5, tzinfo=UTC)
ONE = Line(wni_l=1)


def three_months() -> Town:
    """Siti moved away in December; in January Budi's death was told late, and somebody was written down who was there."""
    with at(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        town = build_town()
    with at(LATER), office_scope(PLAJU_ULU):
        for day, kind, resident, state in (
            (DECEMBER, Kind.DEPART, town.siti, "moved"), (JANUARY, Kind.DEATH, town.budi, "dead"),
        ):  # fmt: skip
            told = Told(reported_on=day, happened_on=NOVEMBER, detail="city" if kind == Kind.DEPART else "")
            event = record(kind, told, kelurahan_id=PLAJU_ULU, by=None)
            change(event, locked_resident(resident, kelurahan_id=PLAJU_ULU), {"life_status": state})
        person = Person("BARU DICATAT", date(1990, 1, 1), Sex.MALE, "9901010101900009", {"family_relation": "head"})
        told = Told(reported_on=JANUARY, happened_on=JANUARY)
        card = Card("9901010101100099", "Jl. A", "001", "001")
        add_resident(card, person, kelurahan_id=PLAJU_ULU, by=None, told=told)
    return town


def close_all(town: Town) -> None:
    with at(LATER), office_scope(PLAJU_ULU):
        close_month(PLAJU_ULU, JANUARY, by=town.lurah, with_earlier=True)


def mistaken(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves is miscounted by one in that row: December and what follows from it are wrong."""

    def wrong(opening: Line, flows: Iterable[Moved], *, is_first: bool) -> Lampid:
        report = compose(opening, flows, is_first=is_first)
        if not any(report.departures):
            return report
        if row == "moves city":
            return replace(report, moves={"city": report.moves["city"].plus(ONE)})
        return replace(report, **{row: getattr(report, row).plus(ONE)})

    monkeypatch.setattr(actions, "compose", wrong)


def test_the_closed_months_are_what_their_flows_make_of_them(db: None) -> None:
    close_all(three_months())
    with office_scope(PLAJU_ULU):
        assert ClosedMonth.objects.count() == 3
        assert recount(PLAJU_ULU) == []


@pytest.mark.parametrize("row", ["opening", "births", "deaths", "arrivals", "departures", "missing", "moves city"])
def test_a_row_of_a_closed_month_that_differs_from_its_flows_is_told(
    db: None, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistaken(row, monkeypatch)
    close_all(three_months())
    with office_scope(PLAJU_ULU):
        found = recount(PLAJU_ULU)
    following = [] if row == "moves city" else [("2027-01", "opening")]
    assert [(wrong.table, wrong.key) for wrong in found] == [("month", key) for key in [("2026-12", row), *following]]
    assert found[0].kept == Line(*found[0].counted).plus(ONE)


def test_a_closed_month_is_not_mended(
    fresh_database: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mistaken("births", monkeypatch)
    close_all(three_months())
    assert recount_registry(["--repair"]) == 1
    said = capsys.readouterr().out
    assert "DIPERBAIKI" not in said
    assert "SALAH: 16.71.14.1001 month 2026-12 births: 1/0/0/0/0/0/0/0/0, seharusnya 0/0/0/0/0/0/0/0/0" in said
