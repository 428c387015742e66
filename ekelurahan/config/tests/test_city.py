"""`ekelurahan demo-city`, small: every count is what rows say, every row is what its events made, and a second run adds nobody."""

from itertools import groupby

import pytest
from django.db import connections
from django.db.models import Sum

from ekelurahan.applications.models import Application, Tally
from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.catalogue.letter import content_from_dict
from ekelurahan.config.city_options import Options, read_options
from ekelurahan.config.demo import city
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import Letter, NumberSeries
from ekelurahan.letters.queries import verified_by_code
from ekelurahan.residents.counting.recounting import recount
from ekelurahan.residents.models import ClosedMonth, NameWord, Neighbourhood, Resident
from ekelurahan.residents.queries import search
from ekelurahan.residents.replaying.queries import differences

PLAJU_ULU = 1671141001
SMALL = Options(residents=500, seed=7, letters=300, processes=1)


@pytest.mark.timeout(180)
def test_a_city_is_made_once_and_everything_in_it_agrees(
    fresh_database: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(city, "PALEMBANG", "16.71.14")
    assert city.make_city(SMALL) == 0
    with all_offices():
        people = Resident.objects.count()
        assert Resident.objects.filter(is_counted=True).count() >= 500
        assert NameWord.objects.filter(people__gt=1).exists()
        assert Neighbourhood.objects.filter(until=None).exists()
        assert ClosedMonth.objects.filter(kelurahan_id=PLAJU_ULU).count() == 120
    for office in kelurahan_in(1671140000, 1671149999):
        with office_scope(office.lo):
            assert recount(office.lo) == []
            assert differences(office.lo) == []
        with office_scope(office.lo):
            _letters_agree(office.lo)
    with office_scope(PLAJU_ULU):
        name = Resident.objects.filter(is_counted=True).values_list("name", flat=True)[0]
        assert name in [row.name for row in search(name)]
    capsys.readouterr()
    assert city.make_city(SMALL) == 0
    assert city.make_city(Options(residents=500, seed=8, letters=0, processes=1)) == 1
    assert "kota lain" in capsys.readouterr().out
    with all_offices():
        assert Resident.objects.count() == people


def _letters_agree(office: int) -> None:
    """No number is missing, every letter says what was hashed, every request is counted on its day."""
    letters = list(Letter.objects.filter(kelurahan_id=office).order_by("year", "serial"))
    assert letters
    for year, of_year in groupby(letters, key=lambda letter: letter.year):
        serials = [letter.serial for letter in of_year]
        assert serials == list(range(1, len(serials) + 1))
        assert NumberSeries.objects.get(kelurahan_id=office, year=year).last == len(serials)
    letter = letters[-1]
    assert content_from_dict(letter.content).sha256() == letter.content_sha256
    assert letter.holder in str(letter.content)
    assert verified_by_code(verification_handle(letter.id)) is not None
    handed = Tally.objects.filter(kelurahan_id=office, status="handed_over").aggregate(Sum("count"))["count__sum"]
    assert handed == len(letters) == Application.objects.filter(kelurahan_id=office).count()
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM applications_event WHERE kelurahan_id = %s", [office])
        assert cursor.fetchone()[0] == 4 * len(letters)


def test_what_is_no_number_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_options(["--residents", "300"]) == Options(residents=300, seed=7, letters=0, processes=2)
    with pytest.raises(SystemExit):
        read_options(["--residents", "many"])
    assert "bukan bilangan" in capsys.readouterr().err
