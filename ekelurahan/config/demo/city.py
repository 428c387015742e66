"""`ekelurahan demo-city`: all offices of Palembang, as many made-up people as asked for, ten years of events, letters."""

import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, connections
from django.utils import timezone

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.models import Posting
from ekelurahan.accounts.queries import actor_of
from ekelurahan.applications.demo.actions import Wanted, write_past
from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices, area_of_code, office_scope
from ekelurahan.catalogue.workflow import Role
from ekelurahan.config.city_options import Options
from ekelurahan.config.demo.officers import hire_everybody
from ekelurahan.config.demo.profiles import PALEMBANG, furnish
from ekelurahan.config.family import set_up_beside
from ekelurahan.lib.now import now
from ekelurahan.offices.actions import open_office
from ekelurahan.offices.models import Office
from ekelurahan.residents.demo.city.actions import Officer, Written, appoint, close, write
from ekelurahan.residents.demo.city.office import City, arrivals_of, book_of
from ekelurahan.residents.demo.city.queries import city_of, filled_offices, finished_offices
from ekelurahan.residents.demo.city.sizes import office_sizes
from ekelurahan.residents.searching.actions import count_name_words

_GROWING = "^(residents|applications|letters)_|^offices_handle$"


@dataclass(frozen=True)
class Work:
    """One office to fill."""

    city: City
    kelurahan_id: int
    operator: Actor
    lurah: Actor
    letters: int

    @property
    def officer(self) -> Officer:
        """Who is said to have entered its people."""
        return Officer(self.operator.user_id, self.operator.name)


def make_city(options: Options) -> int:
    """0: the city stands, made now or before. 1: other people are in this database already, nothing was written."""
    began = time.monotonic()
    area = area_of_code(PALEMBANG)
    offices = tuple(item.lo for item in kelurahan_in(area.lo, area.hi))
    wanted = City(options.residents, options.seed, timezone.localdate(now()), offices)
    with all_offices():
        known, filled = city_of(offices), filled_offices()
    if refusal := _refusal(known, wanted, filled=bool(filled)):
        print(refusal)
        return 1
    city = known or wanted
    _open_offices(offices)
    with _unwatched():
        _fill(city, options)
    count_name_words()
    _analyze()
    _print_figures(time.monotonic() - began)
    return 0


def _refusal(known: City | None, wanted: City, *, filled: bool) -> str:
    """Why nothing may be written; empty where it may."""
    if known is None:
        return "Basis data ini sudah berisi penduduk lain. Pilih EKELURAHAN_HOME yang kosong." if filled else ""
    if (known.residents, known.seed) == (wanted.residents, wanted.seed):
        return ""
    return (
        "Basis data ini sudah berisi kota lain. Lanjutkan dengan "
        f"--residents {known.residents} --seed {known.seed}, atau pilih EKELURAHAN_HOME yang kosong."
    )


def _open_offices(offices: tuple[int, ...]) -> None:
    """Letterheads, officers and their accounts, all or nothing."""
    area = area_of_code(PALEMBANG)
    with all_offices():
        if Office.objects.exists():
            return
        for item in kelurahan_in(area.lo, area.hi):
            furnish(open_office(item, by=None))
        hire_everybody(list(offices))
    print(f"{len(offices)} kelurahan dengan petugasnya siap.", flush=True)


def _fill(city: City, options: Options) -> None:
    """Office by office, each in one transaction; an interrupted run goes on where it stopped."""
    with all_offices():
        filled, finished = filled_offices(), finished_offices()
    works = _works(city, options.letters)
    empty = [work for work in works if work.kelurahan_id not in filled]
    smallest, others = empty[-1:], empty[:-1]
    _report("kelurahan", smallest, map(_fill_office, smallest))  # else the planner would take the tables for empty
    with _many(options.processes) as each:
        _report("kelurahan", others, each(_fill_office, others))
        unfinished = [work for work in works if work.kelurahan_id not in finished]
        _report("kepindahan dan tutup bulan", unfinished, each(_finish_office, unfinished))
        if options.letters:
            _report("surat", works, each(_write_letters, works), unit="surat")


def _works(city: City, letters: int) -> list[Work]:
    """The offices, the largest first."""
    sizes, staff = office_sizes(city.offices, city.residents), _staff()
    return [
        Work(city, office, *staff[office], round(letters * sizes[office] / sum(sizes.values())))
        for office in sorted(city.offices, key=lambda office: -sizes[office])
    ]


Done = Iterable[Written]
Each = Callable[[Callable[[Work], Written], list[Work]], Done]


@contextmanager
def _many(processes: int) -> Iterator[Each]:
    """Does one thing for each office, in this process or in some beside it."""
    if processes < 2:
        yield map
        return
    connections.close_all()
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=set_up_beside) as pool:
        yield lambda act, works: (done.result() for done in as_completed([pool.submit(act, work) for work in works]))


def _report(what: str, works: list[Work], results: Done, *, unit: str = "orang") -> None:
    """One line that grows."""
    people, began = 0, time.monotonic()
    for number, written in enumerate(results, start=1):
        people += written.people
        rate = people / (time.monotonic() - began)
        line = f"{what}: {number} dari {len(works)}, {people} {unit}, {rate:.0f} {unit}/detik"
        print(f"\r\033[K{line}" if sys.stdout.isatty() else line, end="" if sys.stdout.isatty() else "\n", flush=True)
    print()


def _fill_office(work: Work) -> Written:
    book = book_of(work.city, work.kelurahan_id)
    with office_scope(work.kelurahan_id):
        appoint(book)
        return write(book, officer=work.officer)


def _finish_office(work: Work) -> Written:
    book = arrivals_of(work.city, work.kelurahan_id)
    with office_scope(work.kelurahan_id):
        written = write(book, officer=work.officer)
        close(work.kelurahan_id, work.city.last)
        return written


def _write_letters(work: Work) -> Written:
    span = work.city.span
    wanted = Wanted(work.letters, work.city.seed, *span, work.operator, work.lurah)
    with office_scope(work.kelurahan_id):
        return Written(write_past(work.kelurahan_id, wanted))


def _staff() -> dict[int, tuple[Actor, Actor]]:
    """Who enters and who signs: operator and lurah of each office."""
    found: dict[int, dict[str, Actor]] = {}
    for posting in Posting.objects.filter(role__in=(Role.OPERATOR, Role.LURAH)).select_related("user").order_by("-id"):
        found.setdefault(posting.lo, {})[posting.role] = actor_of(posting)
    return {office: (roles[Role.OPERATOR], roles[Role.LURAH]) for office, roles in found.items()}


@contextmanager
def _unwatched() -> Iterator[None]:
    """No statistics while offices come one by one: those of some offices say that there are none but these, and every
    check of a foreign key in the next office would read the whole office instead of one row.
    """
    tables = [row[0] for row in _as_owner("SELECT relname FROM pg_stat_user_tables WHERE relname ~ %s", [_GROWING])]
    _as_owner("; ".join(f"ALTER TABLE {table} SET (autovacuum_enabled = off)" for table in tables))
    try:
        yield
    finally:
        _as_owner("; ".join(f"ALTER TABLE {table} RESET (autovacuum_enabled)" for table in tables))


def _analyze() -> None:
    """So that the planner knows how much there is, as the owner: also of tables that the program may only read."""
    _as_owner("ANALYZE")


def _as_owner(statement: str, values: Sequence[str] | None = None) -> list[tuple[str, ...]]:
    """What the owner of the tables may do; the connection may have been closed since the last time."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _print_figures(seconds: float) -> None:
    with all_offices(), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT sum(people) FROM residents_tally WHERE rw = '*' AND dimension = 'all'),
                (SELECT count(*) FROM residents_resident), (SELECT sum(heads) FROM residents_flow),
                (SELECT count(*) FROM residents_event), (SELECT count(*) FROM residents_nameword WHERE people > 0),
                (SELECT count(*) FROM letters_letter)
            """
        )
        people, rows, families, events, words, letters = cursor.fetchone()
    print(
        f"{people} penduduk ({rows} dengan arsip), {families} keluarga, {events} peristiwa, {words} kata nama, {letters} surat; "
        f"{seconds:.0f} detik."
    )
