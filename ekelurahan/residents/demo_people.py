"""Filling the demo's offices with made-up people."""

from collections.abc import Iterator
from itertools import count

from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices
from ekelurahan.residents.batch.actions import merge, stage
from ekelurahan.residents.batch.rows import StagedRow
from ekelurahan.residents.demo.people import Numbers, people_of

PALEMBANG = (1671000000, 1671999999)
PLAJU_ULU = 1671141001
IN_PLAJU_ULU, ELSEWHERE = 15_000, 200


def fill_with_demo_people(*, in_plaju_ulu: int = IN_PLAJU_ULU, elsewhere: int = ELSEWHERE, seed: int = 1) -> int:
    """People for all 107 kelurahan of Palembang in one transaction; returns how many were new.

    Whole families, so each office holds a few more than asked for. Running it again changes nothing: the same seed
    makes the same people. No person can be among them, for no NIK begins with 99.
    """
    offices = [area.lo for area in kelurahan_in(*PALEMBANG)]
    with all_offices():
        stage(_everybody(offices, in_plaju_ulu, elsewhere, seed), kelurahan_id=PLAJU_ULU)
        return merge().new


def _everybody(offices: list[int], in_plaju_ulu: int, elsewhere: int, seed: int) -> Iterator[StagedRow]:
    numbers, rows = Numbers(), count(1)
    for office in offices:
        wanted = in_plaju_ulu if office == PLAJU_ULU else elsewhere
        for row in people_of(office, wanted, numbers=numbers, seed=seed):
            yield row._replace(number=next(rows))
