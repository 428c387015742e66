"""The engine with a service it has never seen: adding a folder is enough, from the form to the sealed letter."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from ekelurahan.applications import actions
from ekelurahan.applications.actions import NewRequest, Upload
from ekelurahan.applications.errors import AnswersNotRight
from ekelurahan.catalogue import registry
from ekelurahan.catalogue.registry import all_services, get_product, get_service
from ekelurahan.catalogue.workflow import Status
from ekelurahan.letters.models import Letter
from ekelurahan.tests.cases import again, issued, seen
from ekelurahan.tests.fictitious.cloud.service import PERMIT, SERVICE
from ekelurahan.tests.people import PLAJU_ULU, Town
from ekelurahan.tests.pictures_of import jpeg


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The registry finds the fictitious service, for this test only."""
    monkeypatch.setattr(registry, "ROOTS", [*registry.ROOTS, "ekelurahan.tests.fictitious"])
    all_services.cache_clear()
    yield
    all_services.cache_clear()


def request_of(town: Town) -> NewRequest:
    return NewRequest("awan", "izin", town.siti, uuid4(), PERMIT.sample)


def test_a_folder_is_enough_to_be_found(cloud: None) -> None:
    assert get_service("awan") is SERVICE
    assert get_product("awan", "izin") is PERMIT
    assert [service.title for service in all_services().values()] == sorted(s.title for s in all_services().values())


def test_what_no_folder_holds_is_not_found(cloud: None) -> None:
    for service, product in (("hujan", "izin"), ("awan", "hujan")):
        with pytest.raises(KeyError):
            get_product(service, product)


def test_its_photo_is_required(cloud: None, at_work: Town) -> None:
    with pytest.raises(AnswersNotRight) as refusal:
        actions.submit(request_of(at_work), by=at_work.operator)
    assert set(refusal.value.errors) == {"foto"}


def test_it_ends_in_a_letter_of_its_own_register(cloud: None, at_work: Town) -> None:
    issued(at_work)  # number 1 of the general register
    request = request_of(at_work)
    upload = Upload("foto", "awan.jpg", jpeg())
    actions.attach(upload, draft_key=request.draft_key, kelurahan_id=PLAJU_ULU, by=at_work.operator)
    application = actions.submit(request, by=at_work.operator)
    actions.approve(application.id, confirmation=seen(application), by=at_work.lurah)
    actions.issue_letter(kelurahan_id=PLAJU_ULU, application_id=str(application.id))
    letter = Letter.objects.get(application_id=application.id)
    assert letter.number.startswith("0001/SIMA/PLU/")
    assert again(application).state is Status.ISSUED
