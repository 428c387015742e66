"""People before their screens. Every key and every tap of theirs is counted, and so is everything a browser complains about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response

from ekelurahan.doors.entry.demo_accounts import DEMO_PASSWORD
from ekelurahan.tests.browser.house import House

COUNTER: Mapping[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PHONE: Mapping[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
NOTES = """
window.printed = 0;
window.print = () => { window.printed += 1; };
window.listening = false;
window.EventSource = class extends EventSource {
  constructor(...told) {
    super(...told);
    this.addEventListener("open", () => { window.listening = true; });
  }
};
"""
ANSWERED_BY_A_PAGE = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@dataclass
class Visitor:
    """One person with a browser of his own."""

    house: House
    context: BrowserContext
    page: Page
    keys: int = 0
    taps: int = 0
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response:
        """Go to a path of the site, or to a whole address. Returns the answer."""
        answer = self.page.goto(path if path.startswith("http") else self.house.url + path)
        assert answer is not None
        return answer

    def press(self, *keys: str) -> None:
        """Keys, one after the other; Ctrl+Enter counts as one."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def send(self, *keys: str) -> None:
        """Keys that send the form of the page, and its answer, waited for: until then the old page counts as loaded."""
        with self.page.expect_navigation():
            self.press(*keys)

    def tap(self, target: Locator) -> None:
        """One touch of a finger."""
        target.tap()
        self.taps += 1

    def log_in(self, username: str, *, by_keyboard: bool = False) -> None:
        """Fill in the login page that is shown, or that of the site."""
        if "/masuk/" not in self.page.url:
            self.open("/masuk/")
        self.page.locator("#username").fill(username)
        self.page.locator("#password").fill(DEMO_PASSWORD)
        if by_keyboard:
            self.page.locator("#password").press("Enter")
        else:
            self.page.locator("#password ~ button, form.card button").first.click()
        self.page.wait_for_url(lambda url: "/masuk/" not in url)

    def wait_until(self, condition: str, *values: object, seconds: float = 10) -> None:
        """Until a JavaScript condition holds; looked at with every frame, so that it can be timed."""
        self.page.wait_for_function(condition, arg=list(values), timeout=seconds * 1000)

    def listens(self) -> None:
        """Until the page's stream of news is open."""
        self.wait_until("() => window.listening")

    def shows(self, text: str, *, seconds: float = 10) -> None:
        """Until the page shows that text."""
        self.wait_until("([text]) => document.querySelector('main').innerText.includes(text)", text, seconds=seconds)


class Crowd:
    """Makes visitors, and ends their browsers. Officers log in once; later ones bring the session along."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser, self.house = browser, house
        self.sessions: dict[str, Any] = {}
        self.present: list[Visitor] = []

    def visitor(self, device: Mapping[str, Any] = COUNTER, **options: Any) -> Visitor:
        """Somebody whom the site does not know."""
        context = self.browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta", **{**device, **options})
        context.set_default_timeout(15_000)
        context.add_init_script(NOTES)
        visitor = Visitor(self.house, context, context.new_page())
        context.on("console", lambda message: _note_message(visitor, message))
        context.on("weberror", lambda error: visitor.problems.append(str(error.error)))
        context.on("requestfailed", lambda request: _note_failure(visitor, request))
        self.present.append(visitor)
        return visitor

    def officer(self, username: str, device: Mapping[str, Any] = COUNTER, **options: Any) -> Visitor:
        """Somebody who is logged in; the page is still empty."""
        if username not in self.sessions:
            first = self.visitor()
            first.log_in(username)
            self.sessions[username] = first.context.storage_state()
        return self.visitor(device, storage_state=self.sessions[username], **options)

    def leave(self) -> list[str]:
        """Everybody closes the browser. Returns what the browsers complained about."""
        problems = [f"{visitor.page.url}: {problem}" for visitor in self.present for problem in visitor.problems]
        for visitor in self.present:
            visitor.context.close()
        self.present.clear()
        return problems


def _note_message(visitor: Visitor, message: ConsoleMessage) -> None:
    """Errors and warnings, such as a breach of the content security policy. A page may come with 404, 409 or 422."""
    if message.type in ("error", "warning") and not ANSWERED_BY_A_PAGE.match(message.text):
        visitor.problems.append(f"{message.type}: {message.text}")


def _note_failure(visitor: Visitor, request: Request) -> None:
    """Something that a page asked for and did not get; leaving a page ends its stream, and a download its navigation."""
    if request.resource_type in ("script", "stylesheet", "image", "font"):
        visitor.problems.append(f"not loaded: {request.url} {request.failure}")
