"""The search box of the counter, for people who type faster than pages come."""

import pytest
from playwright.sync_api import Route

from ekelurahan.tests.browser.visitors import Crowd

pytestmark = pytest.mark.browser


def test_letters_typed_before_the_scripts_came_are_searched_for(crowd: Crowd) -> None:
    operator = crowd.officer("operator")
    known = crowd.house.somebody()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    operator.page.route("**/htmx.min.js*", hold)
    operator.page.goto(f"{crowd.house.url}/kerja/", wait_until="commit")
    operator.page.locator("#q:focus").wait_for()
    operator.press(*known.typed)
    held[0].continue_()
    operator.page.locator("#temuan").get_by_role("link", name=known.name).wait_for()


def test_arrow_keys_walk_through_what_was_found(crowd: Crowd) -> None:
    operator = crowd.officer("operator")
    operator.open("/kerja/")
    operator.press("a")
    second = operator.page.locator("#temuan li a").nth(1)
    second.wait_for()
    name = second.inner_text()
    operator.press("ArrowDown", "ArrowDown", "Enter")
    operator.page.wait_for_url("**/kerja/warga/*/")
    operator.shows(name)
