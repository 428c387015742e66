"""The choice of sheet and columns: what is offered, and what a person made of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ekelurahan.lib.mask import masked_number
from ekelurahan.residents.importing.cells import NIK_LENGTH, plain
from ekelurahan.residents.importing.fields import LABELS, field_of, heading_key
from ekelurahan.residents.importing.layouts import Layout, fitting_layout, layouts_of
from ekelurahan.residents.importing.reading import Book, UnusableFile

_LONGEST_SAMPLE = 30


@dataclass(frozen=True)
class Mapping:
    """What a person chose: the sheet, and which column of it (from 0) means which of ours."""

    sheet: str
    fields: dict[int, str]

    @property
    def problem(self) -> str:
        """What keeps this choice from being used; empty: nothing."""
        chosen = list(self.fields.values())
        if twice := sorted({_(LABELS[name]) for name in chosen if chosen.count(name) > 1}):
            return _("Dua kolom berkas dipetakan ke %(labels)s. Pilih satu saja.") % {"labels": ", ".join(twice)}
        if not ("nik" in chosen or {"name", "birth_date"} <= set(chosen)):
            return _("Petakan NIK, atau nama dan tanggal lahir; tanpa itu penduduk tidak dapat dikenali.")
        return ""


@dataclass(frozen=True)
class Offer:
    """One sheet on the mapping screen: its headings with some of what stands below, and what we take them for."""

    sheet: str
    kind: str
    headings: list[str]
    fields: list[str | None]
    samples: list[list[str]]  # per column; numbers of people masked
    missing: list[str]


def offers_of(book: Book) -> list[Offer]:
    """Every sheet that holds anything, the one that fits best first."""
    return [
        Offer(
            layout.sheet, layout.kind, list(layout.headings), list(layout.fields),
            [_samples(layout, place) for place in range(len(layout.headings))], layout.missing,
        )
        for layout in layouts_of(book)
    ]  # fmt: skip


def _samples(layout: Layout, place: int) -> list[str]:
    texts = [plain(row[place]) for row in layout.samples if place < len(row) and row[place] is not None]
    return [
        masked_number(text) if text.isdigit() and len(text) == NIK_LENGTH else text[:_LONGEST_SAMPLE] for text in texts
    ]


def layout_for(book: Book, mapping: Mapping | None) -> Layout:
    """The sheet and columns to import. Raises UnusableFile where nothing fits, or the choice does not."""
    layouts = layouts_of(book)
    if mapping is None:
        return fitting_layout(layouts)
    chosen = next((layout for layout in layouts if layout.sheet == mapping.sheet), None)
    if chosen is None:
        raise UnusableFile(_("Lembar “%(sheet)s” tidak ada di berkas ini.") % {"sheet": mapping.sheet})
    if mapping.problem:
        raise UnusableFile(mapping.problem)
    return chosen.mapped(mapping.fields)


def mapping_from(book: Book, sheet: str, pairs: Iterable[str]) -> Mapping:
    """Our guess of the sheet (empty: the one that fits best), changed by words "heading=column"; an empty column: not
    imported. Raises UnusableFile that names what is not there.
    """
    layouts = [layout for layout in layouts_of(book) if not sheet or layout.sheet == sheet]
    if not layouts:
        raise UnusableFile(_("Lembar “%(sheet)s” tidak ada di berkas ini.") % {"sheet": sheet})
    layout = layouts[0]
    fields = {place: name for place, name in enumerate(layout.fields) if name}
    keys = [heading_key(heading) for heading in layout.headings]
    for pair in pairs:
        heading, _sign, wanted = pair.partition("=")
        name = wanted if wanted in LABELS else field_of(wanted)
        if heading_key(heading) not in keys or (wanted and name is None):
            raise UnusableFile(_("Pemetaan “%(pair)s” menyebut kolom yang tidak ada.") % {"pair": pair})
        place = keys.index(heading_key(heading))
        fields = {at: known for at, known in fields.items() if at != place and known != name}
        if name:
            fields[place] = name
    return Mapping(layout.sheet, fields)
