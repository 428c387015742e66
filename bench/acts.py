"""The acts that are measured: submit and approve as pages, issue as the worker does it."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

from django.db import connection

from bench.browser import Browser, queries
from bench.figures import Counter
from bench.pages import FORM, PLAJU_ULU
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import Status
from ekelurahan.offices.queries import get_office
from ekelurahan.outbox.actions import keep_next
from ekelurahan.outbox.registry import Lane
from ekelurahan.residents.models import Resident


def visitors() -> Iterator[UUID]:
    """Residents who come to the counter, each once."""
    with office_scope(PLAJU_ULU):
        rows = Resident.objects.filter(kelurahan_id=PLAJU_ULU, life_status="alive").order_by("-id")
        return iter(list(rows.values_list("id", flat=True)[:5000]))


def submitting(operator: Browser, visitors: Iterator[UUID]) -> Callable[[int], int]:
    """Hand in a request for the next visitor."""

    def submit(_number: int) -> int:
        path = f"/kerja/surat/baru/{next(visitors)}/domisili/keterangan/"
        fields = {**FORM, "draft_key": str(uuid4()), "asli-semua": "1", "tetap": "1"}
        return queries(operator.post(path, fields), expected=302)

    return submit


def approving(lurah: Browser, count: int) -> Callable[[int], int]:
    """Approve the youngest requests that wait, each as it was read."""
    with office_scope(PLAJU_ULU):
        office = get_office(PLAJU_ULU)
        rows = Application.objects.filter(kelurahan_id=PLAJU_ULU, status=Status.AWAITING_LURAH)
        waiting = [
            (row.id, {"versi": str(row.version), "isi": content_of(row, office=office).sha256()})
            for row in rows.select_related("resident__family_card").order_by("-submitted_at")[:count]
        ]

    def approve(number: int) -> int:
        key, seen = waiting[number]
        return queries(lurah.post(f"/lurah/{key}/persetujuan/", seen), expected=303)

    return approve


def issuing() -> Callable[[int], int]:
    """Set, seal and commit one approved letter."""
    counter = Counter()

    def issue(_number: int) -> int:
        counter.taken()
        if not keep_next(Lane.LETTERS):
            raise RuntimeError("no letter was promised")
        return len(counter.taken())

    return issue


def waiting_letters() -> int:
    """How many approved letters are not sealed yet."""
    with office_scope(PLAJU_ULU):
        return Application.objects.filter(kelurahan_id=PLAJU_ULU, status=Status.APPROVED).count()


def span_of_last(count: int) -> float:
    """Seconds from the first to the last of the `count` letters that were sealed last."""
    with office_scope(PLAJU_ULU), connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM max(done_at) - min(done_at)) FROM (SELECT done_at FROM outbox_promise"
            " WHERE lane = 'letters' AND done_at IS NOT NULL ORDER BY done_at DESC LIMIT %s) last",
            [count],
        )
        return float(cursor.fetchone()[0])
