"""Which pages the house has, for whom, with real ids. A new address must be told here, or said to have no page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ekelurahan.tests.browser import registry
from ekelurahan.tests.browser.world import OFFICES_OF, QUEUES, World
from ekelurahan.tests.house_rules.routes import Route, house

PUBLIC, OFFICE = "everybody", "16.71.14.1001"
EVERY_STATUS = ("submitted", "checked", "returned", "awaiting_lurah", "rejected", "issued", "handed_over", "cancelled",
                "revoked")  # fmt: skip
SEEN_BY = {
    "operator": EVERY_STATUS,
    "kasi": ("submitted", "handed_over"),
    "sekretaris": ("checked",),
    "lurah": ("awaiting_lurah", "returned", "rejected", "issued", "revoked"),
}
PAGELESS = {
    "act": ("desk-reveal desk-take desk-pass-on desk-return desk-resubmit desk-cancel desk-print desk-hand-over desk-attach"
            " desk-remove-attachment desk-send-receipt desk-import-confirm desk-save-profile desk-save-product entry-logout"
            " entry-language entry-revoke-session monitoring-repetition portal-verify-file"
            " registry-reveal registry-prove registry-refuse registry-withdraw registry-end-term registry-doubles-merge"
            " registry-doubles-apart registry-doubles-ask reports-close reports-register-in-full"),
    "part of a page": "desk-finder desk-board desk-preview lurah-state",
    "file": "desk-letter desk-draft desk-attachment lurah-draft lurah-issued lurah-attachment monitoring-table registry-proof"
            " reports-lampid-file reports-statistics-file reports-register-file desk-import-refused",
    "leads on": "desk-queues lurah-mail",
    "for machines": "entry-healthz entry-readyz",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One page as one person sees it."""

    who: str
    name: str
    path: str


def places(world: World) -> list[Place]:
    """All of them."""
    return [
        Place(who, route.name, path)
        for route in routes()
        if route.name in PATHS
        for who in route.roles or (PUBLIC,)
        for path in PATHS[route.name](world, who)
    ]


def routes() -> list[Route]:
    """Every address of the house."""
    return house()


def untold() -> set[str]:
    """Names of addresses that nobody described: no page of theirs is looked at."""
    silent = {name for names in PAGELESS.values() for name in names.split()}
    return {route.name for route in routes()} - set(PATHS) - silent


def _same(path: str) -> Callable[[World, str], list[str]]:
    return lambda _world, _who: [path]


def _requests(world: World, who: str) -> list[str]:
    return [f"/kerja/permohonan/{found}/" for found in world.requests(*SEEN_BY[who])]


def _letters(world: World, who: str) -> list[str]:
    return [f"/lurah/{found}/" for found in world.requests(*SEEN_BY[who])]


def _decisions(world: World, _who: str) -> list[str]:
    return [f"/lurah/{found}/keputusan/" for found in world.requests("rejected", "issued", "revoked", "returned")]


def _new(world: World, _who: str) -> list[str]:
    return [f"/kerja/surat/baru/{world.resident}/domisili/{product}/" for product in ("keterangan", "pernyataan")]


def _queues(_world: World, who: str) -> list[str]:
    return [f"/kerja/antre/{name}/" for name in QUEUES[: 5 if who == "operator" else 1]]


def _forms(group: str, begin: Callable[[World], str]) -> Callable[[World, str], list[str]]:
    """Every form of one group of the registry."""

    def paths(world: World, _who: str) -> list[str]:
        from ekelurahan.doors.registry.forms import kinds  # Django is set up by now

        return [f"{begin(world)}catat/{form.slug}/" for form in getattr(kinds, group)]

    return paths


def _people(world: World, _who: str) -> list[str]:
    return [f"/penduduk/warga/{found}/" for found in (world.family.head, world.family.child, world.resident)]


def _pairs(world: World, _who: str) -> list[str]:
    rows = world.house.rows("SELECT id::text FROM residents_pair ORDER BY state, score DESC LIMIT 1")
    return [f"/penduduk/ganda/{found}/" for (found,) in rows]


def _reports(path: str) -> Callable[[World, str], list[str]]:
    """Of the widest area of each reader."""
    return lambda _world, who: [f"/laporan/{OFFICES_OF.get(who, (OFFICE,))[0]}/{path}"]


def _areas(_world: World, who: str) -> list[str]:
    return [f"/pantau/{code}/" for code in OFFICES_OF[who]]


def _form(name: str) -> Callable[[World, str], list[str]]:
    return lambda world, _who: [world.bound[name]]


def _message(world: World, _who: str) -> list[str]:
    newest = max((world.house.home / "mailbox").glob("*.eml"))
    return [f"/demo/surel/{newest.stem}/"]


def _revocation(world: World, _who: str) -> Iterator[str]:
    return (f"/lurah/{found}/pencabutan/" for found in world.requests("issued"))


PATHS: Mapping[str, Callable[[World, str], list[str] | Iterator[str]]] = {
    "portal-home": _same("/"),
    "portal-services": lambda _world, _who: ["/layanan/", "/layanan/?q=paspor"],
    "portal-service": _same("/layanan/domisili/"),
    "portal-track": _same("/lacak/"),
    "portal-request": lambda world, _who: [world.tracking_path],
    "portal-verify": _same("/v/"),
    "portal-letter": lambda world, _who: [world.verification_path, "/v/TIDAK-ADA/"],
    "entry-login": _same("/masuk/"),
    "entry-sessions": _same("/sesi/"),
    "demo-mailbox": _same("/demo/surel/"),
    "demo-message": _message,
    "desk-home": _same("/kerja/"),
    "desk-resident": lambda world, _who: [f"/kerja/warga/{world.resident}/"],
    "desk-new": _new,
    "desk-request": _requests,
    "desk-receipt": lambda world, _who: [f"{world.receipt.path}tanda-terima/"],
    "desk-late": _same("/kerja/antre/terlambat/"),
    "desk-queue": _queues,
    "desk-import": _same("/kerja/penduduk/impor/"),
    "desk-import-job": lambda _world, _who: [],  # looked at in test_after_mistakes, where there is one
    "desk-settings": _same("/kerja/pengaturan/"),
    "desk-import-columns": lambda _world, _who: [],  # the same
    "desk-export": _same("/kerja/penduduk/ekspor/"),
    "registry-home": lambda _world, _who: ["/penduduk/", "/penduduk/?status=pindah"],
    "registry-resident": _people,
    "registry-person-event": _forms("OF_PERSON", lambda world: world.family.head_path),
    "registry-family": lambda world, _who: [world.family.path],
    "registry-family-event": _forms("OF_FAMILY", lambda world: world.family.path),
    "registry-new-event": _forms("OF_NOBODY", lambda _world: "/penduduk/"),
    "registry-journal": _same("/penduduk/peristiwa/"),
    "registry-event": lambda world, _who: [world.event],
    "registry-undo": lambda world, _who: [f"{world.event}pembatalan/"],
    "registry-transfers": _same("/penduduk/perpindahan/"),
    "registry-transfer": lambda world, _who: [registry.waiting(world.house, "out")],
    "registry-neighbourhoods": _same("/penduduk/rt-rw/"),
    "registry-doubles": _same("/penduduk/ganda/"),
    "registry-doubles-pair": _pairs,
    "reports-own": _same("/laporan/"),
    "reports-home": _reports(""),
    "reports-lampid": _reports("lampid/"),
    "reports-statistics": _reports("statistik/"),
    "reports-register": _reports("buku/induk/"),
    "lurah-inbox": _same("/lurah/"),
    "lurah-history": _same("/lurah/riwayat/"),
    "lurah-archive": _same("/lurah/arsip/"),
    "lurah-letter": _letters,
    "lurah-approval": _form("lurah-approval"),
    "lurah-rejection": _form("lurah-rejection"),
    "lurah-correction": _form("lurah-correction"),
    "lurah-revocation": _revocation,
    "lurah-decision": _decisions,
    "monitoring-own": _same("/pantau/"),
    "monitoring-area": _areas,
    "monitoring-people": _same("/pantau/warga/"),
    "monitoring-deliveries": _same("/pantau/kiriman/"),
}
