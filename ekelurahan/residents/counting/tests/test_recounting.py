"""What the triggers counted equals what a recount finds, whatever happened; and what does not is found."""

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest
from django.db import connections

from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.batch.actions import merge, stage
from ekelurahan.residents.batch.rows import PLACES, WIDTH, StagedRow
from ekelurahan.residents.counting.commands import recount_registry
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.recording import Told, change, locked_resident, record
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import FamilyCard, Resident
from ekelurahan.tests.people import PLAJU_ULU, Town, build_town

DAY = date(2026, 11, 3)


def newcomer(chance: random.Random, number: int) -> None:
    card = Card(f"99010101011002{chance.randrange(4):02}", "Jl. A", f"00{chance.randrange(1, 4)}", "001")
    more = {
        "family_relation": chance.choice(["head", "wife", "child"]),
        "residence": chance.choice(["permanent", "permanent", "temporary"]),
        "citizenship": chance.choice(["WNI", "WNA"]), "religion": chance.choice(["islam", "hindu", ""]),
    }  # fmt: skip
    person = Person(f"ORANG {number}", date(1990, 1 + number % 12, 1), chance.choice(list(Sex)), None, more)
    with suppress(Refused):  # a second head of a family
        add_resident(card, person, kelurahan_id=PLAJU_ULU, by=None, told=Told(reason="Uji", sure=True))


def something_changes(chance: random.Random) -> None:
    kind = chance.choice([Kind.DEATH, Kind.CORRECT, Kind.DEPART, Kind.JOIN_CARD, Kind.MISSING, Kind.WRONG_ENTRY])
    detail = "city" if kind == Kind.DEPART else ""
    event = record(kind, Told(reported_on=DAY, happened_on=DAY, detail=detail), kelurahan_id=PLAJU_ULU, by=None)
    someone = chance.choice(list(Resident.objects.filter(kelurahan_id=PLAJU_ULU).order_by("id")))
    row = locked_resident(someone.id, kelurahan_id=PLAJU_ULU)
    cards = list(FamilyCard.objects.filter(kelurahan_id=PLAJU_ULU).order_by("no_kk"))
    possible: list[dict[str, object]] = [
        {"life_status": chance.choice(["alive", "dead", "moved", "invalid", "lost"])},
        {"sex": chance.choice(list(Sex)).value, "religion": "buddhist"},
        {"family_relation": chance.choice(["head", "child"]), "family_card": chance.choice(cards)},
        {"residence": chance.choice(["permanent", "temporary"])},
    ]
    change(event, row, chance.choice(possible))


def a_family_moves_house(chance: random.Random) -> None:
    event = record(Kind.RELOCATE, Told(reported_on=DAY, happened_on=DAY), kelurahan_id=PLAJU_ULU, by=None)
    card = chance.choice(list(FamilyCard.objects.select_for_update().filter(kelurahan_id=PLAJU_ULU).order_by("no_kk")))
    change(event, card, {"rt": f"00{chance.randrange(1, 5)}", "rw": chance.choice(["001", "002"])})


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_counts_equal_a_recount(at_work: Town, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(40):
        kind = chance.randrange(4)
        if kind == 0:
            newcomer(chance, number)
        elif kind == 1:
            a_family_moves_house(chance)
        else:
            something_changes(chance)
    assert recount(PLAJU_ULU) == []


def staged(number: int, **told: str | date) -> StagedRow:
    values: list[str | date | None] = [None] * WIDTH
    for name, value in told.items():
        values[PLACES[name]] = value
    return StagedRow(number, values)


def test_a_merge_that_moves_a_family_and_adds_a_member_equals_a_recount(at_work: Town) -> None:
    where = {"no_kk": "9901010101100001", "address": "Jl. Baru", "rt": "009", "rw": "009"}
    rows = [
        staged(1, nik="9901014205900001", name="SITI AMINAH", birth_date=date(1990, 5, 2), **where),
        staged(2, name="ANAK BARU", sex="male", birth_date=date(2020, 5, 2), family_relation="child", **where),
    ]
    stage(rows, kelurahan_id=PLAJU_ULU)
    assert merge().new == 1
    assert recount(PLAJU_ULU) == []


@pytest.fixture
def spoiled(fresh_database: object) -> Iterator[Town]:
    """Somebody with the owner's rights wrote into the counts."""
    town = build_town()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.area_lo', %s, false), set_config('app.area_hi', %s, false)",
                       [str(PLAJU_ULU)] * 2)  # fmt: skip
        cursor.execute("UPDATE residents_tally SET people = people + 1 WHERE dimension = 'religion' AND rw = '*'")
        cursor.execute("DELETE FROM residents_flow WHERE sex = 'male'")
        cursor.execute("SELECT set_config('app.area_lo', '', false), set_config('app.area_hi', '', false)")
    yield town
    connections["owner"].close()


def test_a_count_that_somebody_spoiled_is_found_and_mended(spoiled: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert recount_registry([]) == 1
    said = capsys.readouterr().out
    assert "SALAH: 16.71.14.1001 tally * * religion islam female: 2, seharusnya 1" in said
    assert "population 002 004 WNI male: 0/0, seharusnya 1/1" in said
    assert recount_registry(["--repair"]) == 0
    assert "DIPERBAIKI: 16.71.14.1001, 3 angka." in capsys.readouterr().out
    assert recount_registry(["--office", "16.71.14.1001"]) == 0
    assert "COCOK" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["16.71.14", "nowhere"])
def test_a_code_that_is_no_kelurahan_is_refused(db: None, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert recount_registry(["--office", code]) == 2
    assert code in capsys.readouterr().out
