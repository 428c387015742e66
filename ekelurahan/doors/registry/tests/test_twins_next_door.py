"""Whom another office has written down is told to the counter, not without a trace and not without end."""

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.audit.queries import find_breaks
from ekelurahan.doors.registry.tests.counter import NO_KK, filled
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.residents.doubles.actions import disclosing
from ekelurahan.residents.models import Resident
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

ADDRESS = "/penduduk/catat/pendataan/"


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def neighbour(town: Town) -> Resident:
    with office_scope(PLAJU_DARAT):
        return Resident.objects.get(id=town.neighbour)


def probe(operator: Client, who: Resident) -> str:
    answers = filled(operator, ADDRESS, no_kk=NO_KK, address="Jl. DI Panjaitan No. 9", rt="001", rw="002") | {
        "people-0-name": who.name, "people-0-sex": who.sex, "people-0-birth_date": f"{who.birth_date:%d-%m-%Y}",
        "people-0-family_relation": "head",
    }  # fmt: skip
    answer = operator.post(ADDRESS, answers)
    assert answer.status_code == 422
    return answer.text


def entered_here(who: Resident) -> bool:
    with office_scope(PLAJU_ULU):
        return Resident.objects.filter(name=who.name).exists()


def told() -> list[str]:
    with office_scope(PLAJU_ULU):
        assert list(find_breaks()) == []
        return list(Entry.objects.filter(action="resident.twin").order_by("seq").values_list("body", flat=True))


def test_whom_another_office_has_is_told_and_that_is_written_down(operator: Client, town: Town) -> None:
    who = neighbour(town)
    assert f"Kelurahan Plaju Darat: {who.name}" in probe(operator, who)
    assert not entered_here(who), "the entry was taken back, what was told stays"
    (body,) = told()
    assert f"resident:{who.id}" in body
    assert str(PLAJU_DARAT) in body
    assert who.name not in body


def test_beyond_so_many_in_an_hour_nobody_is_named_and_the_entry_is_refused_all_the_same(
    operator: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosing, "MOST_TOLD", 2)
    who = neighbour(town)
    pages = [probe(operator, who) for _ in range(4)]
    assert ["Plaju Darat" in page for page in pages] == [True, True, False, False]
    assert "sudah tercatat di kelurahan lain" in pages[2]
    assert ['"told": true' in body for body in told()] == [True, True, False, False]
    assert not entered_here(who)


def test_somebody_of_this_office_is_no_news_of_another(operator: Client, town: Town) -> None:
    with office_scope(PLAJU_ULU):
        siti = Resident.objects.get(id=town.siti)
    assert "tercatat di kelurahan ini: SITI AMINAH" in probe(operator, siti)
    assert told() == []
