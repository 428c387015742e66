"""Exporting residents: in our columns or OpenSID's, numbers masked unless somebody who may says why."""

import tempfile
from pathlib import Path

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.desk.office import UNPROCESSABLE, office_of
from ekelurahan.doors.documents import file_answer
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.residents.disclosure import withheld_from
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.exporting.actions import MAY_SEE_WHOLE, Export, export
from ekelurahan.residents.exporting.layouts import LAYOUTS
from ekelurahan.residents.exporting.queries import ALL, ARCHIVE, PRESENT, Selection
from ekelurahan.residents.tables import KINDS

_LONGEST_NUMBER = 3


@only(Role.OPERATOR, Role.SECRETARY, Role.LURAH)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: ActorRequest) -> HttpResponse:
    """Choose whom, which columns, which kind of file; the answer is the file."""
    wanted = _wanted(request.POST)
    if request.method != "POST":
        return _page(request, wanted, {})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"penduduk.{wanted.kind}"
        try:
            export(path, wanted, kelurahan_id=office_of(request.actor), by=request.actor)
        except Refused as refusal:
            return _page(request, wanted, refusal.problems)
        content = path.read_bytes()
    return file_answer(content, content_type=KINDS[wanted.kind], name=path.name, inline=False)


def _wanted(data: QueryDict) -> Export:
    """What was asked for; what is not on the lists counts as the first choice."""
    place = {name: _neighbourhood(str(data.get(name, ""))) for name in ("rw", "rt")}
    return Export(
        Selection(place["rw"], place["rt"], _one_of((PRESENT, ARCHIVE, ALL), data.get("status"))),
        _one_of(LAYOUTS, data.get("kolom")),
        _one_of(tuple(KINDS), data.get("jenis")),
        whole=data.get("nomor") == "utuh",
        reason=str(data.get("alasan", "")),
    )


def _one_of(choices: tuple[str, ...], chosen: object) -> str:
    return chosen if isinstance(chosen, str) and chosen in choices else choices[0]


def _neighbourhood(text: str) -> str:
    digits = text.strip()
    return digits.zfill(_LONGEST_NUMBER) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else digits[:9]


def _page(request: ActorRequest, wanted: Export, problems: dict[str, str]) -> HttpResponse:
    shown = {
        "wanted": wanted, "problems": problems, "may_see_whole": request.actor.role in MAY_SEE_WHOLE,
        "withheld": withheld_from(request.actor),
    }  # fmt: skip
    return render(request, "desk/export.html", shown, status=UNPROCESSABLE if problems else None)
