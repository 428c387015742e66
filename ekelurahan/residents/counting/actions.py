"""Closing months: the report of a closed month is final, and no event can be reported in it any more."""

from datetime import date

from django.db import connection, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.now import now
from ekelurahan.residents.counting.lampid import Lampid, Line, compose
from ekelurahan.residents.counting.months import following, month_of, month_words, months_from
from ekelurahan.residents.counting.queries import first_month, flows_by_month, late_by_month
from ekelurahan.residents.counting.recounting import Wrong, recount
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.models import ClosedMonth

MAY_CLOSE = (Role.SECRETARY, Role.LURAH)


@transaction.atomic
def close_month(kelurahan_id: int, month: date, *, by: Actor, with_earlier: bool = False) -> list[date]:
    """Close a month, and with `with_earlier` those before it that are still open. Returns the months that were closed.

    Raises Refused: for a month that is not over, is closed already, has an open one before it, or in which nobody was
    registered yet; and for anybody but the sekretaris and the lurah.
    """
    if by.role not in MAY_CLOSE or kelurahan_id not in by.area:
        raise Refused({"": _("Hanya sekretaris atau lurah yang menutup bulan kantornya.")})
    month = month_of(month)
    latest = _held(kelurahan_id)
    if month >= month_of(timezone.localdate(now())):
        raise Refused({"": _("Bulan ini belum berakhir. Tutup sesudah hari terakhirnya lewat.")})
    first = following(latest.month) if latest else first_month(kelurahan_id)
    if latest and month <= latest.month:
        raise Refused({"": _("Bulan %(month)s sudah ditutup.") % {"month": month_words(month)}})
    if first is None or month < first:
        raise Refused({"": _("Sampai bulan itu belum ada penduduk yang dicatat; tidak ada yang ditutup.")})
    if first < month and not with_earlier:
        words = _("Bulan %(month)s belum ditutup. Tutup bulan itu dahulu, atau tutup semuanya sekaligus.")
        raise Refused({"": words % {"month": month_words(first)}})
    return _close(kelurahan_id, first, month, latest=latest, by=by)


@transaction.atomic
def close_months(kelurahan_id: int, until: date, *, by: Actor | None = None) -> int:
    """Close every open month of an office that is over, up to the month of `until`; returns how many. For commands."""
    latest = _held(kelurahan_id)
    over = month_of(timezone.localdate(now()))
    first = following(latest.month) if latest else first_month(kelurahan_id)
    months = [month for month in months_from(first, month_of(until)) if month < over] if first else []
    if not first or not months:
        return 0
    return len(_close(kelurahan_id, first, months[-1], latest=latest, by=by))


def _held(kelurahan_id: int) -> ClosedMonth | None:
    """The latest closed month; no event can come in between from here on until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hold_registry(%s)", [kelurahan_id])
    return ClosedMonth.objects.filter(kelurahan_id=kelurahan_id).order_by("-month").first()


def _close(kelurahan_id: int, first: date, last: date, *, latest: ClosedMonth | None, by: Actor | None) -> list[date]:
    flows, late = flows_by_month(kelurahan_id, first, last), late_by_month(kelurahan_id, first, last)
    opening = Lampid.from_dict(latest.figures["lampid"]).closing if latest else Line()
    rows, is_first = [], latest is None
    for month in months_from(first, last):
        report = compose(opening, flows.get(month, []), is_first=is_first)
        figures = {"lampid": report.as_dict(), "late": late.get(month, {})}
        rows.append(
            ClosedMonth(
                kelurahan_id=kelurahan_id, month=month, figures=figures, user_id=by.user_id if by else None,
                officer=by.name if by else "",
            )
        )  # fmt: skip
        opening, is_first = report.closing, False
    ClosedMonth.objects.bulk_create(rows)
    months = [row.month for row in rows]
    audit.record(
        kelurahan_id, "month.close", f"month:{last:%Y-%m}", by=by, details={"months": [f"{m:%Y-%m}" for m in months]}
    )
    return months


_MENDED = ("tally", "flow")  # a closed month stays as it was signed


def repair_counts(kelurahan_id: int) -> list[Wrong]:
    """Count an office again while no event can come in, and write what differs. Returns what was wrong and could be mended.

    Tallies and flows are closed to the application's role, so this speaks to the database as their owner.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.area_lo', %s, true), set_config('app.area_hi', %s, true), hold_registry(%s)",
            [str(kelurahan_id), str(kelurahan_id), kelurahan_id],
        )
        wrong = [found for found in recount(kelurahan_id, using="owner") if found.table in _MENDED]
        for found in wrong:
            statement = _PUT_TALLY if found.table == "tally" else _PUT_FLOW
            cursor.execute(statement, [kelurahan_id, *found.key, *found.counted])
    return wrong


_PUT_TALLY = """
    INSERT INTO residents_tally (kelurahan_id, rw, rt, dimension, key, sex, people) VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (kelurahan_id, rw, rt, dimension, key, sex) DO UPDATE SET people = excluded.people
"""
_PUT_FLOW = """
    INSERT INTO residents_flow (kelurahan_id, month, component, detail, rw, rt, citizenship, sex, people, heads)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (kelurahan_id, month, component, detail, rw, rt, citizenship, sex)
        DO UPDATE SET people = excluded.people, heads = excluded.heads
"""
