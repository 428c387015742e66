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
from ekelurahan.catalogue.registry import get_product
from ekelurahan.catalogue.workflow import OPEN, Status
from ekelurahan.offices.models import Office


@dataclass(frozen=True)
class OfficeFigures:
    """One kelurahan on one day."""

    kelurahan_id: int
    name: str
    kecamatan: str
    came_into: Mapping[Status, int] = field(default_factory=dict)  # on that day
    open_now: Mapping[Status, int] = field(default_factory=dict)
    median_minutes: float | None = None
    handed_over_late: int = 0  # above the target

    @property
    def open_total(self) -> int:
        """Everything that is not finished."""
        return sum(self.open_now.values())


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
            office.kelurahan_id, office.name, office.kecamatan, came.get(office.kelurahan_id, {}),
            waiting.get(office.kelurahan_id, {}), _median(minutes.get(office.kelurahan_id, [])),
            sum(m > 10 for m in minutes.get(office.kelurahan_id, [])),
        )
        for office in offices
    ]  # fmt: skip


def longest_waiting(lo: int, hi: int, limit: int = 10) -> list[Waiting]:
    """What has waited longest in an area."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.id, a.kelurahan_id, o.name, a.number, a.service, a.product, a.status, a.submitted_at
            FROM applications_application a JOIN offices_office o ON o.kelurahan_id = a.kelurahan_id
            WHERE a.kelurahan_id BETWEEN %s AND %s AND a.status = ANY(%s) ORDER BY a.submitted_at LIMIT %s
            """,
            [lo, hi, sorted(status.value for status in OPEN - {Status.ISSUED}), limit],
        )
        rows = cursor.fetchall()
    return [
        Waiting(key, kelurahan, office, number, get_product(service, product).title, Status(status), at)
        for key, kelurahan, office, number, service, product, status, at in rows
    ]


def all_minutes(lo: int, hi: int, *, day: date) -> float | None:
    """The median working minutes of a whole area on a day."""
    return _median([minute for office in _minutes(lo, hi, day).values() for minute in office])


def _came_into(lo: int, hi: int, day: date) -> dict[int, dict[Status, int]]:
    rows = Tally.objects.filter(kelurahan_id__range=(lo, hi), day=day).values_list("kelurahan_id", "status")
    return _nested(rows.annotate(total=Sum("count")))


def _open_now(lo: int, hi: int) -> dict[int, dict[Status, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kelurahan_id, status, count(*) FROM applications_application"
            " WHERE kelurahan_id BETWEEN %s AND %s AND status = ANY(%s) GROUP BY 1, 2",
            [lo, hi, sorted(status.value for status in OPEN)],
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
        found.setdefault(kelurahan_id, []).append(seconds / 60)
    return found


def _nested(rows: Iterable[tuple[int, str, int]]) -> dict[int, dict[Status, int]]:
    found: dict[int, dict[Status, int]] = {}
    for kelurahan_id, status, count in rows:
        found.setdefault(kelurahan_id, {})[Status(status)] = count
    return found


def _median(values: list[float]) -> float | None:
    return median(values) if values else None
