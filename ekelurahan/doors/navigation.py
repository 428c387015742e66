"""The menu of each role. Paths, not names: the doors do not know each other. A test asks that each one leads somewhere."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekelurahan.catalogue.workflow import Role


@dataclass(frozen=True)
class Place:
    """One entry of a menu."""

    label: str | Promise
    path: str

    def is_here(self, path: str) -> bool:
        """Whether the page at `path` belongs to this entry: itself or beneath it, the longest entry winning."""
        return path.startswith(self.path)


PUBLIC = (Place(_("Layanan"), "/layanan/"), Place(_("Lacak"), "/lacak/"), Place(_("Periksa surat"), "/v/"))
COUNTER = (Place(_("Loket"), "/kerja/"), Place(_("Antrean"), "/kerja/antre/"))
REGISTRY = Place(_("Penduduk"), "/penduduk/")
REPORTS = Place(_("Laporan"), "/laporan/")
IMPORT = Place(_("Impor"), "/kerja/penduduk/impor/")
PEOPLE = Place(_("Cari warga"), "/pantau/warga/")
SETTINGS = Place(_("Pengaturan"), "/kerja/pengaturan/")
MENUS = {
    Role.OPERATOR: (*COUNTER, REGISTRY, REPORTS, IMPORT),
    Role.SECTION_HEAD: (*COUNTER, REGISTRY, REPORTS),
    Role.SECRETARY: (*COUNTER, REGISTRY, REPORTS, IMPORT, SETTINGS),
    Role.LURAH: (
        Place(_("Menunggu saya"), "/lurah/"),
        Place(_("Riwayat"), "/lurah/riwayat/"),
        Place(_("Arsip"), "/lurah/arsip/"),
        REGISTRY,
        REPORTS,
        SETTINGS,
    ),
    Role.CAMAT: (Place(_("Pantauan"), "/pantau/"), PEOPLE, REPORTS),
    Role.CITY: (Place(_("Pantauan"), "/pantau/"), PEOPLE, REPORTS, Place(_("Kiriman"), "/pantau/kiriman/")),
}


@dataclass(frozen=True)
class Menu:
    """The entries that a role sees, and where its work begins."""

    places: tuple[Place, ...]
    home: str

    def here(self, path: str) -> Place | None:
        """The entry that the page at `path` belongs to: the one with the longest path."""
        found = [place for place in self.places if place.is_here(path)]
        return max(found, key=lambda place: len(place.path), default=None)


@cache
def menu_for(role: Role | None) -> Menu:
    """The menu of that role; None is the public."""
    if role is None or role not in MENUS:
        return Menu(PUBLIC, "/")
    return Menu(MENUS[role], MENUS[role][0].path)
