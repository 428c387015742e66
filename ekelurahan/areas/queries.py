"""Looking up areas. Open to everybody: the table holds no personal data."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Case, QuerySet, Value, When

from ekelurahan.areas.local_names import squeezed_name
from ekelurahan.areas.models import Area
from ekelurahan.areas.scope import dotted

KECAMATAN, KELURAHAN = 3, 4
_SHORTEST = 3  # letters: what a trigram index needs


def search_areas(
    text: str, *, level: int | None = None, within: tuple[int, int] | None = None, limit: int = 10
) -> list[Area]:
    """Areas of today whose official or everyday name holds the text; whole names first, then beginnings, wider areas first.

    One query. `within` is a range of kelurahan codes. Fewer than three letters find only whole names.
    """
    wanted = squeezed_name(text)
    if not wanted:
        return []
    key = wanted if len(wanted) >= _SHORTEST else f"|{wanted}|"
    found = Area.objects.filter(search_key__contains=key, valid_until=None)
    if level is not None:
        found = found.filter(level=level)
    if within is not None:
        found = found.filter(lo__gte=within[0], hi__lte=within[1])
    nearness = Case(
        When(search_key__contains=f"|{wanted}|", then=Value(0)),
        When(search_key__contains=f"|{wanted}", then=Value(1)),
        default=Value(2),
    )
    return list(found.order_by(nearness, "level", "code")[:limit])


@lru_cache(maxsize=1024)
def area_of(code: str) -> Area:
    """The area of that official code ("16.71.14.1001"). Raises Area.DoesNotExist. Kept: areas do not change while we run."""
    return Area.objects.get(code=code)


def area_of_kelurahan(kelurahan_id: int) -> Area:
    """The kelurahan of that 10-digit code. Raises Area.DoesNotExist."""
    return area_of(dotted(kelurahan_id))


def parents_of(area: Area) -> list[Area]:
    """What the area lies in, widest first: province, city, kecamatan."""
    return [area_of(area.code[:end]) for end in (2, 5, 8) if end < len(area.code)]


def region_of_nik(nik: str) -> Area | None:
    """The kecamatan, of today or of old, whose code a NIK begins with. None: no list knew it."""
    code = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    return Area.objects.filter(code=code).first()


@lru_cache(maxsize=1)
def ended_kecamatan() -> frozenset[str]:
    """The codes ("16.71.02") of kecamatan that are no more, which NIK of their time go on to carry. One query, kept."""
    gone = Area.objects.filter(level=KECAMATAN).exclude(valid_until=None)
    return frozenset(gone.values_list("code", flat=True))


def kelurahan_in(lo: int, hi: int) -> QuerySet[Area]:
    """The kelurahan and desa of an area that are there today, by code."""
    return Area.objects.filter(level=KELURAHAN, lo__range=(lo, hi), valid_until=None).order_by("lo")


def children_of(area: Area) -> list[Area]:
    """What an area is divided into today: the kecamatan of a city, the kelurahan of a kecamatan; nothing below that."""
    inside = Area.objects.filter(level=area.level + 1, lo__gte=area.lo, hi__lte=area.hi, valid_until=None)
    return list(inside.order_by("lo"))


def names_of_kelurahan(kelurahan_ids: Sequence[int]) -> dict[int, str]:
    """The everyday names of some kelurahan by their 10-digit codes; one query."""
    return dict(Area.objects.filter(level=KELURAHAN, lo__in=kelurahan_ids).values_list("lo", "local_name"))
