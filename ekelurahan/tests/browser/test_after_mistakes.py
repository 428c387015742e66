"""What comes after a mistake, or in the middle of something, is a page like every other: accessible, right, and it fits."""

from pathlib import Path

import pytest
from playwright.sync_api import Response

from ekelurahan.tests.browser.audit import faults, html_errors
from ekelurahan.tests.browser.mistakes import SCENES
from ekelurahan.tests.browser.places import PUBLIC
from ekelurahan.tests.browser.visitors import Crowd
from ekelurahan.tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.needs("java")]
REDIRECTS = (301, 302, 303)


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
