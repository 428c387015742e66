"""Fixtures of the whole house: the town, and its office with the door open."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ekelurahan.tests.people import Town


@pytest.fixture
def town(db: None) -> "Town":
    """Two offices with their officers and residents; rolled back after the test."""
    from ekelurahan.tests.people import build_town  # Django's models exist only now

    return build_town()


@pytest.fixture
def at_work(town: "Town") -> "Iterator[Town]":
    """The town, with the whole test inside the scope of Plaju Ulu."""
    from ekelurahan.areas.scope import office_scope
    from ekelurahan.tests.people import PLAJU_ULU

    with office_scope(PLAJU_ULU):
        yield town
