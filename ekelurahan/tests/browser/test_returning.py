"""What comes back and is mended, in both chains; the place in the queue is kept."""

import pytest

from ekelurahan.tests.browser import counter, signer
from ekelurahan.tests.browser.counter import Receipt
from ekelurahan.tests.browser.house import House
from ekelurahan.tests.browser.visitors import PHONE, Crowd, Visitor

pytestmark = pytest.mark.browser
BLURRED, UNCLEAR = "Foto KTP-el tidak terbaca.", "Tulis nama sekolahnya."


def submitted_at(house: House, receipt: Receipt) -> object:
    return house.rows("SELECT submitted_at FROM applications_application WHERE id = %s", receipt.application)


def status(house: House, receipt: Receipt) -> str:
    ((found,),) = house.rows("SELECT status FROM applications_application WHERE id = %s", receipt.application)
    return str(found)


def initial(officer: Visitor, receipt: Receipt) -> None:
    """Kasi and sekretaris check with one key."""
    officer.open(receipt.path)
    officer.send("Control+Enter")
    officer.shows("paraf", seconds=5)


def mend(operator: Visitor, receipt: Receipt, **answers: str) -> None:
    operator.open(receipt.path)
    for name, value in answers.items():
        operator.page.locator(f"#{name}").fill(value)
    operator.send("Control+Enter")


def test_a_lurah_returns_with_remarks_at_their_fields_and_the_place_is_kept(crowd: Crowd) -> None:
    operator, lurah = crowd.officer("operator"), crowd.officer("lurah", PHONE)
    receipt = counter.submit(operator, crowd.house.somebody())
    first_submitted = submitted_at(crowd.house, receipt)
    signer.send_back(lurah, receipt, {"purpose": UNCLEAR, "ktp": BLURRED})
    operator.open(receipt.path)
    for field, text in (("#purpose-error, fieldset:has(#purpose) .error", UNCLEAR), ("#berkas-ktp-error", BLURRED)):
        assert text in operator.page.locator(field).first.inner_text()
    mend(operator, receipt, **{"purpose-other": "Pendaftaran SMP Negeri 30"})
    operator.shows("Menunggu keputusan lurah.")
    assert submitted_at(crowd.house, receipt) == first_submitted
    signer.read(lurah, receipt)
    lurah.shows("pendaftaran SMP Negeri 30")


def test_a_declaration_goes_by_kasi_and_sekretaris_and_the_kasi_may_return_it(crowd: Crowd) -> None:
    operator, kasi, sekretaris = (crowd.officer(name) for name in ("operator", "kasi", "sekretaris"))
    receipt = counter.submit(operator, crowd.house.somebody(), counter.DECLARATION)
    return_as_kasi(kasi, receipt)
    mend(operator, receipt, witness1_name="Rusdi Hartono bin Hartono")
    assert status(crowd.house, receipt) == "submitted"
    initial(kasi, receipt)
    assert status(crowd.house, receipt) == "checked"
    initial(sekretaris, receipt)
    assert status(crowd.house, receipt) == "awaiting_lurah"
    lurah = crowd.officer("lurah", PHONE)
    signer.read(lurah, receipt)
    lurah.shows("Rusdi Hartono bin Hartono")
    for words in ("memeriksa dan memaraf", "memaraf dan meneruskan"):
        lurah.shows(words)
    signer.approve(lurah, receipt)
    operator.open(receipt.path)
    operator.shows("Cetak, lalu serahkan")


def return_as_kasi(kasi: Visitor, receipt: Receipt) -> None:
    """Take it, and send it back with a reason at a field."""
    kasi.open(receipt.path)
    kasi.page.get_by_role("button", name="Ambil").click()
    kasi.shows("Sedang diperiksa oleh")
    kasi.page.get_by_text("Kembalikan untuk diperbaiki").click()
    kasi.page.locator("#alasan-witness1_name").fill("Nama saksi tidak lengkap.")
    kasi.page.get_by_role("button", name="Kembalikan", exact=True).click()
    kasi.shows("Dikembalikan")
    assert status(kasi.house, receipt) == "returned"
