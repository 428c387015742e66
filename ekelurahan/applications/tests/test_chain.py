"""From the counter to the sealed letter, act by act."""

from uuid import uuid4

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation, NewRequest
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import area_scope, office_scope
from ekelurahan.catalogue.workflow import Status
from ekelurahan.letters.models import Letter, LetterFile
from ekelurahan.offices.queries import get_office
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_ULU, Town


def test_from_counter_to_sealed_letter(town: Town) -> None:
    request = NewRequest(
        "domisili", "keterangan", town.siti, uuid4(), {"purpose": "Melamar pekerjaan"}, shown=("ktp", "kk")
    )
    with office_scope(PLAJU_ULU):
        application = actions.submit(request, by=town.operator)
        assert application.state is Status.AWAITING_LURAH
        seen = content_of(application, office=get_office(PLAJU_ULU)).sha256()
        actions.approve(application.id, confirmation=Confirmation(application.version, seen), by=town.lurah)
    assert keep_all(Lane.LETTERS) == 1
    with office_scope(PLAJU_ULU):
        application = Application.objects.get()
        assert application.state is Status.ISSUED, application.status
        letter, file = Letter.objects.get(), LetterFile.objects.get()
        assert letter.number.startswith("400.12.2.1/001/PLU/")
        assert bytes(file.pdf).startswith(b"%PDF")
        actions.hand_over(application.id, recipient="SITI AMINAH", by=town.operator)
        assert Application.objects.get().state is Status.HANDED_OVER
    with area_scope(town.lurah_next_door.lo, town.lurah_next_door.hi):
        assert not Letter.objects.exists()
