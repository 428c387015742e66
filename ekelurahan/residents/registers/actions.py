"""Handing a register of people out as a file, and with whole numbers."""

from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.registers.asked import Asked, Book

LONGEST_REASON = 200


def export_register(book: Book, asked: Asked, *, rows: int, kind: str, by: Actor) -> None:
    """Write down who takes a register of people as a file, numbers masked: of what month, how many rows, as what kind."""
    audit.record(
        asked.kelurahan_id, "register.export", f"register:{book.slug}", by=by,
        details={"rows": rows, "kind": kind, "month": f"{asked.month:%Y-%m}", "rw": asked.rw, "rt": asked.rt},
    )  # fmt: skip


def reveal_register(book: Book, asked: Asked, *, reason: str, by: Actor) -> None:
    """Write down who takes a register with whole NIK and KK numbers, and why (UU 27/2022). Raises Refused without a reason."""
    reason = reason.strip()
    if not reason:
        raise Refused({"alasan": _("Tulis untuk apa nomor lengkapnya diperlukan. Alasan ini dicatat.")})
    audit.record(
        asked.kelurahan_id, "register.reveal", f"register:{book.slug}", by=by,
        details={"reason": reason[:LONGEST_REASON], "month": f"{asked.month:%Y-%m}", "rw": asked.rw, "rt": asked.rt},
    )  # fmt: skip
