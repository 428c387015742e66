"""Two people at one thing at the same time: nothing is done twice, nothing typed is lost, and the page says what happened."""

import pytest

from ekelurahan.tests.browser import counter, signer
from ekelurahan.tests.browser.counter import Receipt
from ekelurahan.tests.browser.visitors import PHONE, Crowd, Visitor

pytestmark = pytest.mark.browser
CONFLICT = 409


def returned(crowd: Crowd) -> Receipt:
    """A request that the lurah sent back."""
    operator, lurah = crowd.officer("operator"), crowd.officer("lurah", PHONE)
    receipt = counter.submit(operator, crowd.house.somebody())
    signer.send_back(lurah, receipt, {"actual_address": "Alamatnya kurang lengkap."})
    return receipt


def answer_to(visitor: Visitor, path_end: str) -> int:
    """The status of the answer when the form is sent by Ctrl+Enter."""
    with visitor.page.expect_response(
        lambda response: response.request.method == "POST" and response.url.endswith(path_end)
    ) as sent:
        visitor.press("Control+Enter")
    visitor.page.wait_for_load_state()
    return sent.value.status


def test_of_two_operators_at_one_request_the_second_keeps_what_he_typed(crowd: Crowd) -> None:
    receipt = returned(crowd)
    first, second = crowd.officer("operator"), crowd.officer("operator")
    for operator in (first, second):
        operator.open(receipt.path)
    first.page.locator("#actual_address").fill("Lr. Mawar No. 7 RT 012 RW 004")
    second.page.locator("#actual_address").fill("Lr. Melati No. 9 RT 012 RW 004")
    assert answer_to(first, "/perbaikan/") == 302
    assert answer_to(second, "/perbaikan/") == CONFLICT
    assert "Lr. Melati No. 9 RT 012 RW 004" in second.page.locator("main").inner_text()
    assert second.page.locator(".errors").is_visible()


def test_a_letter_approved_on_two_phones_is_approved_once(crowd: Crowd) -> None:
    receipt = counter.submit(crowd.officer("operator"), crowd.house.somebody())
    first, second = crowd.officer("lurah", PHONE), crowd.officer("lurah", PHONE)
    for lurah in (first, second):
        signer.read(lurah, receipt)
        signer.begin_approval(lurah)
    signer.confirm_approval(first)
    first.shows("Disetujui")
    with second.page.expect_response(lambda response: response.request.method == "POST") as sent:
        signer.confirm_approval(second)
    assert sent.value.status == CONFLICT
    second.shows("Tidak ada yang diubah")
    second.shows("Ahmad Fikri Ramadhan")
    numbers = crowd.house.rows("SELECT number FROM letters_letter WHERE application_id = %s", receipt.application)
    assert len(numbers) == 1


def test_what_changed_after_the_lurah_read_it_is_shown_again_and_not_approved(crowd: Crowd) -> None:
    operator, lurah = crowd.officer("operator"), crowd.officer("lurah", PHONE)
    receipt = counter.submit(operator, crowd.house.somebody())
    signer.read(lurah, receipt)
    signer.begin_approval(lurah)
    change_meanwhile(crowd, receipt)
    with lurah.page.expect_response(lambda response: response.request.method == "POST") as sent:
        signer.confirm_approval(lurah)
    assert sent.value.status == CONFLICT
    lurah.shows("Berubah setelah Anda membaca: lihat lagi")
    lurah.shows("Belum ada yang diputuskan")
    lurah.shows("Lr. Kenanga No. 3")
    begin = lurah.page.get_by_role("link", name="Setujui")
    assert begin.is_visible()


def change_meanwhile(crowd: Crowd, receipt: Receipt) -> None:
    """Another phone of the lurah sends it back, and the counter mends it."""
    other, operator = crowd.officer("lurah", PHONE), crowd.officer("operator")
    signer.send_back(other, receipt, {"actual_address": "Alamatnya kurang lengkap."})
    operator.open(receipt.path)
    operator.page.locator("#actual_address").fill("Lr. Kenanga No. 3 RT 012 RW 004")
    assert answer_to(operator, "/perbaikan/") == 302


def test_a_double_click_hands_in_once(crowd: Crowd) -> None:
    operator = crowd.officer("operator")
    known = crowd.house.somebody()
    counter.find(operator, known)
    counter.choose_letter(operator)
    operator.press("1", "F2")
    operator.page.get_by_role("button", name="Ajukan").dblclick()
    operator.page.wait_for_url("**/tanda-terima/")
    count = crowd.house.rows("SELECT count(*) FROM applications_application WHERE resident_id = %s", known.id)
    assert count == [(1,)]
