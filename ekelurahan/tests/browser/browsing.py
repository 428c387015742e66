"""Debian's chromium; nothing is downloaded."""

import contextlib
import os
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, Playwright

QUIET = ("--no-first-run", "--disable-background-networking", "--disable-gpu")


@contextlib.contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser without a window, for the length of a block."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*QUIET, *sandbox])
    yield browser
    browser.close()
