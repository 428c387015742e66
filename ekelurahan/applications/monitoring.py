"""What the camat and the city see: figures per kelurahan, no names and no NIK."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from ekelurahan.applications.models import Application, Tally
from ekelurahan.applications.statuses import in_words
from ekelurahan.catalogue.registry import get_product
from ekelurahan.catalogue.workflow import OPEN, Status
from ekelurahan.offices.models import Office

TARGET_MINUTES = 10  # of working time, from the complete papers to the hand-over; the SOP says 5 to 10
WAITING_FOR_THE_OFFICE = OPEN - {Status.ISSUED, Status.RETURNED}  # not for the applicant

# Each status for itself: that is the index of open requests.
_WAITING = " UNION ALL ".join(
    "(SELECT id, kelurahan_id, number, service, product, status, submitted_at FROM applications_application"  # noqa: S608
    f" WHERE kelurahan_id BETWEEN %(lo)s AND %(hi)s AND status = {in_words([status])}"  # words of an enumeration
    " ORDER BY submitted_at LIMIT %(limit)s)"
    for status in sorted(WAITING_FOR_THE_OFFICE)
)
_LONGEST_WAITING = f"""
SELECT a.id, a.kelurahan_id, o.name, a.number, a.service, a.product, a.status, a.submitted_at
FROM ({_WAITING}) a JOIN offices_office o ON o.kelurahan_id = a.kelurahan_id ORDER BY a.submitted_at LIMIT %(limit)s
"""  # noqa: S608  # the same


@dataclass(frozen=True)
class OfficeFigures:
    """One kelurahan on one day."""

    kelurahan_id: int
    name: str
    kecamatan: str
    came_into: Mapping[Status, int] = field(default_factory=dict)  # on that day
    open_now: Mapping[Status, int] = field(default_factory=dict)
    minutes: tuple[float, ...] = ()  # working minutes of each request handed over on that day

    @property
    def open_total(self) -> int:
        """Everything that is not finished."""
        return sum(self.open_now.values())

    @property
    def median_minutes(self) -> float | None:
        """The median of the day, or None when nothing was handed over."""
        return median(self.minutes) if self.minutes else None

    @property
    def late(self) -> int:
        """How many of the day's hand-overs took longer than the target."""
        return sum(minute > TARGET_MINUTES for minute in self.minutes)


@dataclass(frozen=True)
class Waiting:
    """An open request, without the person behind it."""

    id: UUID
    kelurahan_id: int
    office: str
    number: str
    title: str
    status: Status
    submitted_at: datetime


def figures(lo: int, hi: int, *, day: date) -> list[OfficeFigures]:
    """Every office of an area on a day. Four queries, whatever the number of offices or requests."""
    came, waiting, minutes = _came_into(lo, hi, day), _open_now(lo, hi), _minutes(lo, hi, day)
    offices = Office.objects.filter(kelurahan_id__range=(lo, hi)).order_by("kelurahan_id")
    return [
        OfficeFigures(
            key, name, kecamatan, came.get(key, {}), waiting.get(key, {}), tuple(minutes.get(key, ())),
        )
        for key, name, kecamatan in offices.values_list("kelurahan_id", "name", "kecamatan")
    ]  # fmt: skip


def together(rows: Iterable[OfficeFigures], *, name: str) -> OfficeFigures:
    """The figures of some offices as if they were one."""
    came: dict[Status, int] = {}
    waiting: dict[Status, int] = {}
    minutes: list[float] = []
    for row in rows:
        for total, part in ((came, row.came_into), (waiting, row.open_now)):
            for status, count in part.items():
                total[status] = total.get(status, 0) + count
        minutes += row.minutes
    return OfficeFigures(0, name, "", came, waiting, tuple(minutes))


def longest_waiting(lo: int, hi: int, limit: int = 10) -> list[Waiting]:
    """What has waited longest for an office of an area; what lies with its applicant does not wait for the office."""
    with connection.cursor() as cursor:
        cursor.execute(_LONGEST_WAITING, {"lo": lo, "hi": hi, "limit": limit})
        rows = cursor.fetchall()
    return [
        Waiting(key, kelurahan, office, number, get_product(service, product).title, Status(status), at)
        for key, kelurahan, office, number, service, product, status, at in rows
    ]


def issued_by_day(lo: int, hi: int, *, until: date, days: int = 14) -> list[tuple[date, int]]:
    """How many letters an area issued on each of the last days, `until` being the last one."""
    first = until - timedelta(days=days - 1)
    rows = Tally.objects.filter(kelurahan_id__range=(lo, hi), day__range=(first, until), status=Status.ISSUED)
    counts = dict(rows.values_list("day").annotate(total=Sum("count")))
    return [(day, counts.get(day, 0)) for day in (first + timedelta(days=number) for number in range(days))]


def _came_into(lo: int, hi: int, day: date) -> dict[int, dict[Status, int]]:
    rows = Tally.objects.filter(kelurahan_id__range=(lo, hi), day=day).values_list("kelurahan_id", "status")
    return _nested(rows.annotate(total=Sum("count")))


def _open_now(lo: int, hi: int) -> dict[int, dict[Status, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kelurahan_id, status, count(*) FROM applications_application"  # noqa: S608  # the same
            f" WHERE kelurahan_id BETWEEN %s AND %s AND status IN ({in_words(OPEN)}) GROUP BY 1, 2",
            [lo, hi],
        )
        return _nested(cursor.fetchall())


def _minutes(lo: int, hi: int, day: date) -> dict[int, list[float]]:
    start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    rows = Application.objects.filter(
        kelurahan_id__range=(lo, hi), finished_at__gte=start, finished_at__lt=start + timedelta(days=1),
        working_seconds__isnull=False,
    ).values_list("kelurahan_id", "working_seconds")  # fmt: skip
    found: dict[int, list[float]] = {}
    for kelurahan_id, seconds in rows:
        found.setdefault(kelurahan_id, []).append((seconds or 0) / 60)
    return found


def _nested(rows: Iterable[tuple[int, str, int]]) -> dict[int, dict[Status, int]]:
    found: dict[int, dict[Status, int]] = {}
    for kelurahan_id, status, count in rows:
        found.setdefault(kelurahan_id, {})[Status(status)] = count
    return found
