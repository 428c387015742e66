"""What an operator does at the counter, with the keyboard alone."""

from dataclasses import dataclass

from ekelurahan.tests.browser.house import Known
from ekelurahan.tests.browser.visitors import Visitor

STATEMENT, DECLARATION = "1", "2"  # digits on the page of a resident
WITNESSES = {
    "witness1_name": "Rusdi Hartono",
    "witness1_address": "Jl. Kapten Abdullah No. 4",
    "witness2_name": "Maimunah",
    "witness2_address": "Lr. Sepakat No. 19",
}


@dataclass(frozen=True)
class Receipt:
    """What the applicant carries home."""

    application: str  # its id
    number: str
    pin: str

    @property
    def path(self) -> str:
        """The page of the request at the counter."""
        return f"/kerja/permohonan/{self.application}/"


def find(operator: Visitor, resident: Known) -> None:
    """A few letters and Enter, in the search box that has the focus."""
    operator.open("/kerja/")
    operator.page.wait_for_selector("#q:focus")  # a person sees the cursor before he types
    operator.press(*resident.typed, "Enter")
    operator.page.wait_for_url("**/kerja/warga/*/")
    operator.shows(resident.name)


def choose_letter(operator: Visitor, digit: str = STATEMENT) -> None:
    """One digit on the page of a resident."""
    operator.press(digit)
    operator.page.wait_for_url("**/surat/baru/**")


def hand_in(operator: Visitor) -> Receipt:
    """Purpose 1, everything was shown, Ctrl+Enter."""
    operator.press("1", "F2", "Control+Enter")
    operator.page.wait_for_url("**/tanda-terima/")
    return read_receipt(operator)


def read_receipt(operator: Visitor) -> Receipt:
    """From the page that is shown after a request was handed in."""
    number, pin = operator.page.locator(".big-number").all_inner_texts()
    return Receipt(operator.page.url.split("/")[-3], number, pin)


def submit(operator: Visitor, resident: Known, digit: str = STATEMENT) -> Receipt:
    """A whole request, from the search to the receipt."""
    find(operator, resident)
    choose_letter(operator, digit)
    if digit == DECLARATION:
        for name, value in WITNESSES.items():
            operator.page.locator(f"#{name}").fill(value)
        operator.page.locator("#purpose").focus()
    return hand_in(operator)
