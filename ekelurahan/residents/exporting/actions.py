"""Handing residents out as a file: written down with who, why and how many."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.ids import new_id
from ekelurahan.residents.disclosure import withheld_from
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.exporting.queries import Selection, table_of
from ekelurahan.residents.tables import write_csv, write_xlsx

MAY_SEE_WHOLE = (Role.SECRETARY, Role.LURAH)  # operators see whole numbers one by one, each with its reason
SHEET = "Data Penduduk"


@dataclass(frozen=True)
class Export:
    """What to hand out: whom, in which columns (`layouts.LAYOUTS`), as which kind of file (`tables.KINDS`).

    Numbers that screens mask are masked here too, unless `reason` says why they are needed whole.
    """

    selection: Selection = field(default_factory=Selection)
    layout: str = "own"
    kind: str = "xlsx"
    whole: bool = False
    reason: str = ""


@transaction.atomic
def export(path: Path, wanted: Export, *, kelurahan_id: int, by: Actor | None) -> int:
    """Write the file and an audit entry; returns how many residents it holds.

    Whole numbers need a reason, and of those in an office only the sekretaris and the lurah get them (UU 27/2022: no more
    than the purpose needs). Columns of health stay empty for those who do not see them on the screen, whatever the reason;
    a command (`by` None) holds the server anyway and writes them. Raises Refused.
    """
    if wanted.whole and by is not None and by.role not in MAY_SEE_WHOLE:
        raise Refused({"nomor": _("Nomor lengkap hanya dapat diekspor oleh sekretaris atau lurah. Mintalah mereka.")})
    if wanted.whole and not wanted.reason.strip():
        raise Refused({"alasan": _("Tulis mengapa nomor lengkapnya diperlukan. Alasan ini dicatat.")})
    withheld = withheld_from(by)
    masked = not wanted.whole
    table = table_of(
        wanted.selection, kelurahan_id=kelurahan_id, layout=wanted.layout, masked=masked, withheld=withheld
    )
    rows = write_csv(path, table) if wanted.kind == "csv" else write_xlsx(path, table, sheet=SHEET)
    details = {
        "rows": rows, "layout": wanted.layout, "kind": wanted.kind, "rw": wanted.selection.rw, "rt": wanted.selection.rt,
        "status": wanted.selection.status, "masked": masked, "health": not withheld,
        "reason": wanted.reason.strip()[:200],
    }  # fmt: skip
    audit.record(kelurahan_id, "resident.export", f"export:{new_id()}", by=by, details=details)
    return rows
