"""The five registers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.lib.now import at
from ekelurahan.lib.table import Cell, head_of
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.recording import Told, change, locked_resident, record
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Resident
from ekelurahan.residents.registers.asked import Asked, rows_of
from ekelurahan.residents.registers.books import BOOKS
from ekelurahan.residents.registers.mutations import place_words
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

NOVEMBER = date(2026, 11, 1)
SPOT = datetime(2026, 11, 24, 5, tzinfo=UTC)


def asked(*, in_full: bool = False, rw: str = "", rt: str = "", month: date = NOVEMBER) -> Asked:
    return Asked(PLAJU_ULU, month, rw, rt, in_full)


def lines(slug: str, wanted: Asked) -> list[Sequence[Cell]]:
    return list(rows_of(BOOKS[slug], wanted))


def died(resident: Resident) -> None:
    event = record(
        Kind.DEATH, Told(details={"place": "RSUD"}, happened_on=date(2026, 10, 31)), kelurahan_id=PLAJU_ULU, by=None
    )
    change(event, locked_resident(resident.id, kelurahan_id=PLAJU_ULU), {"life_status": "dead"})


@pytest.mark.parametrize(
    ("slug", "code", "columns"),
    [
        ("induk", "B1", 16),
        ("mutasi", "B2", 13),
        ("rekapitulasi", "B3", 33),
        ("sementara", "B4", 15),
        ("ktp-kk", "B5", 19),
    ],
)
def test_each_register_has_its_columns_and_rows_that_fit(at_work: Town, slug: str, code: str, columns: int) -> None:
    book = BOOKS[slug]
    temporary()
    died(Resident.objects.get(id=at_work.siti))
    assert (book.code, len(book.columns)) == (code, columns)
    assert sum(cell.columns for cell in head_of(book.columns)[0]) == columns
    found = lines(slug, asked())
    assert found
    assert {len(row) for row in found} == {columns}
    assert [row[0] for row in found] == list(range(1, len(found) + 1))


def temporary() -> None:
    more = {"residence": "temporary", "origin_address": "Jl. Asal 1, Lahat", "family_relation": "other"}
    person = Person("SEMENTARA SAJA", date(2000, 1, 1), Sex.MALE, "9901010101000008", more)
    add_resident(Card("9901010101100088", "Jl. Kos", "001", "002"), person, kelurahan_id=PLAJU_ULU, by=None)


def test_the_main_register_goes_family_by_family_the_head_first(at_work: Town) -> None:
    budi, siti = lines("induk", asked())
    assert (budi[1], siti[1]) == ("BUDI SANTOSO", "SITI AMINAH")
    assert siti[2:13] == (
        "P", "Kawin", "Palembang", "02-05-1990", "Islam", "", "Mengurus Rumah Tangga", "", "WNI",
        "Jl. Kapten Abdullah Lr. Sepakat No. 7 RT 004 RW 002", "Istri",
    )  # fmt: skip


def test_numbers_are_masked_unless_they_are_asked_for_in_full(at_work: Town) -> None:
    assert [row[13] for row in lines("induk", asked())] == ["990101********02", "990101********01"]
    assert [row[13] for row in lines("induk", asked(in_full=True))] == ["9901011203850002", "9901014205900001"]


def test_a_long_register_is_read_in_pieces_that_join(at_work: Town) -> None:
    book = BOOKS["induk"]
    for number in range(7):
        person = Person(f"WARGA KE {number}", date(2000, 1, 1), Sex.MALE, f"990101010100010{number}", {})
        add_resident(Card(f"990101010110020{number}", "Jl. A", "009", "009"), person, kelurahan_id=PLAJU_ULU, by=None)
    whole, after, pieces = book.read(asked(), "", 100).rows, "", []
    while True:
        page = book.read(asked(), after, 3)
        pieces += page.rows
        after = page.after
        if not after:
            break
    assert pieces == whole
    assert len(whole) == 9
    assert len(lines("induk", asked(rw="009", rt="009"))) == 7
    assert len(lines("induk", asked(rw="002"))) == 2
    assert book.read(asked(), "not an id", 100).rows == whole


def test_temporary_residents_stand_in_their_own_register_only(at_work: Town) -> None:
    temporary()
    (row,) = lines("sementara", asked())
    assert row[1:5] == ("SEMENTARA SAJA", "L", "", "990101********08")
    assert row[9] == "Jl. Asal 1, Lahat"
    assert "SEMENTARA SAJA" not in [row[1] for row in lines("induk", asked())]
    assert lines("mutasi", asked()) == []


def test_who_died_is_taken_off_and_told_in_the_month_of_reporting(at_work: Town) -> None:
    with at(SPOT):
        died(Resident.objects.get(id=at_work.siti))
    (row,) = lines("mutasi", asked())
    assert row == (
        1, "SITI AMINAH", "Palembang", "02-05-1990", "P", "WNI", "", "", "", "", "RSUD", "31-10-2026",
        "Kematian, dilaporkan 24-11-2026",
    )  # fmt: skip
    assert lines("mutasi", asked(month=date(2026, 10, 1))) == []
    assert [row[1] for row in lines("induk", asked())] == ["BUDI SANTOSO"]


def test_a_line_of_the_past_stays_whatever_happens_to_that_person_later(at_work: Town) -> None:
    with at(SPOT):
        event = record(Kind.DEPART, Told(detail="city"), kelurahan_id=PLAJU_ULU, by=None)
        change(event, locked_resident(at_work.siti, kelurahan_id=PLAJU_ULU), {"life_status": "moved"})
        before = lines("mutasi", asked())
    assert [(row[1], row[12]) for row in before] == [("SITI AMINAH", "Kepindahan")]
    with at(datetime(2026, 12, 5, 5, tzinfo=UTC)):
        event = record(Kind.ARRIVE, Told(), kelurahan_id=PLAJU_ULU, by=None)
        back = {"life_status": "alive", "residence": "temporary"}
        change(event, locked_resident(at_work.siti, kelurahan_id=PLAJU_ULU), back)
    assert lines("mutasi", asked()) == before
    assert lines("mutasi", asked(month=date(2026, 12, 1))) == []  # who comes for a time stands in B4


def test_the_dead_are_taken_off_once(at_work: Town) -> None:
    with at(SPOT):
        died(Resident.objects.get(id=at_work.siti))
        before = lines("mutasi", asked())
        event = record(Kind.CORRECT, Told(), kelurahan_id=PLAJU_ULU, by=None)
        change(event, locked_resident(at_work.siti, kelurahan_id=PLAJU_ULU), {"residence": "temporary"})
        assert lines("mutasi", asked()) == before


def test_a_correction_that_moves_nobody_is_no_mutation(at_work: Town) -> None:
    update_resident(Resident.objects.get(id=at_work.siti), {"occupation": "trade"}, by=None)
    assert lines("mutasi", asked()) == []


def test_the_recapitulation_balances_in_every_rt_and_together(at_work: Town) -> None:
    with at(SPOT):
        died(Resident.objects.get(id=at_work.siti))
        siti = Resident.objects.get(id=at_work.budi)
        update_resident(siti, {"rt": "005"}, by=None)
    found = lines("rekapitulasi", asked())
    assert [row[1] for row in found] == ["RT 004 / RW 002", "RT 005 / RW 002", "Jumlah"]
    for row in found:
        start, born, came, dead, left, end = row[2:9], row[9:13], row[13:17], row[17:21], row[21:25], row[25:32]
        for column in range(4):
            grown = int(start[column]) + int(born[column]) + int(came[column])
            assert grown - int(dead[column]) - int(left[column]) == end[column]
        assert int(end[4]) + int(end[5]) == end[6] == sum(int(cell) for cell in end[:4])
    assert found[-1][2:9] == (0, 0, 1, 1, 1, 1, 2)
    assert found[-1][25:32] == (0, 0, 1, 0, 1, 0, 1)


def test_the_neighbours_registers_are_empty_from_here(at_work: Town) -> None:
    for book in BOOKS.values():
        if book.names_people:
            assert list(rows_of(book, Asked(PLAJU_DARAT, NOVEMBER))) == []
    with office_scope(PLAJU_DARAT):
        assert len(list(rows_of(BOOKS["ktp-kk"], Asked(PLAJU_DARAT, NOVEMBER)))) == 1


def test_places_are_told_as_far_as_they_are_known(db: None) -> None:
    assert place_words({}) == ""
    assert place_words({"area": "BANYUASIN", "code": "1607011001"}) == "BANYUASIN"
    assert place_words({"address": "Jl. A 1", "rt": "001", "rw": "002"}) == "Jl. A 1 RT 001 RW 002"
    assert place_words({"address": "Jl. A 1", "code": "1671141002"}) == "Jl. A 1, Plaju Darat"
    assert place_words({"code": "9999999999", "country": "Malaysia"}) == "9999999999, Malaysia"


def test_a_move_tells_where_to(at_work: Town) -> None:
    told = Told(details={"address": "Jl. Baru 2", "code": "1607011001"}, detail="city")
    event = record(Kind.DEPART, told, kelurahan_id=PLAJU_ULU, by=None)
    change(event, locked_resident(at_work.siti, kelurahan_id=PLAJU_ULU), {"life_status": "moved"})
    (row,) = lines("mutasi", asked(month=event.reported_on.replace(day=1)))
    assert str(row[8]).startswith("Jl. Baru 2, ")
    assert (row[6], row[7], row[12]) == ("", "", "Kepindahan")
