"""How large the demo is."""

import pytest

from ekelurahan.config.demo.size import SIZES, size_named


def test_a_size_has_a_name() -> None:
    assert size_named("small") is SIZES["small"]


def test_an_unknown_size_is_refused_with_the_names_of_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"EKELURAHAN_DEMO_SIZE=huge tidak dikenal\. Pilih: city, small\."):
        size_named("huge")
