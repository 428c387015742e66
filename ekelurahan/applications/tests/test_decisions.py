"""A lurah's history: read from an index, whatever the office has on record."""

from django.db import connection

from ekelurahan.applications.decisions import DECIDING
from ekelurahan.applications.models import Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.letters.models import Letter
from ekelurahan.tests.people import PLAJU_ULU, Town


def test_the_history_of_a_lurah_needs_neither_a_scan_nor_a_sort(town: Town) -> None:
    rows = Event.objects.filter(kelurahan_id=PLAJU_ULU, user_id=town.lurah.user_id, act__in=DECIDING).order_by("-at")
    with office_scope(PLAJU_ULU), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = rows[:30].explain()
    assert "event_decided_by" in plan, plan
    assert "Sort" not in plan, plan


def test_a_letter_is_found_by_its_number_without_a_scan(town: Town) -> None:
    del town
    with office_scope(PLAJU_ULU), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Letter.objects.filter(kelurahan_id=PLAJU_ULU, number="400.12.2.1/001/PLU/XI/2026").explain()
    assert "letter_number" in plan, plan
