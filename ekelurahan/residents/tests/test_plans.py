"""Beneath row security, with 15,000 people in the office, searches and lists are answered by indexes and read little."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from psycopg import ClientCursor

from ekelurahan.areas.scope import Area, area_of_code, area_scope, office_scope
from ekelurahan.residents.listing import PAGE, Wanted, listed, places_of
from ekelurahan.residents.models import Resident
from ekelurahan.residents.queries import search
from ekelurahan.residents.searching.hits import MOST_HITS

PLAJU_ULU, KECAMATAN = 1671141001, "16.71.14"
NAMES = ("siti", "s", "kemas mu", "rahma siti", "muhammad", "mohd aditya", "uddin", "aminha", "siti a", "agus siti")
NUMBERS = ("99711441", "997114410180")
BIG = ("residents_resident", "residents_residentword", "residents_familycard", "residents_nameword")
LISTED_PAGES = {"": 300, "003": 2000}  # of one statement: a page of the office, all people of an RW
LINE = 12  # pages that one hit costs: three lookups by a key
PAGES = (
    1500  # of one statement at most, beside its hits; reading the words of 15,000 people takes more than ten times that
)


def places() -> Iterator[AbstractContextManager[Area]]:
    area = area_of_code(KECAMATAN)
    yield from (office_scope(PLAJU_ULU), area_scope(area.lo, area.hi))


class _Explained:
    """Notes the plans of every statement that passes: for just these texts, and as it is planned once for all texts."""

    def __init__(self) -> None:
        self.plans: list[dict[str, Any]] = []

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204  # Django's signature
        if isinstance(params, dict):  # named ones, in the order of the text
            given = [params[name] for name in re.findall(r"%\((\w+)\)s", sql)]
            asked = re.sub(r"%\(\w+\)s", "%s", sql)
        else:
            given, asked = list(params or ()), sql
        names = iter(range(1, len(given) + 1))
        numbered = re.sub("%[s%]", lambda found: f"${next(names)}" if found[0] == "%s" else "%", asked)
        with ClientCursor(connection.connection) as cursor:
            values = cursor.mogrify(", ".join(["%s"] * len(given)), given)
            cursor.execute(f"PREPARE asked AS {numbered}")
            for mode in ("force_custom_plan", "force_generic_plan"):
                cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE asked ({values})")
                self.plans += [row[0][0]["Plan"] for row in cursor]
            cursor.execute("DEALLOCATE asked; SET LOCAL plan_cache_mode = auto")
        return execute(sql, params, many, context)


def scanned(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """The big tables that are read from end to end."""
    found = [scan for part in plan.get("Plans", ()) for scan in scanned(part)]
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in BIG:
        found.append((plan["Relation Name"], plan.get("Filter", "")))
    return found


def test_every_search_is_answered_by_indexes_and_reads_little(full_office: None) -> None:
    for place in places():
        with place:
            somebody = Resident.objects.select_related("family_card")[0]
            for text in (*NAMES, *NUMBERS, str(somebody.nik), somebody.family_card.no_kk):
                explained = _Explained()
                with connection.execute_wrapper(explained):
                    assert search(text) or text in {"agus siti", NUMBERS[1]}, text
                assert 2 <= len(explained.plans) <= 8
                for plan in explained.plans:
                    assert scanned(plan) == [], text
                    read = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
                    assert read < PAGES + LINE * MOST_HITS, (text, read, plan)


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(rw="003"), Wanted(rw="003", rt="002"), Wanted(status="pindah")])
@pytest.mark.usefixtures("full_office")
def test_a_page_reads_no_big_table_from_end_to_end(wanted: Wanted) -> None:
    explained = _Explained()
    with office_scope(PLAJU_ULU), connection.execute_wrapper(explained):
        rows, has_more = listed(PLAJU_ULU, wanted)
        if has_more:
            assert len(rows) == PAGE
            following, _more = listed(PLAJU_ULU, wanted, after=rows[-1].id)
            assert rows[-1].name <= following[0].name
        places_of(PLAJU_ULU)
    for plan in explained.plans:
        assert scanned(plan) == []
        assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= LISTED_PAGES[wanted.rw]
