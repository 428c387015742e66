"""The demo city: Palembang with made-up people, officers and a few weeks of work. Nobody in it exists."""

from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices, area_of_code
from ekelurahan.config.demo.history import live_some_weeks
from ekelurahan.config.demo.officers import hire_everybody
from ekelurahan.config.demo.profiles import PALEMBANG, PLAJU_DARAT, PLAJU_ULU, furnish
from ekelurahan.offices.actions import open_office
from ekelurahan.offices.models import Office
from ekelurahan.residents.demo_people import populate


def prepare() -> None:
    """Make the city, all or nothing; one that stands already is left alone."""
    area = area_of_code(PALEMBANG)
    with all_offices():
        if Office.objects.exists():
            return
        print("Menyiapkan kota demo: 107 kelurahan, penduduk buatan, dan beberapa minggu pelayanan …", flush=True)
        kelurahan = list(kelurahan_in(area.lo, area.hi))
        for item in kelurahan:
            furnish(open_office(item, by=None))
        populate({PLAJU_ULU: 15_000, PLAJU_DARAT: 600}, default=200)
        live_some_weeks(hire_everybody([item.lo for item in kelurahan]))
