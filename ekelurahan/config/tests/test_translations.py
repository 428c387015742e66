"""The English beside the Indonesian."""

from ekelurahan.catalogue.workflow import Status
from ekelurahan.config import translations


def test_texts_of_code_templates_and_catalogue_are_collected() -> None:
    found = {translations._key(message.id) for message in translations.collected()}
    assert "Langsung ke isi" in found, "a template"
    assert "Halaman tidak ditemukan" in found, "code"
    assert Status.RETURNED.label in found, "the catalogue"
    assert "%(n)s menit" in found, "a plural"


def test_the_compiled_file_fits_the_written_one() -> None:
    assert translations.MO.read_bytes() == translations.compiled(), (
        "run: python -m ekelurahan.config.translations compile"
    )


def test_a_text_without_english_is_named() -> None:
    assert not translations._is_told("")
    assert not translations._is_told({0: "one", 1: ""})
    assert translations._is_told(("one", "many"))
