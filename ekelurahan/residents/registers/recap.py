"""B3, the recapitulation by RT: who was there, who came, who went, who is there. Each line balances by itself.

Moves from one RT to another are arrivals there and departures here, net of each month; they cancel in the sum of the office.
"""

from datetime import date

from django.db import connection

from ekelurahan.lib.table import Column
from ekelurahan.residents.counting.lampid import Lampid, Moved, compose, everything, together
from ekelurahan.residents.registers.asked import Asked, Page, Row

_GROUPS = (
    ("Tambahan bulan ini", "Lahir"), ("Tambahan bulan ini", "Datang"),
    ("Pengurangan bulan ini", "Meninggal"), ("Pengurangan bulan ini", "Pindah"),
)  # fmt: skip
_SEXES = (("WNA", "L"), ("WNA", "P"), ("WNI", "L"), ("WNI", "P"))


def _stock(words: str) -> tuple[Column, ...]:
    people = (Column((words, *sex), 8, is_number=True) for sex in _SEXES)
    rest = (Column((words, name), 11, is_number=True) for name in ("KK", "Anggota", "Jiwa"))
    return (*people, *rest)


B3 = (
    Column(("No.",), 8, is_number=True), Column(("RT/RW",), 22), *_stock("Jumlah penduduk awal bulan"),
    *(Column((*group, *sex), 7, is_number=True) for group in _GROUPS for sex in _SEXES),
    *_stock("Jumlah penduduk akhir bulan"), Column(("Ket.",), 12),
)  # fmt: skip


def recapitulation(asked: Asked, _after: str, _limit: int) -> Page:
    """B3 of one month: a line for each RT, and their sum."""
    flows = _flows(asked.kelurahan_id, asked.month)
    is_first = all(flow.component for found in flows.values() for flow in found)
    reports = {place: _composed(found, is_first=is_first) for place, found in sorted(flows.items())}
    rows = [_row(f"RT {rt} / RW {rw}", report) for (rw, rt), report in reports.items() if _is_lived_in(report)]
    return Page([*rows, _row("Jumlah", together(reports.values()))])


def _flows(kelurahan_id: int, month: date) -> dict[tuple[str, str], list[Moved]]:
    found: dict[tuple[str, str], list[Moved]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT rw, rt, CASE WHEN month = %s THEN component ELSE '' END, '', citizenship, sex, sum(people)::int,
                sum(heads)::int
            FROM residents_flow WHERE kelurahan_id = %s AND month <= %s GROUP BY 1, 2, 3, 5, 6
            """,
            [month, kelurahan_id, month],
        )
        for rw, rt, *flow in cursor:
            found.setdefault((rw, rt), []).append(Moved(*flow))
    return found


def _composed(flows: list[Moved], *, is_first: bool) -> Lampid:
    opening = everything(flow for flow in flows if not flow.component)
    return compose(opening, (flow for flow in flows if flow.component), is_first=is_first)


def _is_lived_in(report: Lampid) -> bool:
    return any(any(line) for line in report.rows)


def _row(name: str, report: Lampid) -> Row:
    stock, moved = [], []
    for line in (report.opening, report.closing):
        sexes = (line.wna_l, line.wna_p, line.wni_l, line.wni_p)
        stock.append((*sexes, line.heads, line.people - line.heads, line.people))
    for line in (report.births, report.arrivals, report.deaths, report.departures.plus(report.missing)):
        moved += [line.wna_l, line.wna_p, line.wni_l, line.wni_p]
    return (name, *stock[0], *moved, *stock[1], "")
