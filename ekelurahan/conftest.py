"""Fixtures of the whole house: the town, and its office with the door open."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ekelurahan.tests.people import Town


@pytest.fixture(scope="session")
def standing_town(standing_database: Callable[[str], AbstractContextManager[None]]) -> "Town":
    """Two offices with their officers and residents, committed once in a database of their own."""
    from ekelurahan.tests.people import build_town  # Django's models exist only now

    with standing_database("town"):
        return build_town()


@pytest.fixture
def town(standing_town: "Town", db: None) -> "Town":
    """The town; what a test does in it is rolled back."""
    return replace(standing_town)


@pytest.fixture
def at_work(town: "Town") -> "Iterator[Town]":
    """The town, with the whole test inside the scope of Plaju Ulu."""
    from ekelurahan.areas.scope import office_scope
    from ekelurahan.tests.people import PLAJU_ULU

    with office_scope(PLAJU_ULU):
        yield town
