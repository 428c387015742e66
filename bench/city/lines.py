"""The requests that are measured, each over many different people. A new page is one more line in `lines`."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from bench.browser import Browser, queries
from ekelurahan.accounts.actions import Device, log_in
from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.doors.entry.demo_accounts import DEMO_PASSWORD
from ekelurahan.lib.now import now
from ekelurahan.residents.models import Resident

PLAJU_ULU, OFFICE, CITY = 1671141001, "16.71.14.1001", "16.71"
MANY, DAY = 400, date(1975, 5, 17)
Ask = Callable[[int], int]


class Somebody(NamedTuple):
    """Whom somebody looks for."""

    id: str
    card_id: str
    nik: str
    name: str


@dataclass(frozen=True)
class Line:
    """One line of the table: what it may take (median and p95, milliseconds), and how to ask."""

    name: str
    median: float
    p95: float
    ask: Ask


def lines() -> Iterator[Line]:
    """All of them."""
    operator, lurah, city = (_logged_in(name) for name in ("operator", "lurah", "kota"))
    here, anywhere = _people(PLAJU_ULU), _people(None)
    found = _Finder(operator, "/kerja/cari/", here)
    yield Line("find by NIK", 5, 10, found.by(lambda one: one.nik))
    yield Line("find by name", 15, 40, found.by(lambda one: one.name))
    yield Line("find by beginnings of the name", 15, 40, found.by(_beginnings))
    yield Line("find by name with a typo", 15, 40, found.by(_mistyped))
    everywhere = _Finder(city, "/pantau/warga/", anywhere)
    yield Line("city: find by NIK", 30, 60, everywhere.by(lambda one: one.nik))
    yield Line("city: find by name", 30, 60, everywhere.by(lambda one: one.name))
    yield Line("city: find by name with a typo", 30, 60, everywhere.by(_mistyped))
    yield Line("resident page of the counter", 15, 30, _each(operator, "/kerja/warga/{id}/", here))
    yield Line("resident page of the registry", 15, 30, _each(operator, "/penduduk/warga/{id}/", here))
    yield Line("family page", 15, 30, _each(operator, "/penduduk/kk/{card_id}/", here))
    yield Line("list, first page", 15, 30, _same(operator, "/penduduk/"))
    yield Line("list, deep in it", 15, 30, _each(operator, "/penduduk/?setelah={id}", here))
    yield Line("list of an RT", 15, 30, _same(operator, "/penduduk/?wilayah=003-009"))
    yield Line("journal of events", 15, 30, _same(operator, "/penduduk/peristiwa/"))
    yield Line("archive of letters", 15, 30, _same(operator, "/kerja/antre/selesai/"))
    yield Line("statistics of an office", 25, 60, _same(lurah, f"/laporan/{OFFICE}/statistik/"))
    yield Line("statistics of an RT", 25, 60, _same(lurah, f"/laporan/{OFFICE}/statistik/?lingkungan=003-009"))
    yield Line("statistics of the city", 100, 100, _same(city, f"/laporan/{CITY}/statistik/"))
    for words, month in (("this month", 0), ("three years ago", 36)):
        yield Line(
            f"LAMPID of an office, {words}", 50, 150, _same(lurah, f"/laporan/{OFFICE}/lampid/?bulan={_month(month)}")
        )
        yield Line(
            f"LAMPID of the city, {words}", 50, 150, _same(city, f"/laporan/{CITY}/lampid/?bulan={_month(month)}")
        )
    yield Line("register B1, first page", 15, 30, _same(lurah, f"/laporan/{OFFICE}/buku/induk/"))
    yield Line("register B2 of this month", 15, 30, _same(lurah, f"/laporan/{OFFICE}/buku/mutasi/"))
    yield Line("monitoring of the city", 25, 60, _same(city, f"/pantau/{CITY}/"))


def _logged_in(name: str) -> Browser:
    return Browser(log_in(name, DEMO_PASSWORD, device=Device("127.0.0.1", "bench")))


def _people(kelurahan_id: int | None) -> list[Somebody]:
    """Different people of an office, or of all of them; always the same ones."""
    with office_scope(kelurahan_id) if kelurahan_id else all_offices():
        rows = Resident.objects.filter(is_counted=True, nik__isnull=False)
        if kelurahan_id:
            rows = rows.filter(kelurahan_id=kelurahan_id)
        else:
            rows = rows.filter(birth_date__in=[DAY + timedelta(days=365 * year) for year in range(40)])
        known = list(rows.order_by("id").values_list("id", "family_card_id", "nik", "name")[:20_000])
    chosen = random.Random(7).sample(known, min(MANY, len(known)))  # noqa: S311  # whom to ask for, no secret
    return [Somebody(str(pk), str(card), str(nik), name) for pk, card, nik, name in chosen]


@dataclass(frozen=True)
class _Finder:
    """A search box."""

    browser: Browser
    path: str
    people: list[Somebody]

    def by(self, text: Callable[[Somebody], str]) -> Ask:
        return lambda n: queries(self.browser.post(self.path, {"q": text(self.people[n % len(self.people)])}))


def _beginnings(one: Somebody) -> str:
    """What a clerk types: the beginnings of the first two words."""
    return " ".join(word[:4] for word in one.name.split()[:2])


def _mistyped(one: Somebody) -> str:
    """Two letters of the longest word have changed places, or one is missing in a short word."""
    words = one.name.split()
    longest = max(words, key=len)
    place = len(longest) // 2
    swapped = longest[: place - 1] + longest[place] + longest[place - 1] + longest[place + 1 :]
    wrong = swapped if swapped != longest else longest[:place] + longest[place + 1 :]
    return " ".join(wrong if word == longest else word for word in words)


def _each(browser: Browser, path: str, people: list[Somebody]) -> Ask:
    paths = [path.format(**one._asdict()) for one in people]
    return lambda n: queries(browser.get(paths[n % len(paths)]))


def _same(browser: Browser, path: str) -> Ask:
    return lambda _: queries(browser.get(path))


def _month(ago: int) -> str:
    today = timezone.localdate(now())
    months = today.year * 12 + today.month - 1 - ago
    return f"{months // 12}-{months % 12 + 1:02d}"
