"""The accounts of the demo, as the login page offers them. Outside the demo none of them exists."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekelurahan.catalogue.workflow import Role

DEMO_PASSWORD = "plaju-ulu-2016"  # noqa: S105  # the demo's, printed on its login page


@dataclass(frozen=True)
class DemoAccount:
    """One row of the table."""

    username: str
    role: Role
    place: str
    task: str | Promise


DEMO_ACCOUNTS = (
    DemoAccount("operator", Role.OPERATOR, "Kelurahan Plaju Ulu", _("mencari warga dan mengajukan surat")),
    DemoAccount("kasi", Role.SECTION_HEAD, "Kelurahan Plaju Ulu", _("memeriksa dan memaraf")),
    DemoAccount("sekretaris", Role.SECRETARY, "Kelurahan Plaju Ulu", _("memaraf dan meneruskan ke lurah")),
    DemoAccount("lurah", Role.LURAH, "Kelurahan Plaju Ulu", _("menyetujui atau menolak, juga dari ponsel")),
    DemoAccount("operator2", Role.OPERATOR, "Kelurahan Plaju Darat", _("loket kelurahan tetangga")),
    DemoAccount("lurah2", Role.LURAH, "Kelurahan Plaju Darat", _("lurah tetangga: tidak melihat data Plaju Ulu")),
    DemoAccount("camat", Role.CAMAT, "Kecamatan Plaju", _("memantau kelurahan di kecamatannya")),
    DemoAccount("kota", Role.CITY, "Kota Palembang", _("memantau seluruh kota")),
)
