"""A family's year at two counters: a birth, a death with a new head, a move to the office next door, which accepts it."""

import pytest

from ekelurahan.tests.browser import registry
from ekelurahan.tests.browser.audit import faults
from ekelurahan.tests.browser.house import PLAJU_DARAT
from ekelurahan.tests.browser.visitors import Crowd

pytestmark = pytest.mark.browser
THIRD = 2  # a family that no other test touches
NEW_CARD = "9971140101260099"


@pytest.mark.timeout(180)
def test_a_birth_a_death_with_a_new_head_and_a_move_that_the_neighbour_accepts(crowd: Crowd) -> None:
    operator, neighbour = crowd.officer("operator"), crowd.officer("operator2")
    family = registry.family(crowd.house, THIRD)
    born = registry.birth(operator, family, "Cahaya Intan")
    operator.open(family.path)
    operator.shows("CAHAYA INTAN")

    died = registry.death_of_head(operator, family)
    operator.open(family.head_path)
    operator.shows("Arsip: bukan penduduk lagi")
    operator.open(f"/penduduk/warga/{family.wife}/")
    operator.shows("Kepala Keluarga")
    operator.shows("Cerai Mati")

    left = registry.move_next_door(operator, family)

    neighbour.open("/penduduk/")
    neighbour.shows("menunggu diterima")
    neighbour.open(registry.waiting(crowd.house, "in", PLAJU_DARAT))
    assert faults(neighbour.page) == []
    neighbour.page.locator("#no_kk").fill(NEW_CARD)
    neighbour.page.locator("#address").fill("Jl. DI Panjaitan No. 21")
    known = "SELECT rt, rw FROM residents_familycard WHERE rt <> '' LIMIT 1"  # of another one the office would be asked
    ((rt, rw),) = crowd.house.rows(known, office=PLAJU_DARAT)
    neighbour.page.locator("#rt").fill(rt)
    neighbour.page.locator("#rw").fill(rw)
    registry.save(neighbour)
    neighbour.shows("CAHAYA INTAN")
    operator.open(left)
    operator.shows("CAHAYA INTAN")
    operator.open("/penduduk/peristiwa/")
    for event in (born, died, left):
        assert operator.page.locator(f"a[href='{event}']").count() == 1
