"""`make docs`: every screen of the demo city at 1366 and 360 px, into docs/screenshots."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from ekelurahan.tests.browser import counter, registry, signer
from ekelurahan.tests.browser.browsing import chromium
from ekelurahan.tests.browser.house import PLAJU_DARAT, opened
from ekelurahan.tests.browser.mistakes import found, import_tried, nothing_answered, place_looked_for
from ekelurahan.tests.browser.places import OFFICE
from ekelurahan.tests.browser.visitors import COUNTER, PHONE, Crowd, Visitor
from ekelurahan.tests.browser.world import World, settle

FOLDER = Path(__file__).parents[3] / "docs" / "screenshots"
DEVICES = {1366: COUNTER, 360: {**PHONE, "device_scale_factor": 1}}
TALLEST = 2000  # of a picture; longer pages are cut off
LARGEST, LARGEST_TOGETHER = 100_000, 4_000_000  # bytes
PUBLIC = ""
Lead = Callable[[Visitor, World, Path], None]


@dataclass(frozen=True)
class Screen:
    """A file name, who sees it, and the way there: a path, or something to do."""

    name: str
    who: str
    way: str | Lead

    def reach(self, visitor: Visitor, world: World, folder: Path) -> None:
        """Be there, and have everything on the page that comes by itself."""
        if isinstance(self.way, str):
            visitor.open(self.way)
        else:
            self.way(visitor, world, folder)
        visitor.page.wait_for_timeout(400)


def _form_filled_in(visitor: Visitor, world: World, _folder: Path) -> None:
    counter.find(visitor, world.house.somebody())
    counter.choose_letter(visitor)
    visitor.press("3", "F2")
    visitor.page.locator("#actual_address").fill("Jl. Kapten Abdullah Lr. Mawar No. 7 RT 012 RW 004")
    visitor.page.locator("#since").fill("01-03-2019")
    visitor.page.locator(".paper").get_by_text("Lr. Mawar No. 7").wait_for()


def _tracked(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(world.tracking_path)


def _verified(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(world.verification_path)


def _waiting_letter(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/lurah/{world.requests('awaiting_lurah')[0]}/")


def _decided(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/lurah/{world.receipt.application}/keputusan/")


def _bound(name: str) -> Lead:
    return lambda visitor, world, _folder: _open(visitor, world.bound[name])


def _open(visitor: Visitor, path: str) -> None:
    visitor.open(path)


def _request(status: str) -> Lead:
    return lambda visitor, world, _folder: _open(visitor, f"/kerja/permohonan/{world.requests(status)[0]}/")


def _receipt(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"{world.receipt.path}tanda-terima/")


def _resident(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/kerja/warga/{world.resident}/")


def _of_family(rest: str = "") -> Lead:
    return lambda visitor, world, _folder: _open(visitor, world.family.path + rest)


def _head(visitor: Visitor, world: World, _folder: Path) -> None:
    _open(visitor, world.family.head_path)


def _event(visitor: Visitor, world: World, _folder: Path) -> None:
    _open(visitor, world.event)


def _move(visitor: Visitor, world: World, _folder: Path) -> None:
    _open(visitor, registry.waiting(world.house, "in", PLAJU_DARAT))


def _pair(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/penduduk/ganda/")
    first = visitor.page.locator("main .list a")
    if first.count():
        first.first.click()
        visitor.page.wait_for_load_state()


def _mail(visitor: Visitor, world: World, _folder: Path) -> None:
    newest = max(world.house.mails(signer.LURAH), key=lambda mail: str(mail["Date"]))
    visitor.open("/demo/surel/")
    visitor.page.get_by_text(str(newest["Subject"])).first.click()


SCREENS = (
    Screen("beranda", PUBLIC, "/"),
    Screen("layanan", PUBLIC, "/layanan/domisili/"),
    Screen("lacak", PUBLIC, "/lacak/"),
    Screen("permohonan-saya", PUBLIC, _tracked),
    Screen("periksa-surat", PUBLIC, "/v/"),
    Screen("surat-sah", PUBLIC, _verified),
    Screen("masuk", PUBLIC, "/masuk/"),
    Screen("loket", "operator", "/kerja/"),
    Screen("loket-cari", "operator", found),
    Screen("warga", "operator", _resident),
    Screen("surat-baru", "operator", _form_filled_in),
    Screen("isian-salah", "operator", nothing_answered),
    Screen("tanda-terima", "operator", _receipt),
    Screen("permohonan-dikembalikan", "operator", _request("returned")),
    Screen("permohonan-terbit", "operator", _request("issued")),
    Screen("antrean", "operator", "/kerja/antre/selesai/"),
    Screen("impor", "operator", import_tried),
    Screen("periksa-kasi", "kasi", _request("submitted")),
    Screen("pengaturan", "sekretaris", "/kerja/pengaturan/"),
    Screen("penduduk", "operator", "/penduduk/"),
    Screen("data-warga", "operator", _head),
    Screen("kartu-keluarga", "operator", _of_family()),
    Screen("catat-pindah", "operator", place_looked_for),
    Screen("peristiwa", "operator", _event),
    Screen("buku-peristiwa", "operator", "/penduduk/peristiwa/"),
    Screen("terima-pindah", "operator2", _move),
    Screen("data-ganda", "operator", _pair),
    Screen("lampid", "operator", f"/laporan/{OFFICE}/lampid/"),
    Screen("piramida", "operator", f"/laporan/{OFFICE}/statistik/"),
    Screen("lurah", "lurah", "/lurah/"),
    Screen("lurah-surat", "lurah", _waiting_letter),
    Screen("lurah-setujui", "lurah", _bound("lurah-approval")),
    Screen("lurah-tolak", "lurah", _bound("lurah-rejection")),
    Screen("lurah-kembalikan", "lurah", _bound("lurah-correction")),
    Screen("lurah-diputuskan", "lurah", _decided),
    Screen("lurah-riwayat", "lurah", "/lurah/riwayat/"),
    Screen("lurah-arsip", "lurah", "/lurah/arsip/"),
    Screen("camat", "camat", "/pantau/"),
    Screen("kota", "kota", "/pantau/"),
    Screen("kota-kecamatan", "kota", "/pantau/16.71.14/"),
    Screen("kiriman", "kota", "/pantau/kiriman/"),
    Screen("kotak-surel", PUBLIC, "/demo/surel/"),
    Screen("surel", PUBLIC, _mail),
    Screen("sesi", "operator", "/sesi/"),
)


def take(crowd: Crowd, screen: Screen, world: World, folder: Path) -> None:
    """A picture at a desk and one on a phone."""
    for width, device in DEVICES.items():
        visitor = crowd.visitor(device) if screen.who == PUBLIC else crowd.officer(screen.who, device)
        screen.reach(visitor, world, folder)
        height = min(int(visitor.page.evaluate("document.documentElement.scrollHeight")), TALLEST)
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.evaluate("scrollTo(0, 0)")
        keep(visitor.page.screenshot(), FOLDER / f"{screen.name}-{width}.webp")
        visitor.context.close()


def keep(png: bytes, file: Path) -> None:
    """As small as it gets without a visible loss."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.save(file, "WEBP", lossless=True, method=6)
    if file.stat().st_size > LARGEST:
        image.save(file, "WEBP", quality=70, method=6)
    assert file.stat().st_size <= LARGEST, file


def take_letter(world: World, folder: Path) -> None:
    """The letter itself, as it is printed."""
    ((pdf,),) = world.house.rows(
        "SELECT f.pdf FROM letters_letterfile f JOIN letters_letter l ON l.id = f.letter_id WHERE l.application_id = %s",
        world.receipt.application,
    )
    (folder / "surat.pdf").write_bytes(bytes(pdf))
    subprocess.run(["pdftoppm", "-r", "90", "-png", "-singlefile", folder / "surat.pdf", folder / "surat"], check=True)
    keep((folder / "surat.png").read_bytes(), FOLDER / "surat.webp")


def main() -> int:
    """All of them; those that are no screen any more go."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekelurahan.config.settings")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    home = FOLDER.parents[1] / "var" / "screenshots"
    with opened(home, "city") as house, sync_playwright() as playwright, chromium(playwright) as browser:
        crowd = Crowd(browser, house)
        world = settle(crowd)
        for screen in SCREENS:
            take(crowd, screen, world, home)
        take_letter(world, home)
    together = sum(file.stat().st_size for file in FOLDER.glob("*.webp"))
    print(f"{len(SCREENS) * len(DEVICES) + 1} pictures, {together / 1e6:.1f} MB")
    return 0 if together <= LARGEST_TOGETHER else 1


if __name__ == "__main__":
    sys.exit(main())
