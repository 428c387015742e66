"""Requests that wait for the lurah, and what his forms send."""

import re
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from ekelurahan.applications import actions
from ekelurahan.applications.actions import NewRequest
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.tests.people import PLAJU_ULU, Town

HIDDEN = re.compile(r'name="(versi|isi)" value="([0-9a-f]+)"')


def waiting(town: Town, *, resident: UUID | None = None, product: str = "keterangan", **more: object) -> Application:
    """A domicile letter that waits for Lukman."""
    answers = {"purpose": "Melamar pekerjaan"}
    request = NewRequest("domisili", product, resident or town.siti, uuid4(), answers, ("ktp", "kk"), **more)  # type: ignore[arg-type]
    with office_scope(PLAJU_ULU):
        return actions.submit(request, by=town.operator)


def tap(client: Client, application: Application, button: str) -> HttpResponse:
    """The page behind a button of the letter's page: persetujuan, penolakan, pengembalian."""
    page = client.get(f"/lurah/{application.id}/").text
    found = re.search(rf'href="(/lurah/{application.id}/{button}/[^"]*)"', page)
    assert found, f"no button {button}"
    return client.get(found[1].replace("&amp;", "&"))  # type: ignore[return-value]


def hidden(page: HttpResponse) -> dict[str, str]:
    """What the form carries of what was read."""
    fields = dict(HIDDEN.findall(page.text))
    assert set(fields) == {"versi", "isi"}, page.text
    return fields


def now_in(application: Application) -> Application:
    """The request as it stands in the database."""
    with office_scope(application.kelurahan_id):
        return Application.objects.get(id=application.id)
