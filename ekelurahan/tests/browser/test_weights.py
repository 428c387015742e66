"""What pages weigh on the wire: a phone on 2G pays for every byte."""

import pytest

from ekelurahan.tests.browser import counter, signer
from ekelurahan.tests.browser.audit import KILO, weigh
from ekelurahan.tests.browser.visitors import PHONE, Crowd

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/layanan/", "/layanan/domisili/", "/lacak/", "/v/", "/masuk/"])
def test_a_first_visit_weighs_at_most_60_kilobytes(crowd: Crowd, path: str) -> None:
    weights = weigh(crowd.visitor(PHONE), path)
    print(path, weights)
    assert weights.total <= 60 * KILO
    assert weights.requests <= 8


def test_a_letter_is_verified_in_one_round_trip_without_javascript(crowd: Crowd) -> None:
    operator = crowd.officer("operator")
    receipt = counter.submit(operator, crowd.house.somebody())
    signer.approve(crowd.officer("lurah", PHONE), receipt)
    operator.open(receipt.path)
    operator.shows("Cetak, lalu serahkan")
    resident = crowd.visitor(PHONE)
    resident.open("/lacak/")
    resident.page.locator("#number").fill(receipt.number)
    resident.page.locator("#pin").fill(receipt.pin)
    resident.tap(resident.page.get_by_role("button", name="Lacak"))
    path = resident.page.get_by_role("link", name="Lihat keabsahan surat").get_attribute("href", timeout=5_000)
    weights = weigh(resident, str(path))
    print(weights)
    assert resident.page.get_by_role("heading", name="SAH").is_visible()
    assert weights.total <= 14 * KILO
    assert "script" not in weights.by_kind


def test_the_answer_to_a_search_weighs_at_most_3_kilobytes(crowd: Crowd) -> None:
    operator = crowd.officer("operator")
    operator.open("/kerja/")
    with operator.page.expect_response("**/kerja/cari/") as answer:
        operator.press("a")
    operator.page.wait_for_function("document.querySelectorAll('#temuan li').length > 5")
    size = answer.value.request.sizes()["responseBodySize"]
    print(f"search answer: {size} B")
    assert size <= 3 * KILO
