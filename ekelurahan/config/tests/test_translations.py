"""The English beside the Indonesian."""

import pytest
from babel.messages.catalog import Catalog

from ekelurahan.catalogue.letter import Paragraph
from ekelurahan.catalogue.registry import all_services
from ekelurahan.catalogue.workflow import Status
from ekelurahan.config import translations


def test_texts_of_code_templates_and_catalogue_are_collected() -> None:
    found = {translations._key(message.id) for message in translations.collected()}
    assert "Langsung ke isi" in found, "a template"
    assert "Halaman tidak ditemukan" in found, "code"
    assert Status.RETURNED.label in found, "the catalogue"
    assert "%(n)s menit" in found, "a plural"


def test_english_is_complete() -> None:
    assert translations.missing() == [], "run: python -m ekelurahan.config.translations update, then translate"
    assert translations.faults() == []


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [("%(n)s jam", "hours"), ("<b>%(n)s</b> jam", "%(n)s hours"), ("{serial} saja", "{series} only")],
)
def test_a_translation_with_other_placeholders_is_found(
    indonesian: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog(locale="en")
    catalog.add(indonesian, english)
    monkeypatch.setattr(translations, "english", lambda: catalog)
    assert f"other placeholders: {indonesian}" in translations.faults()


def test_the_words_of_letters_are_not_offered_for_translation() -> None:
    said = {translations._key(message.id) for message in translations.collected()}
    letters = [
        block.text
        for service in all_services().values()
        for product in service.products
        for block in product.wording.blocks
        if isinstance(block, Paragraph)
    ]
    assert letters
    assert not said.intersection(letters)


def test_the_compiled_file_fits_the_written_one() -> None:
    assert translations.MO.read_bytes() == translations.compiled(), (
        "run: python -m ekelurahan.config.translations compile"
    )


def test_a_text_without_english_is_named() -> None:
    assert not translations._is_told("")
    assert not translations._is_told({0: "one", 1: ""})
    assert translations._is_told(("one", "many"))
