"""Fixtures of the whole house: the town."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ekelurahan.tests.people import Town


@pytest.fixture
def town(db: None) -> "Town":
    """Two offices with their officers and residents; rolled back after the test."""
    from ekelurahan.tests.people import build_town  # noqa: PLC0415  # Django's models exist only now

    return build_town()
