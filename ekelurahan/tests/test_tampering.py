"""What changed after the lurah read it is not approved (T6); what somebody changed afterwards is not sealed (T11)."""

import pytest

from ekelurahan.applications import actions
from ekelurahan.applications.errors import ChangedMeanwhile
from ekelurahan.areas.scope import office_scope
from ekelurahan.letters.actions import ContentTampered, seal_letter
from ekelurahan.letters.models import Letter
from ekelurahan.offices.actions import set_profile
from ekelurahan.offices.queries import get_office
from ekelurahan.tests.cases import seen, submitted
from ekelurahan.tests.people import PLAJU_ULU, Town


def test_t11_a_letter_whose_stored_text_was_changed_after_approval_is_not_sealed(town: Town) -> None:
    with office_scope(PLAJU_ULU):
        application = submitted(town)
        actions.approve(application.id, confirmation=seen(application), by=town.lurah)
        letter = Letter.objects.get()
        letter.content["title"] = "Surat Keterangan Lain"
        with pytest.raises(ContentTampered):
            seal_letter(letter, scan_png=b"")


@pytest.mark.parametrize(
    ("name", "value"), [("city_title", "PEMERINTAH KOTA LAIN"), ("paper", "A4"), ("place", "Lahat")]
)
def test_t6_what_stands_around_the_text_is_bound_to_the_approval_too(town: Town, name: str, value: str) -> None:
    with office_scope(PLAJU_ULU):
        application = submitted(town)
        read = seen(application)
        set_profile(get_office(PLAJU_ULU), {name: value}, by=None)
        with pytest.raises(ChangedMeanwhile):
            actions.approve(application.id, confirmation=read, by=town.lurah)
