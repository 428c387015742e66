"""Every page of the house, as everybody who may enter sees it."""

from pathlib import Path

import pytest

from ekelurahan.tests.browser.audit import faults, html_errors, weigh
from ekelurahan.tests.browser.places import PUBLIC, places, untold
from ekelurahan.tests.browser.visitors import PHONE, Crowd, Visitor
from ekelurahan.tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.needs("java")]
EVERYBODY = (PUBLIC, "operator", "kasi", "sekretaris", "lurah", "camat", "kota")


def test_every_address_is_looked_at_or_said_to_have_no_page() -> None:
    assert untold() == set()


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.timeout(240)
def test_every_page_is_accessible_right_light_and_fits(crowd: Crowd, world: World, who: str, tmp_path: Path) -> None:
    visitor = crowd.visitor() if who == PUBLIC else crowd.officer(who)
    found: list[str] = []
    mine = [place for place in places(world) if place.who == who]
    assert mine
    for place in mine:
        weights = weigh(visitor, place.path)
        wrong = [*weights.too_much(public=who == PUBLIC), *faults(visitor.page), *visitor.problems]
        found += [f"{place.name} {place.path}: {words}" for words in wrong]
        visitor.problems.clear()
        keep_html(visitor, place.path, tmp_path, place.name)
    if wrong_at_all := found + html_errors(tmp_path):
        pytest.fail("\n".join(wrong_at_all), pytrace=False)


@pytest.mark.parametrize("name", ["lurah-rejection", "lurah-correction"])
def test_nothing_that_has_the_focus_hides_behind_the_bar_of_buttons(crowd: Crowd, world: World, name: str) -> None:
    lurah = crowd.officer("lurah", PHONE)
    lurah.open(world.bound[name])
    for _ in range(40):
        lurah.press("Tab")
        hidden = lurah.page.evaluate(
            "() => { const on = document.activeElement, bar = document.querySelector('.sticky');"
            " return !bar.contains(on) && on !== document.body"
            " && on.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1"
            " && on.getBoundingClientRect().top < bar.getBoundingClientRect().bottom; }"
        )
        assert not hidden, lurah.page.evaluate("document.activeElement.outerHTML")


def keep_html(visitor: Visitor, path: str, folder: Path, name: str) -> None:
    """The page as it was sent, for the checker."""
    number = sum(1 for _ in folder.iterdir())
    answer = visitor.context.request.get(visitor.house.url + path)
    (folder / f"{name}-{number}.html").write_bytes(answer.body())
