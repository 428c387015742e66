"""Terms of the heads of RT and RW: begun and ended, never overwritten."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.lib.dates_id import long_date
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.models import Neighbourhood

_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,28}")


@dataclass(frozen=True)
class Term:
    """Who leads an RT, or an RW where `rt` is empty, and from when. RT and RW are digits; they are kept as three."""

    rw: str
    rt: str
    head_name: str
    since: date
    phone: str = ""


@transaction.atomic
def begin_term(term: Term, *, kelurahan_id: int, by: Actor) -> Neighbourhood:
    """Somebody leads this RT or RW from that day; whoever led it until then did so until the day before. Raises Refused."""
    rw, rt = term.rw.zfill(3), term.rt.zfill(3) if term.rt else ""
    if problems := _problems_of(term):
        raise Refused(problems)
    rows = Neighbourhood.objects.select_for_update().filter(kelurahan_id=kelurahan_id, rw=rw, rt=rt)
    last = rows.order_by("-since").first()
    if last is not None:
        _require_later(last, term.since)
        if last.until is None or last.until >= term.since:
            _end(last, term.since - timedelta(days=1), by=by)
    row = Neighbourhood.objects.create(
        kelurahan_id=kelurahan_id,
        rw=rw,
        rt=rt,
        head_name=term.head_name.strip(),
        phone=term.phone.strip(),
        since=term.since,
    )
    audit.record(kelurahan_id, "neighbourhood.begin", f"neighbourhood:{row.id}", by=by, details={"rw": rw, "rt": rt})
    return row


@transaction.atomic
def end_term(term_id: UUID, until: date, *, kelurahan_id: int, by: Actor) -> Neighbourhood:
    """A term ends on that day, which is its last. Raises Refused."""
    row = Neighbourhood.objects.select_for_update().filter(kelurahan_id=kelurahan_id, id=term_id).first()
    if row is None:
        raise Refused({"": _("Masa jabatan ini tidak ada di kelurahan ini.")})
    if row.until is not None:
        raise Refused({"": _("Masa jabatan ini sudah berakhir pada %(day)s.") % {"day": long_date(row.until)}})
    if until < row.since:
        raise Refused({"until": _("Tanggal berakhir tidak boleh sebelum tanggal mulai.")})
    _end(row, until, by=by)
    return row


def _end(row: Neighbourhood, until: date, *, by: Actor) -> None:
    row.until = until
    row.save(update_fields=["until"])
    audit.record(row.kelurahan_id, "neighbourhood.end", f"neighbourhood:{row.id}", by=by, details={"until": until})


def _require_later(last: Neighbourhood, since: date) -> None:
    if since <= last.since:
        words = _("Masa jabatan sebelumnya mulai %(day)s. Isi tanggal sesudahnya.") % {"day": long_date(last.since)}
        raise Refused({"since": words})


def _problems_of(term: Term) -> dict[str, str]:
    found = {}
    if not _is_number(term.rw):
        found["rw"] = _("Isi nomor RW, paling banyak tiga angka.")
    if term.rt and not _is_number(term.rt):
        found["rt"] = _("Nomor RT paling banyak tiga angka; kosongkan untuk ketua RW.")
    if not term.head_name.strip():
        found["head_name"] = _("Isi nama ketua.")
    if term.phone.strip() and not _PHONE.fullmatch(term.phone.strip()):
        found["phone"] = _("Tulis nomor telepon dengan angka, misalnya 0812 3456 7890.")
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3  # noqa: PLR2004  # as the columns hold them
