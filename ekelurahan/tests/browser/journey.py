"""One letter from the search box to its revocation, walked once and written down; the tests read what was written."""

import io
import json
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import zxingcpp
from PIL import Image

from ekelurahan.tests.browser import counter, signer
from ekelurahan.tests.browser.counter import Receipt
from ekelurahan.tests.browser.house import Known
from ekelurahan.tests.browser.visitors import PHONE, Crowd

SAID = "([text]) => document.querySelector('main').innerText.includes(text)"
REASON = "Keterangan yang diberikan pemohon ternyata tidak benar."


@dataclass
class Journey:
    """What was counted, measured and read."""

    resident: Known
    receipt: Receipt = field(init=False)
    keys: int = 0
    seconds_at_counter: float = 0
    receipt_printed: int = 0
    qr_of_receipt: str = ""
    subject: str = ""
    before_login: str = ""
    taps: int = 0
    seconds_to_decision: float = 0
    seconds_to_letter: float = 0
    pdf: bytes = b""
    qr: str = ""
    verification: str = ""
    camat_before: tuple[int, ...] = ()  # requests open now, letters handed over today
    camat_submitted: tuple[int, ...] = ()
    camat_handed_over: tuple[int, ...] = ()
    tracked: dict[str, str] = field(default_factory=dict)
    revoked: str = ""


class Walk:
    """Four people, each with a browser: operator, lurah, resident, camat."""

    def __init__(self, crowd: Crowd, folder: Path) -> None:
        self.crowd, self.folder = crowd, folder
        self.operator = crowd.officer("operator")
        self.camat = crowd.officer("camat")
        self.lurah = crowd.visitor(PHONE)
        self.resident = crowd.visitor(PHONE)
        self.told = Journey(crowd.house.somebody())

    def all_the_way(self) -> Journey:
        """Step by step."""
        self.told.camat_before = self.what_the_camat_reads()
        self.at_the_counter()
        self.told.camat_submitted = self.what_the_camat_reads(after=self.told.camat_before)
        self.track("submitted")
        self.by_mail()
        self.on_the_phone()
        self.track("issued")
        self.verify()
        self.hand_over()
        self.told.camat_handed_over = self.what_the_camat_reads(after=self.told.camat_submitted)
        self.track("handed_over")
        self.resident.open(self.told.qr_of_receipt)
        self.told.tracked["by QR"] = self.resident.page.locator("main").inner_text()
        self.revoke()
        return self.told

    def at_the_counter(self) -> None:
        """Search, choose, answer, hand in, print the receipt."""
        start = time.monotonic()
        counter.find(self.operator, self.told.resident)
        counter.choose_letter(self.operator)
        self.told.receipt = counter.hand_in(self.operator)
        self.operator.press("F9")
        self.told.seconds_at_counter = time.monotonic() - start
        self.told.keys = self.operator.keys
        self.told.receipt_printed = self.operator.page.evaluate("window.printed")
        photo = self.operator.page.locator("svg.qr").screenshot()
        self.told.qr_of_receipt = zxingcpp.read_barcodes(Image.open(io.BytesIO(photo)))[0].text

    def by_mail(self) -> None:
        """The link shows nothing but a login page to whoever is not logged in."""
        mail = self.crowd.house.mail_about(self.told.receipt.number, signer.LURAH)
        self.told.subject = str(mail["Subject"])
        self.lurah.open(signer.link_in_mail(self.lurah, self.told.receipt))
        self.told.before_login = self.lurah.page.content()
        self.lurah.log_in("lurah")
        self.lurah.shows(self.told.receipt.number)

    def on_the_phone(self) -> None:
        """Approve, while the counter has two pages open: its first one, and the one of the request."""
        self.operator.open("/kerja/")
        request = self.operator.context.new_page()
        request.goto(self.crowd.house.url + self.told.receipt.path)
        request.wait_for_function("() => window.listening")
        self.operator.listens()
        signer.begin_approval(self.lurah)
        start = time.monotonic()
        signer.confirm_approval(self.lurah)
        decided = "([number]) => document.querySelector('#kabar').innerText.includes(number)"
        self.operator.wait_until(decided, self.told.receipt.number)
        self.told.seconds_to_decision = time.monotonic() - start
        request.wait_for_function(SAID, arg=["Cetak, lalu serahkan"], timeout=10_000)
        self.told.seconds_to_letter = time.monotonic() - start
        self.told.taps = self.lurah.taps
        request.close()

    def verify(self) -> None:
        """Print the letter, scan its QR, open what it says."""
        answer = self.operator.context.request.get(self.crowd.house.url + self.told.receipt.path + "surat.pdf")
        assert answer.status == 200
        self.told.pdf = answer.body()
        letter = self.folder / "letter.pdf"
        letter.write_bytes(self.told.pdf)
        subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", letter, self.folder / "letter"], check=True)
        scan = ["zbarimg", "-q", "--raw", str(self.folder / "letter.png")]
        self.told.qr = subprocess.run(scan, check=True, capture_output=True, text=True).stdout.strip()
        self.resident.open(self.told.qr)
        self.told.verification = self.resident.page.locator("main").inner_text()

    def hand_over(self) -> None:
        """At the page of the request, by key."""
        self.operator.open(self.told.receipt.path)
        self.operator.press("F8")
        self.operator.shows("Selesai.")

    def track(self, step: str) -> None:
        """By number and PIN, as the resident does."""
        self.resident.open("/lacak/")
        self.resident.page.locator("#number").fill(self.told.receipt.number)
        self.resident.page.locator("#pin").fill(self.told.receipt.pin)
        self.resident.tap(self.resident.page.get_by_role("button", name="Lacak"))
        self.resident.shows("Perjalanan permohonan")
        self.told.tracked[step] = self.resident.page.locator("main").inner_text()

    def revoke(self) -> None:
        """The lurah takes the letter back; whoever holds it can see that."""
        self.lurah.open(f"/lurah/{self.told.receipt.application}/")
        self.lurah.tap(self.lurah.page.get_by_role("link", name="Cabut surat ini"))
        self.lurah.tap(self.lurah.page.get_by_text(REASON))
        self.lurah.tap(self.lurah.page.get_by_role("button", name="Cabut surat"))
        self.lurah.page.wait_for_url("**/keputusan/")
        self.resident.open(self.told.qr)
        self.told.revoked = self.resident.page.locator("main").inner_text()

    def what_the_camat_reads(self, after: tuple[int, ...] = ()) -> tuple[int, ...]:
        """Requests open now and letters handed over today, on a page that was opened once and never reloaded."""
        figures = "[...document.querySelectorAll('.figure dd')].slice(0, 2).map((one) => one.innerText)"
        if not after:
            self.camat.open("/pantau/")
            self.camat.listens()
        else:
            differs = f"([before]) => JSON.stringify({figures}) !== before"
            self.camat.wait_until(differs, json.dumps([str(one) for one in after], separators=(",", ":")))
        return tuple(int(text) for text in self.camat.page.evaluate(figures))
