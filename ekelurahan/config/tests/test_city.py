"""`ekelurahan demo-city`, small: every count is what rows say, every row is what its events made, and a second run adds nobody."""

import pytest

from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.config.city_options import Options, read_options
from ekelurahan.config.demo import city
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.models import ClosedMonth, NameWord, Neighbourhood, Resident
from ekelurahan.residents.queries import search
from ekelurahan.residents.replaying.queries import differences

PLAJU_ULU = 1671141001
SMALL = Options(residents=900, seed=7, letters=0, processes=1)


@pytest.mark.timeout(180)
def test_a_city_is_made_once_and_everything_in_it_agrees(
    fresh_database: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(city, "PALEMBANG", "16.71.14")
    assert city.make_city(SMALL) == 0
    with all_offices():
        people = Resident.objects.count()
        assert Resident.objects.filter(is_counted=True).count() >= 900
        assert NameWord.objects.filter(people__gt=1).exists()
        assert Neighbourhood.objects.filter(until=None).exists()
        assert ClosedMonth.objects.filter(kelurahan_id=PLAJU_ULU).count() == 120
    for office in kelurahan_in(1671140000, 1671149999):
        with office_scope(office.lo):
            assert recount(office.lo) == []
            assert differences(office.lo) == []
    with office_scope(PLAJU_ULU):
        name = Resident.objects.filter(is_counted=True).values_list("name", flat=True)[0]
        assert name in [row.name for row in search(name)]
    capsys.readouterr()
    assert city.make_city(SMALL) == 0
    assert city.make_city(Options(residents=900, seed=8, letters=0, processes=1)) == 1
    assert "kota lain" in capsys.readouterr().out
    with all_offices():
        assert Resident.objects.count() == people


def test_what_is_no_number_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_options(["--residents", "300"]) == Options(residents=300, seed=7, letters=0, processes=2)
    with pytest.raises(SystemExit):
        read_options(["--residents", "many"])
    assert "bukan bilangan" in capsys.readouterr().err
