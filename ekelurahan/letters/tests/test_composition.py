"""What a letter says of its own signature."""

from pytest_django import Settings

from ekelurahan.letters.composition import signature_note


def test_a_letter_of_the_demo_says_first_that_it_is_none(settings: Settings) -> None:
    settings.DEMO = True
    assert signature_note().startswith("CONTOH DARI DEMO – UJI, TIDAK SAH.")
    settings.DEMO = False
    assert signature_note().startswith("Disetujui secara elektronik")
