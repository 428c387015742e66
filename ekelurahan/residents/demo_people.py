"""Filling the demo's offices with made-up people."""

from collections.abc import Iterator, Mapping
from itertools import count

from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.residents.batch.actions import merge, stage
from ekelurahan.residents.batch.rows import StagedRow
from ekelurahan.residents.demo.people import Numbers, people_of

PALEMBANG = (1671000000, 1671999999)


def populate(sizes: Mapping[int, int], *, default: int = 200, seed: int = 1) -> int:
    """People for all 107 kelurahan of Palembang, in the current scope, which must hold them all. Returns how many were new.

    `sizes` says how many for some kelurahan. Families stay whole, so an office holds a few more than asked for.
    Running it again changes nothing: the same seed makes the same people. Nobody living can be among them, for no
    real NIK begins with 99.
    """
    offices = [area.lo for area in kelurahan_in(*PALEMBANG)]
    stage(_everybody(offices, sizes, default, seed), kelurahan_id=offices[0])
    return merge().new


def _everybody(offices: list[int], sizes: Mapping[int, int], default: int, seed: int) -> Iterator[StagedRow]:
    numbers, rows = Numbers(), count(1)
    for office in offices:
        if wanted := sizes.get(office, default):
            for row in people_of(office, wanted, numbers=numbers, seed=seed):
                yield row._replace(number=next(rows))
