"""The pages that are measured, each over many different rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from bench.browser import Browser, queries
from ekelurahan.accounts.actions import Device, log_in
from ekelurahan.applications.access import tracking_handle
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import Status
from ekelurahan.doors.entry.demo_accounts import DEMO_PASSWORD
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import LetterFile
from ekelurahan.residents.models import Resident

PLAJU_ULU = 1671141001
FORM = {"purpose": "Melamar pekerjaan", "actual_address": "Lr. Sepakat No. 21 RT 003 RW 001", "since": "17-08-2021"}


@dataclass(frozen=True)
class Page:
    """One line of the table. `ask` gets a running number and returns how many queries the page took."""

    name: str
    ask: Callable[[int], int]


def people() -> dict[str, Browser]:
    """Everybody who looks at pages, logged in."""
    names = ("operator", "lurah", "camat", "kota")
    return {name: Browser(log_in(name, DEMO_PASSWORD, device=Device("127.0.0.1", "bench"))) for name in names} | {
        "public": Browser()
    }


def pages(people: dict[str, Browser]) -> list[Page]:
    """All of them, at the size that the database has now."""
    return [*_counter(people["operator"]), *_lurah(people["lurah"]), *_public(people["public"]), *_monitoring(people)]


def _counter(operator: Browser) -> list[Page]:
    residents = _residents()

    def find(text: Callable[[Resident], str]) -> Callable[[int], int]:
        return lambda n: queries(operator.post("/kerja/cari/", {"q": text(residents[n % len(residents)])}))

    def path(n: int) -> str:
        return f"/kerja/surat/baru/{residents[n % len(residents)].id}/domisili/keterangan/"

    return [
        Page("search by NIK", find(lambda resident: resident.nik or "")),
        Page("search by name", find(_beginnings)),
        Page("search by three letters", find(lambda resident: resident.name[:3])),
        Page("counter page", lambda _: queries(operator.get("/kerja/"))),
        Page("queue", lambda _: queries(operator.get("/kerja/antre/selesai/"))),
        Page("resident page", lambda n: queries(operator.get(f"/kerja/warga/{residents[n % len(residents)].id}/"))),
        Page("new-letter form", lambda n: queries(operator.get(path(n)))),
        Page(
            "preview of the letter",
            lambda n: queries(operator.post(path(n) + "pratinjau/", {"draft_key": str(uuid4()), **FORM})),
        ),
        Page("request page", _each(operator, [f"/kerja/permohonan/{key}/" for key in _requests(Status.HANDED_OVER)])),
    ]


def _lurah(lurah: Browser) -> list[Page]:
    return [
        Page("inbox", lambda _: queries(lurah.get("/lurah/"))),
        Page("letter page (lurah)", _each(lurah, [f"/lurah/{key}/" for key in _requests(Status.AWAITING_LURAH)])),
    ]


def _public(public: Browser) -> list[Page]:
    return [
        Page("verify page", _each(public, [f"/v/{code}/" for code in verification_codes()])),
        Page("track page", _each(public, [f"/p/{tracking_handle(key)}/" for key in _tracked()])),
        Page("home page", lambda _: queries(public.get("/"))),
    ]


def _monitoring(people: dict[str, Browser]) -> list[Page]:
    return [
        Page("monitoring (camat)", lambda _: queries(people["camat"].get("/pantau/"))),
        Page("monitoring (city)", lambda _: queries(people["kota"].get("/pantau/"))),
    ]


def _each(browser: Browser, paths: Sequence[str]) -> Callable[[int], int]:
    return lambda n: queries(browser.get(paths[n % len(paths)]))


def _beginnings(resident: Resident) -> str:
    """What a clerk types: the beginnings of the first two words."""
    return " ".join(word[:4] for word in resident.name.split()[:2])


def _residents() -> list[Resident]:
    with office_scope(PLAJU_ULU):
        found = Resident.objects.filter(kelurahan_id=PLAJU_ULU, nik__isnull=False, life_status="alive")
        return list(found.order_by("birth_certificate", "nik")[:2000:9])


def _requests(status: Status) -> list[str]:
    with office_scope(PLAJU_ULU):
        found = Application.objects.filter(kelurahan_id=PLAJU_ULU, status=status).order_by("-changed_at")
        return [str(key) for key in found.values_list("id", flat=True)[:100]]


def _tracked() -> list[UUID]:
    """Requests whose receipts exist: those of the demo city, not the ones that were only added to make it larger."""
    with office_scope(PLAJU_ULU):
        return list(
            Application.objects.filter(kelurahan_id=PLAJU_ULU, number__regex="^PLU-").values_list("id", flat=True)[:100]
        )


def verification_codes() -> list[str]:
    """The codes of letters that were sealed."""
    with office_scope(PLAJU_ULU):
        sealed = LetterFile.objects.filter(kelurahan_id=PLAJU_ULU, size__gt=1000).order_by("id")
        return [verification_handle(key) for key in sealed.values_list("letter_id", flat=True)[:100]]
