"""What a lurah does on his phone."""

import re

from ekelurahan.tests.browser.counter import Receipt
from ekelurahan.tests.browser.visitors import Visitor

LURAH = "lurah@palembang.example"


def link_in_mail(lurah: Visitor, receipt: Receipt) -> str:
    """What the e-mail about a request leads to."""
    found = re.search(r"http://\S+", lurah.house.mail_about(receipt.number, LURAH).get_content())
    assert found
    return found.group()


def read(lurah: Visitor, receipt: Receipt) -> None:
    """Open the letter from the mail, in a session that is there already."""
    lurah.open(link_in_mail(lurah, receipt))
    lurah.shows(receipt.number)


def begin_approval(lurah: Visitor) -> None:
    """The first tap."""
    lurah.tap(lurah.page.get_by_role("link", name="Setujui"))
    lurah.page.wait_for_url("**/persetujuan/**")


def confirm_approval(lurah: Visitor) -> None:
    """The second tap."""
    lurah.tap(lurah.page.get_by_role("button", name="Ya, setujui"))


def approve(lurah: Visitor, receipt: Receipt) -> None:
    """From the mail to the decision."""
    read(lurah, receipt)
    begin_approval(lurah)
    confirm_approval(lurah)
    lurah.page.wait_for_url("**/keputusan/")


def send_back(lurah: Visitor, receipt: Receipt, remarks: dict[str, str]) -> None:
    """Return a request with remarks by field or paper."""
    read(lurah, receipt)
    lurah.tap(lurah.page.get_by_role("link", name="Kembalikan"))
    for target, text in remarks.items():
        lurah.page.locator(f"#remark-{target}").fill(text)
    lurah.tap(lurah.page.get_by_role("button", name="Kembalikan"))
    lurah.page.wait_for_url("**/keputusan/")
