"""Words written before are written again; how many carry each is counted."""

from datetime import date

import pytest

from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.lib.codes import Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.commands import commands
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.models import NameWord, ResidentWord
from ekelurahan.residents.queries import search
from ekelurahan.residents.searching.actions import count_name_words
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town


@pytest.fixture(autouse=True)
def rizky(town: Town) -> None:
    """In two open offices, as an older version wrote the words: folded, not in their common spelling."""
    for office in (PLAJU_ULU, PLAJU_DARAT):
        with office_scope(office):
            card = Card(f"99010112031{office % 10}0001", "Lr. Sintren", "001", "002")
            add_resident(
                card, Person("MOH. RIZKY", date(1985 - office % 10, 3, 12), Sex.MALE), kelurahan_id=office, by=None
            )
            ResidentWord.objects.filter(word="RISKI").update(word="RIZKY")
            ResidentWord.objects.filter(word="MUHAMAD").update(word="MOH")
    NameWord.objects.all().update(people=7)


def words(office: int) -> set[str]:
    with office_scope(office):
        return set(ResidentWord.objects.values_list("word", flat=True)) & {"RISKI", "RIZKY", "MUHAMAD", "MOH"}


def test_the_words_of_one_office_are_written_again() -> None:
    assert commands()["reindex-names"](["--office", "16.71.14.1001"]) == 0
    assert words(PLAJU_ULU) == {"RISKI", "MUHAMAD"}
    assert words(PLAJU_DARAT) == {"RIZKY", "MOH"}


def test_the_words_of_all_offices_are_written_again_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands()["reindex-names"]([]) == 0
    assert words(PLAJU_ULU) == words(PLAJU_DARAT) == {"RISKI", "MUHAMAD"}
    counts = dict(NameWord.objects.values_list("word", "people"))
    assert (counts["RISKI"], counts["MUHAMAD"], counts["BUDI"]) == (2, 2, 1)
    assert "5 penduduk di 2 kelurahan" in capsys.readouterr().out
    with office_scope(PLAJU_ULU):
        assert search("muhamad riski")[0].name == "MOH. RIZKY"


def test_an_office_that_does_not_exist_is_refused() -> None:
    assert commands()["reindex-names"](["--office", "16.71"]) == 2


def test_a_word_that_nobody_carries_any_more_counts_none() -> None:
    with all_offices():
        ResidentWord.objects.filter(word="MOH").delete()
    NameWord.objects.create(word="MOH", people=3)
    count_name_words()
    assert dict(NameWord.objects.values_list("word", "people"))["MOH"] == 0
