"""The list of an office is read from an index, page by page, however many people live there."""

import pytest
from django.db import connection

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.listing import PAGE, Wanted, listed, places_of
from ekelurahan.residents.tests.test_plans import _Explained, scanned

OFFICE = 1671141001
MOST_PAGES = {"": 300, "003": 2000}  # of one statement: a page of the office, all people of an RW


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(rw="003"), Wanted(rw="003", rt="002"), Wanted(status="pindah")])
@pytest.mark.usefixtures("full_office")
def test_a_page_reads_no_big_table_from_end_to_end(wanted: Wanted) -> None:
    explained = _Explained()
    with office_scope(OFFICE), connection.execute_wrapper(explained):
        rows, has_more = listed(OFFICE, wanted)
        if has_more:
            assert len(rows) == PAGE
            following, _more = listed(OFFICE, wanted, after=rows[-1].id)
            assert rows[-1].name <= following[0].name
        places_of(OFFICE)
    for plan in explained.plans:
        assert scanned(plan) == []
        assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= MOST_PAGES[wanted.rw]
