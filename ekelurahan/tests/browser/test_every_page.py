"""Every page of the house, as everybody who may enter sees it."""

from pathlib import Path

import pytest
from playwright.sync_api import Response

from ekelurahan.tests.browser.audit import faults, html_errors, weigh
from ekelurahan.tests.browser.mistakes import SCENES
from ekelurahan.tests.browser.places import PUBLIC, places, untold
from ekelurahan.tests.browser.visitors import PHONE, Crowd, Visitor
from ekelurahan.tests.browser.world import World, settle

pytestmark = [pytest.mark.browser, pytest.mark.needs("java"), pytest.mark.xdist_group("pages")]
REDIRECTS = (301, 302, 303)
EVERYBODY = (PUBLIC, "operator", "kasi", "sekretaris", "lurah", "camat", "kota")


@pytest.fixture(scope="module")
def world(everybody: Crowd) -> World:
    return settle(everybody)


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


@pytest.mark.parametrize("who", SCENES)
def test_pages_after_a_mistake_are_accessible_and_right_too(
    crowd: Crowd, world: World, who: str, tmp_path: Path
) -> None:
    visitor = crowd.visitor() if who == PUBLIC else crowd.officer(who)
    pages, found = tmp_path / "pages", []
    pages.mkdir()
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer) if is_page(answer) else None)
    for number, scene in enumerate(SCENES[who]):
        scene(visitor, world, tmp_path)
        visitor.page.wait_for_load_state()
        visitor.page.wait_for_timeout(200)  # the answer of the last page is told a moment after the page is there
        (pages / f"{number}.html").write_bytes(answers[-1].body())
        wrong = [*faults(visitor.page), *visitor.problems]
        found += [f"{scene.__name__}: {words}" for words in wrong]
        visitor.problems.clear()
    if wrong_at_all := found + html_errors(pages):
        pytest.fail("\n".join(wrong_at_all), pytrace=False)


def is_page(answer: Response) -> bool:
    return answer.request.resource_type == "document" and answer.status not in REDIRECTS


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
