"""Nothing is reported in a month before the people it is about were counted; what the office may still report late."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident, update_resident
from ekelurahan.residents.counting.months import previous
from ekelurahan.residents.counting.queries import report_of
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.families import relocate
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.vital import register_death, report_missing
from ekelurahan.residents.events.entries import Address
from ekelurahan.residents.tests.household import CARD, household, person, row, told
from ekelurahan.tests.people import PLAJU_ULU

pytestmark = pytest.mark.django_db
TEN_YEARS_AGO = date(2016, 1, 10)


@pytest.fixture(autouse=True)
def _at_plaju_ulu(db: None) -> Iterator[None]:
    with office_scope(PLAJU_ULU):
        yield


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def last_month() -> date:
    return previous(this_month())


def lived_here_since(day: date) -> tuple[UUID, UUID]:
    """Somebody with a card of their own, written down by then."""
    found = add_resident(
        CARD, person("HALIMAH YUSUF", date(1950, 1, 1), Sex.FEMALE, FamilyRelation.HEAD),
        kelurahan_id=PLAJU_ULU, by=None, told=told(reported_on=day),
    )  # fmt: skip
    return found.id, found.family_card_id


def test_a_death_is_not_reported_years_before_the_person_was_written_down() -> None:
    home = household()
    with pytest.raises(Refused, match="Isi tanggal lapor mulai 1 ") as refused:
        register_death(home.ijah, kelurahan_id=PLAJU_ULU, told=told(reported_on=TEN_YEARS_AGO), by=None)
    assert list(refused.value.problems) == ["reported_on"]
    assert row(home.ijah).is_present
    assert report_of(PLAJU_ULU, PLAJU_ULU, TEN_YEARS_AGO.replace(day=1)).lampid.closing.people == 0


def test_a_death_that_came_to_pass_long_ago_is_reported_today() -> None:
    home = household()
    register_death(home.ijah, kelurahan_id=PLAJU_ULU, told=told(happened_on=TEN_YEARS_AGO), by=None)
    assert not row(home.ijah).is_present


def test_a_death_is_reported_last_month_of_somebody_written_down_by_then() -> None:
    halimah, _card = lived_here_since(last_month())
    register_death(halimah, kelurahan_id=PLAJU_ULU, told=told(reported_on=last_month() + timedelta(3)), by=None)
    assert report_of(PLAJU_ULU, PLAJU_ULU, last_month()).lampid.closing.people == 0


def test_a_family_does_not_move_house_before_the_month_in_which_it_moved_last() -> None:
    _halimah, card = lived_here_since(previous(last_month()))
    relocate(card, Address("Jl. Lain", "009", "001"), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="KK ini: Pindah alamat"):
        relocate(
            card,
            Address("Jl. Lagi", "008", "001"),
            kelurahan_id=PLAJU_ULU,
            told=told(reported_on=last_month()),
            by=None,
        )


def test_nobody_dies_in_the_house_before_the_month_in_which_the_family_came_there() -> None:
    halimah, card = lived_here_since(previous(last_month()))
    relocate(card, Address("Jl. Lain", "009", "001"), kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="Isi tanggal lapor"):
        register_death(halimah, kelurahan_id=PLAJU_ULU, told=told(reported_on=last_month()), by=None)


def test_what_was_taken_back_in_the_same_month_stands_in_nobodys_way() -> None:
    halimah, _card = lived_here_since(previous(last_month()))
    gone = report_missing(halimah, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    undo(gone.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    register_death(halimah, kelurahan_id=PLAJU_ULU, told=told(reported_on=last_month()), by=None)
    assert not row(halimah).is_present


def test_an_event_taken_back_a_month_later_is_not_reported_anew_in_its_old_month() -> None:
    halimah, _card = lived_here_since(previous(last_month()))
    gone = report_missing(halimah, kelurahan_id=PLAJU_ULU, told=told(reported_on=last_month()), by=None)
    undo(gone.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="Pembatalan"):
        register_death(halimah, kelurahan_id=PLAJU_ULU, told=told(reported_on=last_month()), by=None)


def test_an_undoing_is_not_reported_before_what_it_undoes() -> None:
    halimah, _card = lived_here_since(previous(last_month()))
    gone = report_missing(halimah, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    with pytest.raises(Refused, match="Hilang"):
        undo(gone.id, kelurahan_id=PLAJU_ULU, told=told(reported_on=last_month()), by=None)


def test_a_correction_of_what_no_report_counts_stands_in_nobodys_way() -> None:
    halimah, _card = lived_here_since(previous(last_month()))
    update_resident(row(halimah), {"religion": "islam"}, by=None, told=told())
    register_death(halimah, kelurahan_id=PLAJU_ULU, told=told(reported_on=last_month()), by=None)
    assert not row(halimah).is_present
