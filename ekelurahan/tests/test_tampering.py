"""T11: what somebody changed behind the program's back is not sealed."""

import pytest

from ekelurahan.applications import actions
from ekelurahan.areas.scope import office_scope
from ekelurahan.letters.actions import ContentTampered, seal_letter
from ekelurahan.letters.models import Letter
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
