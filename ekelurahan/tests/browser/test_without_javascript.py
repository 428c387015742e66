"""The whole job with JavaScript switched off: plain links and forms, and a keyboard."""

import pytest

from ekelurahan.tests.browser import counter, signer
from ekelurahan.tests.browser.counter import Receipt
from ekelurahan.tests.browser.visitors import PHONE, Crowd, Visitor

pytestmark = pytest.mark.browser


def send(visitor: Visitor, button: str) -> None:
    """Send a form with the keyboard."""
    target = visitor.page.get_by_role("button", name=button, exact=True)
    target.focus()
    with visitor.page.expect_navigation():
        visitor.press("Enter")


def handed_in(operator: Visitor) -> Receipt:
    """Found by NIK, so that the search leads straight to the resident."""
    operator.open("/kerja/")
    operator.press(*operator.house.somebody().nik, "Enter")
    operator.page.wait_for_url("**/kerja/warga/*/")
    operator.page.get_by_role("link", name="Surat Keterangan Domisili").press("Enter")
    operator.page.locator("#purpose-2").press(" ")
    operator.page.locator("#asli-semua").press(" ")
    send(operator, "Ajukan")
    operator.page.wait_for_url("**/tanda-terima/")
    return counter.read_receipt(operator)


def test_a_letter_goes_all_the_way(crowd: Crowd) -> None:
    operator = crowd.officer("operator", java_script_enabled=False)
    lurah = crowd.visitor(PHONE, java_script_enabled=False)
    receipt = handed_in(operator)
    lurah.open(signer.link_in_mail(lurah, receipt))
    lurah.log_in("lurah", by_keyboard=True)
    lurah.page.get_by_role("link", name="Setujui").press("Enter")
    send(lurah, "Ya, setujui")
    assert "Disetujui" in lurah.page.locator("main").inner_text()
    hand_over(operator, receipt)
    track(crowd, receipt)


def hand_over(operator: Visitor, receipt: Receipt) -> None:
    """Without a stream the page is loaded again until the letter is there."""
    for _ in range(50):
        operator.open(receipt.path)
        if "Cetak, lalu serahkan" in operator.page.locator("main").inner_text():
            break
        operator.page.wait_for_timeout(100)
    assert operator.page.get_by_role("button", name="Cetak").is_visible()
    operator.page.get_by_role("button", name="Serahkan").press("Enter")
    operator.page.get_by_text("Selesai.").wait_for()


def track(crowd: Crowd, receipt: Receipt) -> None:
    resident = crowd.visitor(PHONE, java_script_enabled=False)
    resident.open("/lacak/")
    resident.page.locator("#number").fill(receipt.number.lower())
    resident.page.locator("#pin").fill(receipt.pin)
    resident.page.locator("#pin").press("Enter")
    resident.page.get_by_text("Perjalanan permohonan").wait_for()
    assert "Diserahkan" in resident.page.locator("main").inner_text()
    resident.page.get_by_role("link", name="Lihat keabsahan surat").press("Enter")
    resident.page.get_by_role("heading", name="SAH").wait_for()


def test_a_request_is_sent_back_refused_and_mended(crowd: Crowd) -> None:
    operator, lurah = (crowd.officer(who, java_script_enabled=False) for who in ("operator", "lurah"))
    receipt = handed_in(operator)
    lurah.open(f"/lurah/{receipt.application}/")
    lurah.page.get_by_role("link", name="Kembalikan").press("Enter")
    lurah.page.locator("#remark-since").fill("Sejak kapan?")
    send(lurah, "Kembalikan")
    operator.open(receipt.path)
    operator.page.locator("#since").fill("01-03-2019")
    send(operator, "Ajukan lagi")
    lurah.open(f"/lurah/{receipt.application}/")
    lurah.page.get_by_role("link", name="Tolak").press("Enter")
    lurah.page.locator("input[name=reason]").nth(1).press(" ")
    send(lurah, "Tolak")
    operator.open(receipt.path)
    assert "Ditolak" in operator.page.locator("main").inner_text()


def test_several_namesakes_are_listed_to_choose_from(crowd: Crowd) -> None:
    operator = crowd.officer("operator", java_script_enabled=False)
    operator.open("/kerja/")
    operator.page.wait_for_selector("#q:focus")
    operator.press("a")
    with operator.page.expect_navigation():
        operator.press("Enter")
    assert operator.page.locator("#temuan li").count() > 1


def test_the_camat_reads_and_chooses_a_day(crowd: Crowd) -> None:
    camat = crowd.officer("camat", java_script_enabled=False)
    camat.open("/pantau/")
    send(camat, "Tampilkan")
    assert "Plaju Ulu" in camat.page.locator("main").inner_text()
