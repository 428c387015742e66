"""Real ids for every address: what a house must hold so that each of its pages has something to show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ekelurahan.tests.browser import counter, registry, signer
from ekelurahan.tests.browser.counter import Receipt
from ekelurahan.tests.browser.house import House
from ekelurahan.tests.browser.registry import Family
from ekelurahan.tests.browser.visitors import PHONE, Crowd, Visitor

APPLICANT = "warga@contoh.example"
OFFICES_OF = {"camat": ("16.71.14", "16.71.14.1001"), "kota": ("16.71", "16.71.14", "16.71.14.1001")}
QUEUES = ("baru", "di-lurah", "perbaikan", "siap-cetak", "selesai")


@dataclass(frozen=True)
class World:
    """One house in which every status occurs and one letter of ours is out."""

    house: House
    receipt: Receipt  # of the letter that is out
    tracking_path: str
    verification_path: str
    bound: Mapping[str, str]  # the lurah's forms, bound to what he read
    family: Family  # a child was born to it, and another one is on the way to the office next door
    event: str  # the page of that birth

    def requests(self, *statuses: str) -> list[str]:
        """Ids of requests, one of each product in each of these statuses (all of them, when none is named)."""
        rows = self.house.rows(
            "SELECT status, min(id::text) FROM applications_application GROUP BY product, status ORDER BY 1"
        )
        return [found for status, found in rows if not statuses or status in statuses]

    @cached_property
    def resident(self) -> str:
        """Somebody who has asked for a letter already."""
        ((found,),) = self.house.rows("SELECT min(resident_id::text) FROM applications_application")
        return str(found)


def settle(crowd: Crowd) -> World:
    """Submit, decide, refuse, cancel and revoke until there is one of each."""
    operator, lurah = crowd.officer("operator"), crowd.officer("lurah", PHONE)
    receipt = _with_address(operator)
    signer.approve(lurah, receipt)
    tracking = _path_in(crowd.house.mail_about(receipt.number, APPLICANT).get_content())
    resident = crowd.visitor(PHONE)
    resident.open(tracking)
    verification = str(resident.page.get_by_role("link", name="Lihat keabsahan surat").get_attribute("href"))
    _refuse(operator, lurah)
    _cancel(operator)
    _revoke(operator, lurah)
    family = registry.family(crowd.house)
    born = registry.birth(operator, family, "Melati Kusuma")
    registry.move_next_door(operator, family, family.child)
    registry.lead_rt(operator)
    world = World(crowd.house, receipt, tracking, verification, _forms(operator, lurah), family, born)
    assert crowd.leave() == []
    return world


def _with_address(operator: Visitor) -> Receipt:
    """A request whose applicant wants to be told by e-mail."""
    counter.find(operator, operator.house.somebody())
    counter.choose_letter(operator)
    operator.page.get_by_text("Pos-el dan telepon pemohon").click()
    operator.page.locator("#contact_email").fill(APPLICANT)
    operator.page.locator("#purpose").focus()
    return counter.hand_in(operator)


def _path_in(text: str) -> str:
    found = re.search(r"http://[^/\s]+(/p/\S+)", text)
    assert found
    return found.group(1)


def _refuse(operator: Visitor, lurah: Visitor) -> None:
    signer.read(lurah, counter.submit(operator, operator.house.somebody()))
    lurah.tap(lurah.page.get_by_role("link", name="Tolak"))
    lurah.tap(lurah.page.get_by_text("Pemohon tidak berdomisili di kelurahan ini."))
    lurah.tap(lurah.page.get_by_role("button", name="Tolak"))
    lurah.page.wait_for_url("**/keputusan/")


def _cancel(operator: Visitor) -> None:
    operator.open(counter.submit(operator, operator.house.somebody()).path)
    operator.page.locator("summary", has_text="Batalkan permohonan").click()
    operator.page.locator("#reason").fill("Pemohon membatalkan sendiri.")
    operator.page.get_by_role("button", name="Batalkan permohonan").click()
    operator.shows("Tidak diteruskan.")


def _revoke(operator: Visitor, lurah: Visitor) -> None:
    receipt = counter.submit(operator, operator.house.somebody())
    signer.approve(lurah, receipt)
    operator.open(receipt.path)
    operator.shows("Cetak, lalu serahkan")
    lurah.open(f"/lurah/{receipt.application}/pencabutan/")
    lurah.tap(lurah.page.get_by_text("Surat terbit karena kekeliruan petugas."))
    lurah.tap(lurah.page.get_by_role("button", name="Cabut surat"))
    lurah.page.wait_for_url("**/keputusan/")


def _forms(operator: Visitor, lurah: Visitor) -> Mapping[str, str]:
    """Addresses of the three decisions about a letter that stays undecided."""
    signer.read(lurah, counter.submit(operator, operator.house.somebody()))
    hrefs = [str(link.get_attribute("href")) for link in lurah.page.locator(".sticky a").all()]
    names = {"penolakan": "lurah-rejection", "pengembalian": "lurah-correction", "persetujuan": "lurah-approval"}
    return {names[href.split("/")[3]]: href for href in hrefs}
