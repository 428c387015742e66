"""Reports on paper and as workbooks: under whose letterhead, signed by whom, sent out as what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import override

from ekelurahan.accounts.queries import holders
from ekelurahan.applications.shown import expected_signer
from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, parents_of
from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.documents import file_answer, pdf_answer
from ekelurahan.doors.reports.places import name_of
from ekelurahan.letters.composition import letterhead_of
from ekelurahan.letters.sheet import Letterhead, Paper, Signer
from ekelurahan.letters.tables import Document, Pyramid, typeset_tables
from ekelurahan.lib.now import now
from ekelurahan.lib.table import Table
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import get_office
from ekelurahan.residents.registers.workbook import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CITY, KECAMATAN = 2, 3


@dataclass(frozen=True)
class Report:
    """What is handed out: the same as PDF and as XLSX. `on` is the day above the signature; today unless told."""

    name: str  # of the file
    title: str
    subtitles: Sequence[str]
    tables: Sequence[Table]
    notes: Sequence[str] = ()
    pyramid: Pyramid | None = None
    on: date | None = None


def answer(kind: str, place: Area, compose: Callable[[], Report]) -> HttpResponse:
    """The file, in Indonesian whoever reads, as every official paper. Raises Http404 for a kind that there is not."""
    with override("id"):
        return _answer(kind, place, compose())


def _answer(kind: str, place: Area, report: Report) -> HttpResponse:
    if kind == "pdf":
        return pdf_answer(typeset_tables(_document(place, report)), f"{report.name}.pdf")
    if kind == "xlsx":
        *others, last = report.tables
        tables = [*others, replace(last, notes=[*last.notes, *report.notes])]
        content = write_workbook(report.title, [*report.subtitles, whole_name_of(place)], tables)
        return file_answer(content, content_type=XLSX, name=f"{report.name}.xlsx", inline=False)
    raise Http404


def whole_name_of(place: Area) -> str:
    """Kelurahan Plaju Ulu, Kecamatan Plaju, Kota Palembang."""
    above = [area for area in parents_of(place) if area.level in (CITY, KECAMATAN)]
    return ", ".join(name_of(area) for area in [place, *reversed(above)])


def _document(place: Area, report: Report) -> Document:
    on = report.on or timezone.localdate(now())
    document = Document(
        report.title, _plain_letterhead(place), report.tables, _city_of(place).local_name.removeprefix("Kota "), on,
        subtitles=[whole_name_of(place), *report.subtitles], notes=report.notes, pyramid=report.pyramid,
        footer=f"{report.title}, {name_of(place)}" + "".join(f", {words}" for words in report.subtitles[:1]),
    )  # fmt: skip
    if place.level == KECAMATAN:
        return replace(document, signer=_camat(place))
    office = _office(place)
    if office is None:
        return document
    return replace(
        document, letterhead=letterhead_of(office), signer=expected_signer(office), place=office.place,
        paper=Paper(office.paper),
    )  # fmt: skip


def _office(place: Area) -> Office | None:
    try:
        return get_office(place.lo) if place.level == KELURAHAN else None
    except Office.DoesNotExist:
        return None


def _camat(place: Area) -> Signer:
    heading = f"CAMAT {place.local_name.upper()}"
    camat = next(iter(holders(Role.CAMAT, place.lo)), None)
    if camat is None:
        return Signer(f"{heading},", "")
    return Signer(f"{camat.title or heading},", camat.name, camat.rank, camat.nip)


def _plain_letterhead(place: Area) -> Letterhead:
    """Of an area that has no office in our books: its names."""
    lines = [f"PEMERINTAH {_city_of(place).local_name.upper()}"]
    lines += [name_of(area).upper() for area in [*parents_of(place), place] if area.level >= KECAMATAN]
    city, kecamatan, kelurahan = (*lines, "", "")[:3]
    return Letterhead(city, kecamatan, kelurahan, "")


def _city_of(place: Area) -> Area:
    return next((area for area in [*parents_of(place), place] if area.level == CITY), place)
