"""The statements of reports stay on their indexes beneath row security, among the counts of many offices and years."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from ekelurahan.areas.scope import area_scope, office_scope
from ekelurahan.residents.counting.queries import report_of
from ekelurahan.residents.counting.statistics import Place, neighbourhoods_of, statistics_of
from ekelurahan.residents.registers.asked import Asked
from ekelurahan.residents.registers.books import BOOKS
from ekelurahan.tests.people import PLAJU_ULU, build_town

BIG = {"residents_flow", "residents_tally", "residents_event", "residents_resident", "residents_familycard",
       "residents_change", "residents_closedmonth"}  # fmt: skip
KECAMATAN, CITY, NOVEMBER = (1671140000, 1671149999), (1671000000, 1671999999), date(2026, 11, 1)
OFFICES = "SELECT 1671141001 + o AS office FROM generate_series(0, 59) o"
FILLED = f"""
    SELECT set_config('app.area_lo', '0', false), set_config('app.area_hi', '9999999999', false);
    INSERT INTO residents_flow (kelurahan_id, month, component, detail, rw, rt, citizenship, sex, people, heads)
    SELECT office, date '2020-01-01' + m * interval '1 month', 'birth', '', '001', lpad(t::text, 3, '0'), 'WNI', 'male', 1, 0
    FROM ({OFFICES}) o, generate_series(0, 59) m, generate_series(1, 10) t;
    INSERT INTO residents_tally (kelurahan_id, rw, rt, dimension, key, sex, people)
    SELECT office, w, w, 'birth', lpad(k::text, 4, '0') || '-01', 'male', 1
    FROM ({OFFICES}) o, (VALUES ('*'), ('001'), ('003')) p (w), generate_series(1930, 2020) k;
    INSERT INTO residents_event (id, kelurahan_id, kind, component, detail, happened_on, reported_on, recorded_at, officer,
        via, reason, told)
    SELECT gen_random_uuid(), office, 'birth', 'birth', '', date '2020-01-01' + d, date '2020-01-01' + d, now(), '', '', '', '{{{{}}}}'
    FROM ({OFFICES}) o, generate_series(0, 2000, 10) d;
    INSERT INTO residents_closedmonth (id, kelurahan_id, month, figures, closed_at, officer)
    SELECT gen_random_uuid(), office, date '2020-01-01' + m * interval '1 month', %s::jsonb, now(), ''
    FROM ({OFFICES}) o, generate_series(0, 59) m;
    INSERT INTO residents_familycard SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'no_kk',
        '9' || lpad(g::text, 15, '0')))).* FROM residents_familycard c, generate_series(1, 3000) g WHERE c.kelurahan_id = {PLAJU_ULU};
    INSERT INTO residents_resident ({{columns}}) SELECT {{values}} FROM residents_resident r, generate_series(1, 3000) g
    WHERE r.kelurahan_id = {PLAJU_ULU} AND r.name = 'BUDI SANTOSO';
    SELECT set_config('app.area_lo', '', false), set_config('app.area_hi', '', false);
    ANALYZE
"""
NOTHING = """{"lampid": {"opening": [0,0,0,0,0,0,0,0,0], "births": [0,0,0,0,0,0,0,0,0], "deaths": [0,0,0,0,0,0,0,0,0],
    "arrivals": [0,0,0,0,0,0,0,0,0], "departures": [0,0,0,0,0,0,0,0,0], "missing": [0,0,0,0,0,0,0,0,0],
    "gained": [0,0,0,0,0,0,0,0,0], "lost": [0,0,0,0,0,0,0,0,0], "moves": {}}, "late": {}}"""
HOT: dict[str, tuple[tuple[int, int], Callable[[], object]]] = {
    "report of an office": ((PLAJU_ULU, PLAJU_ULU), lambda: report_of(PLAJU_ULU, PLAJU_ULU, NOVEMBER)),
    "report of a kecamatan": (KECAMATAN, lambda: report_of(*KECAMATAN, NOVEMBER)),
    "report of the city": (CITY, lambda: report_of(*CITY, NOVEMBER)),
    "statistics of an office": (
        (PLAJU_ULU, PLAJU_ULU),
        lambda: statistics_of(Place(PLAJU_ULU, PLAJU_ULU), NOVEMBER),
    ),
    "statistics of an RT": (
        (PLAJU_ULU, PLAJU_ULU),
        lambda: statistics_of(Place(PLAJU_ULU, PLAJU_ULU, "003", "003"), NOVEMBER),
    ),
    "statistics of the city": (CITY, lambda: statistics_of(Place(*CITY), NOVEMBER)),
    "neighbourhoods": ((PLAJU_ULU, PLAJU_ULU), lambda: neighbourhoods_of(PLAJU_ULU)),
} | {
    f"register {book.code}": (
        (PLAJU_ULU, PLAJU_ULU),
        lambda book=book: book.read(Asked(PLAJU_ULU, NOVEMBER), "", book.page_size),
    )
    for book in BOOKS.values()
}


@pytest.fixture
def years(fresh_database: object) -> None:
    """Sixty offices with five years behind them, three thousand people in one."""
    build_town()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'residents_resident' AND is_generated = 'NEVER'"
        )
        names = [row[0] for row in cursor.fetchall()]
        changed = {"id": "gen_random_uuid()", "nik": "NULL", "name": "'WARGA ' || g"}
        values = ", ".join(changed.get(name, f"r.{name}") for name in names)
        for statement in FILLED.format(columns=", ".join(names), values=values).split(";"):
            cursor.execute(statement, [NOTHING] if "%s" in statement else None)
    connections["owner"].close()


@pytest.mark.timeout(120)
def test_reports_and_registers_use_their_indexes(years: None) -> None:
    walked: list[str] = []
    for name, (area, ask) in HOT.items():
        with area_scope(*area), CaptureQueriesContext(connection) as asked:
            ask()
            walked += [f"{name}: {table}" for table in walked_through(asked)]
    assert walked == []


def walked_through(asked: CaptureQueriesContext) -> list[str]:
    """The big tables that a statement reads row by row."""
    found = []
    for query in [query["sql"] for query in asked.captured_queries if query["sql"].lstrip().startswith("SELECT")]:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query.replace("%", "%%"), [])
            lines = [row[0] for row in cursor.fetchall()]
        found += [f"{table}\n{query}" for line in lines for table in BIG if f"Seq Scan on {table}" in line]
    return found


def test_the_neighbour_reads_nothing_of_it(years: None) -> None:
    with office_scope(1671141099):
        assert report_of(PLAJU_ULU, PLAJU_ULU, NOVEMBER).lampid.closing.people == 0
