"""A running house, a browser, and people who use it. Nobody leaves before it is clear that no browser complained."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from ekelurahan.tests.browser.browsing import chromium
from ekelurahan.tests.browser.house import House, opened
from ekelurahan.tests.browser.visitors import Crowd
from ekelurahan.tests.browser.world import World, settle


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """`ekelurahan demo` with a small city."""
    slot = Path(os.environ["EKELURAHAN_TEST_SLOT"])
    with opened(slot / "browser" / os.environ.get("PYTEST_XDIST_WORKER", "main")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for the whole run."""
    with sync_playwright() as playwright, chromium(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def everybody(browser: Browser, house: House) -> Crowd:
    """Knows the sessions of the officers for the whole run."""
    return Crowd(browser, house)


@pytest.fixture(scope="session")
def world(everybody: Crowd) -> World:
    """The house with something in every status; made once, and added to by the tests."""
    return settle(everybody)


@pytest.fixture
def crowd(everybody: Crowd) -> Iterator[Crowd]:
    """Whom a test needs; afterwards they leave, and nothing stands on any console."""
    yield everybody
    assert "\n".join(everybody.leave()) == ""
