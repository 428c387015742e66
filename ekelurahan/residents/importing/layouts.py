"""What a sheet holds: in which row the headings stand, what each column means, which format it is. No database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _

from ekelurahan.residents.importing import bip
from ekelurahan.residents.importing.cells import plain
from ekelurahan.residents.importing.columns import COLUMNS
from ekelurahan.residents.importing.fields import FIELDS, LABELS, field_of, heading_key, is_ignored
from ekelurahan.residents.importing.reading import SHEETS, Book, Rows, UnusableFile
from ekelurahan.residents.importing.xlsx import Row

NEEDED = ("nik", "name", "no_kk", "sex", "birth_date")  # columns without which nobody new can be written
LOOKED_AT = 40  # rows at the beginning of a sheet
FEWEST = 3  # columns that must be recognised for a row to be the headings
MOST_COLUMNS = 300
_SAMPLES = 3
_DOUBTFUL = "status"  # in some files whether somebody lives, in others anything
_OPENSID = {column.header for column in COLUMNS}
_SIAK = {"namapenduduk", "petugasregistrasi", "desakel", "cetakktp"}
_OWN = {heading_key(LABELS[name]) for name in ("no_kk", "family_relation", "residence", "id_card")}


@dataclass(frozen=True)
class Layout:
    """One sheet as it is understood: what the column at each place means, None for nothing."""

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    fields: tuple[str | None, ...]
    samples: tuple[Row, ...]
    kind: str = "other"  # opensid, siak, bip, own, other

    @property
    def missing(self) -> list[str]:
        """The needed columns that are not there, by their labels."""
        return [_(LABELS[name]) for name in NEEDED if name not in self.fields]

    @property
    def unknown(self) -> list[str]:
        """The headings that mean nothing to us, though they may hold something."""
        pairs = zip(self.headings, self.fields, strict=True)
        return [heading for heading, name in pairs if heading and name is None and not is_ignored(heading)]

    @property
    def double(self) -> list[str]:
        """The headings of which more than one means the same."""
        return [
            heading
            for heading, name in zip(self.headings, self.fields, strict=True)
            if name is not None and self.fields.count(name) > 1
        ]

    def heading_of(self, name: str) -> str:
        """What the file calls a column of ours; our own word where it has none."""
        return self.headings[self.fields.index(name)] if name in self.fields else _(LABELS[name])

    def rows(self, book: Book) -> Rows:
        """The rows below the headings."""
        if self.kind == "bip":
            yield from bip.members(book.rows(self.sheet), self.headings[: -len(bip.ADDED)])
        else:
            yield from ((number, row) for number, row in book.rows(self.sheet) if number > self.header_row)

    def mapped(self, fields: Mapping[int, str]) -> "Layout":
        """The same sheet with another meaning of its columns, chosen by a person."""
        return replace(self, fields=tuple(fields.get(place) for place in range(len(self.headings))))


def layouts_of(book: Book) -> list[Layout]:
    """Every sheet that holds anything, the one that fits best first."""
    found = [layout for sheet in book.sheets if (layout := _layout(book, sheet))]
    return sorted(found, key=lambda layout: (len(layout.missing), -_known(layout.fields), _place(layout.sheet)))


def fitting_layout(layouts: list[Layout]) -> Layout:
    """The sheet that can be imported as it is. Raises UnusableFile that names the sheets, and what each of them lacks."""
    if not layouts:
        raise UnusableFile(_("Berkas ini kosong. Pilih berkas yang berisi data penduduk."))
    best = layouts[0]
    if best.missing:
        raise UnusableFile(_no_sheet_fits(layouts))
    if best.double:
        words = _("Kolom ada dua kali: %(columns)s. Pilih salah satu di pemetaan kolom, atau hapus yang lain.")
        raise UnusableFile(words % {"columns": ", ".join(best.double)})
    return best


def _no_sheet_fits(layouts: list[Layout]) -> str:
    lacks = "; ".join(
        _("lembar “%(sheet)s” tanpa kolom %(columns)s") % {"sheet": layout.sheet, "columns": ", ".join(layout.missing)}
        for layout in layouts[:20]
    )
    return (
        _("Tidak ada lembar yang cocok dengan data penduduk: %(lacks)s. Perbaiki nama kolomnya, atau petakan sendiri.")
        % {"lacks": lacks}
    )  # fmt: skip


def _layout(book: Book, sheet: str) -> Layout | None:
    first = list(islice(book.rows(sheet), LOOKED_AT))
    if not first:
        return None
    number, heading = max(first, key=lambda numbered: (_recognised(numbered[1]), -numbered[0]))
    if _recognised(heading) < FEWEST:
        number, heading = first[0]
    headings = tuple(plain(cell) if cell is not None else "" for cell in heading[:MOST_COLUMNS])
    below = tuple(row for at, row in first if at > number)
    layout = Layout(sheet, number, headings, tuple(_meanings(headings, below)), below[:_SAMPLES])
    if _is_bip(layout) and any(bip.family_of(row) for at, row in first):
        return _as_bip(layout, first)
    return replace(layout, kind=_kind(headings))


def _is_bip(layout: Layout) -> bool:
    """Its members have running numbers, and no column of their own for the family's number."""
    numbered = next((heading_key(heading) for heading in layout.headings if heading), "")
    return "no_kk" not in layout.fields and numbered in {"no", "nomor", "nourut"}


def _as_bip(layout: Layout, first: list[tuple[int, Row]]) -> Layout:
    samples = tuple(row for at, row in islice(bip.members(iter(first), layout.headings), _SAMPLES))
    return replace(
        layout,
        headings=(*layout.headings, *(_(LABELS[name]) for name in bip.ADDED)),
        fields=(*(None if name in bip.ADDED else name for name in layout.fields), *bip.ADDED),
        samples=samples,
        kind="bip",
    )


def _meanings(headings: tuple[str, ...], below: tuple[Row, ...]) -> Iterator[str | None]:
    for place, heading in enumerate(headings):
        name = field_of(heading) if heading else None
        doubtful = heading_key(heading) == _DOUBTFUL
        yield None if doubtful and not _readable(FIELDS["life_status"].read, place, below) else name


def _readable(read: "object", place: int, below: tuple[Row, ...]) -> bool:
    try:
        for row in below:
            if place < len(row) and row[place] not in {None, ""}:
                read(row[place])  # type: ignore[operator]  # a reader of cells
    except ValueError:
        return False
    return True


def _recognised(row: Row) -> int:
    return _known(tuple(field_of(cell) if isinstance(cell, str) and cell else None for cell in row[:MOST_COLUMNS]))


def _known(fields: tuple[str | None, ...]) -> int:
    return len({name for name in fields if name})


def _kind(headings: tuple[str, ...]) -> str:
    keys = {heading_key(heading) for heading in headings}
    if len(_OPENSID & {heading.casefold() for heading in headings}) > len(_OPENSID) // 4:
        return "opensid"
    if len(keys & _SIAK) > 1:
        return "siak"
    return "own" if keys >= _OWN else "other"


def _place(sheet: str) -> int:
    known = [name.casefold() for name in SHEETS]
    wanted = sheet.strip().casefold()
    return known.index(wanted) if wanted in known else len(known)
