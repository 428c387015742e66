"""A running house, a browser, and people who use it. Nobody leaves before it is clear that no browser complained."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ekelurahan.tests.browser.house import House, opened
from ekelurahan.tests.browser.visitors import Crowd


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """`ekelurahan demo` with a small city."""
    slot = Path(os.environ["EKELURAHAN_TEST_SLOT"])
    with opened(slot / "browser" / os.environ.get("PYTEST_XDIST_WORKER", "main")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's chromium; nothing is downloaded."""
    with sync_playwright() as playwright:
        quiet = ["--no-first-run", "--disable-background-networking", "--disable-gpu"]
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*quiet, *sandbox])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def everybody(chromium: Browser, house: House) -> Crowd:
    """Knows the sessions of the officers for the whole run."""
    return Crowd(chromium, house)


@pytest.fixture
def crowd(everybody: Crowd) -> Iterator[Crowd]:
    """Whom a test needs; afterwards they leave, and nothing stands on any console."""
    yield everybody
    assert "\n".join(everybody.leave()) == ""
