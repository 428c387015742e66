"""Areas that are no more: nobody is sent there, and the NIK that name them go on to be understood."""

from datetime import date

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import ended_kecamatan, kelurahan_in, region_of_nik, search_areas

PALEMBANG = (1671000000, 1671999999)


def test_an_ended_area_is_not_offered_but_its_nik_are_known(fresh_database: object) -> None:
    ended_kecamatan.cache_clear()
    Area.objects.using("owner").filter(lo__range=(1671140000, 1671149999)).update(valid_until=date(2025, 1, 1))
    assert "16.71.14" not in [area.code for area in search_areas("plaju")]
    assert kelurahan_in(*PALEMBANG).count() == 100
    assert ended_kecamatan() == {"16.71.14"}
    ended_kecamatan.cache_clear()
    known = region_of_nik("1671140101880001")
    assert known is not None
    assert known.name == "Plaju"
    assert region_of_nik("9971140101880001") is None
