"""The demo's people who were written down twice."""

from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.config.demo.doubles import write_some_twice
from ekelurahan.residents.demo_people import populate
from ekelurahan.residents.models import Pair
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town


def test_the_demo_has_pairs_inside_an_office_and_across(town: Town) -> None:
    with all_offices():
        populate({PLAJU_ULU: 500, PLAJU_DARAT: 20}, default=0)
        assert write_some_twice() == 4
    with office_scope(PLAJU_ULU):
        assert Pair.objects.filter(state="open", other_kelurahan_id=PLAJU_ULU).count() == 3
        assert Pair.objects.filter(state="open", other_kelurahan_id=PLAJU_DARAT).count() == 1
    with office_scope(PLAJU_DARAT):
        assert Pair.objects.count() == 1
