"""The demo city: Palembang with made-up people, officers and a few weeks of work. Nobody in it exists."""

from django.conf import settings

from ekelurahan.areas.queries import kelurahan_in
from ekelurahan.areas.scope import all_offices, area_of_code
from ekelurahan.config.demo.doubles import write_some_twice
from ekelurahan.config.demo.happenings import enrolled_at, live_in_the_registry
from ekelurahan.config.demo.history import live_some_weeks
from ekelurahan.config.demo.officers import hire_everybody
from ekelurahan.config.demo.profiles import furnish
from ekelurahan.config.demo.size import size_named
from ekelurahan.lib.now import at
from ekelurahan.offices.actions import open_office
from ekelurahan.offices.models import Office
from ekelurahan.residents.demo_people import populate


def prepare() -> None:
    """Make the city, all or nothing; one that stands already is left alone."""
    size = size_named(settings.DEMO_SIZE)
    area = area_of_code(size.area)
    with all_offices():
        if Office.objects.exists():
            return
        kelurahan = list(kelurahan_in(area.lo, area.hi))
        print(f"Menyiapkan demo: {len(kelurahan)} kelurahan, penduduk buatan, beberapa minggu pelayanan …", flush=True)
        for item in kelurahan:
            furnish(open_office(item, by=None))
        with at(enrolled_at()):
            populate({item.lo: size.people.get(item.lo, size.others) for item in kelurahan}, default=0)
        everybody = hire_everybody([item.lo for item in kelurahan])
        live_some_weeks(everybody, size)
        if size.events:
            live_in_the_registry(*everybody[:2], events=size.events)
        write_some_twice()
