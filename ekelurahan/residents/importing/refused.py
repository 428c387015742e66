"""The rows that an import refused, as they came, with the reason in a last column: to be mended and imported again."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

from ekelurahan.residents.batch.queries import refusals
from ekelurahan.residents.importing.layouts import Layout
from ekelurahan.residents.importing.reading import Rows
from ekelurahan.residents.importing.xlsx import Row
from ekelurahan.residents.tables import write_xlsx

REASON = "Alasan penolakan"  # `headings.IGNORED` knows it: the mended file needs no mapping


def write_refused(path: Path, layout: Layout, rows: Rows) -> None:
    """Write them, reading the file a second time beside the reasons, which come in the same order."""
    write_xlsx(path, _table(layout, rows), sheet=_("Ditolak"))


def _table(layout: Layout, rows: Rows) -> Iterator[Row]:
    yield (*layout.headings, REASON)
    width = len(layout.headings)
    reasons = groupby(refusals(), key=lambda refusal: refusal.number)
    wanted = next(reasons, None)
    for number, row in rows:
        if wanted is None:
            return
        if number == wanted[0]:
            cells = row[:width]
            words = "; ".join(f"{layout.heading_of(one.field)}: {one.words}" for one in wanted[1])
            yield (*cells, *(None,) * (width - len(cells)), words)
            wanted = next(reasons, None)
