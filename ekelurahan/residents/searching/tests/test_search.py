"""One box finds people by numbers and by names as people type them, and says why."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ekelurahan.areas.scope import area_of_code, area_scope, office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.queries import search
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, rewritten

CARD = "9901011203100001"
NAMES = (
    "MOH. RIZKY", "SYAMSUDDIN", "SITI AMINAH", "SITI AMANAH", "NUR'AINI PUTRI", "TJANDRA WIDJAJA", "DINA MARIANA",
    "ACHMAD SOEKARNO", "HENDRAWAN KUSUMA", "ST. FATIMAH AZ ZAHRA",
)  # fmt: skip


@pytest.fixture(autouse=True)
def people(db: None) -> Iterator[None]:
    with office_scope(PLAJU_ULU):
        for serial, name in enumerate(NAMES, 1):
            person = Person(name, date(1985, 3, 12), Sex.MALE, f"99010112038500{serial:02d}",
                            {"family_relation": FamilyRelation.HEAD if serial == 1 else FamilyRelation.OTHER})  # fmt: skip
            add_resident(Card(CARD, "Lr. Sintren No. 1", "001", "002"), person, kelurahan_id=PLAJU_ULU, by=None)
        yield


def found(text: str, limit: int = 10) -> list[tuple[str, str]]:
    return [(row.name, row.why) for row in search(text, limit)]


@pytest.mark.parametrize(
    "text", ["9901011203850003", "9901 0112 0385 0003", "990101.120385.0003", "NIK: 9901011203850003"]
)
def test_a_nik_is_found_as_people_type_it(text: str) -> None:
    assert found(text) == [("SITI AMINAH", "NIK")]


@pytest.mark.parametrize("text", [CARD, "9901 0112 0310", "No. KK 9901011203100001", "99010112031"])
def test_a_family_is_found_by_its_card_the_head_first(text: str) -> None:
    assert [why for _, why in found(text, 20)] == ["nomor KK"] * len(NAMES)
    assert found(text)[0][0] == "MOH. RIZKY"


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("siti aminah", "SITI AMINAH", "nama"),
        ("aminah siti", "SITI AMINAH", "nama"),
        ("ami sit", "SITI AMINAH", "nama"),
        ("muhammad", "MOH. RIZKY", "ejaan lain: MOH. = MUHAMMAD"),
        ("m riski", "MOH. RIZKY", "ejaan lain: RIZKY = RISKI"),
        ("mochamad rizqi", "MOH. RIZKY", "ejaan lain: MOH. = MOCHAMAD; ejaan lain: RIZKY = RIZQI"),
        ("candra wijaya", "TJANDRA WIDJAJA", "ejaan lain: TJANDRA = CANDRA; ejaan lain: WIDJAJA = WIJAYA"),
        ("ahmad sukarno", "ACHMAD SOEKARNO", "ejaan lain: ACHMAD = AHMAD; ejaan lain: SOEKARNO = SUKARNO"),
        ("samsudin", "SYAMSUDDIN", "ejaan lain: SYAMSUDDIN = SAMSUDIN"),
        ("nuraini", "NUR'AINI PUTRI", "nama"),
        ("uddin", "SYAMSUDDIN", "bagian nama: SYAMSUDDIN"),
        ("mah zahra", "ST. FATIMAH AZ ZAHRA", "bagian nama: FATIMAH"),
        ("syamsudn", "SYAMSUDDIN", "mirip: SYAMSUDDIN, dicari SYAMSUDN"),
        ("rizyk", "MOH. RIZKY", "mirip: RIZKY, dicari RIZYK"),
        ("sitiaminah", "SITI AMINAH", "nama"),
        ("mocahmad rizki", "MOH. RIZKY", "mirip: MOH., dicari MOCAHMAD; ejaan lain: RIZKY = RIZKI"),
        ("hendarwn", "HENDRAWAN KUSUMA", "mirip: HENDRAWAN, dicari HENDARWN"),
        ("hendarwan ksuuma", "HENDRAWAN KUSUMA", "mirip: HENDRAWAN, dicari HENDARWAN; mirip: KUSUMA, dicari KSUUMA"),
    ],
)
def test_a_name_is_found_as_people_type_it(text: str, name: str, why: str) -> None:
    assert found(text)[0] == (name, why)


def test_parts_and_slips_come_after_what_was_typed_and_only_where_there_is_room() -> None:
    assert [name for name, _ in found("din")] == ["DINA MARIANA", "SYAMSUDDIN"]
    assert [name for name, _ in found("din", 1)] == ["DINA MARIANA"]
    assert found("siti aminah") == [("SITI AMINAH", "nama"), ("SITI AMANAH", "mirip: AMANAH, dicari AMINAH")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " . ",
        "zzz",
        "siti sutomo",
        "fatimah sitiaminah",
        "sitisutomo",
        "sxtx amxnxh",
        "1671",
        "%",
        "_",
        "'; --",
        "si\\ti",
    ],
)
def test_what_nobody_answers_finds_nobody(text: str) -> None:
    assert found(text) == []


def test_those_who_live_here_come_first_and_the_others_are_marked() -> None:
    for row in search("siti aminah"):
        if row.name == "SITI AMINAH":
            rewritten(row.id, life_status="dead")
    rows = search("siti aminah")
    assert [(row.name, row.archived_as) for row in rows] == [("SITI AMANAH", ""), ("SITI AMINAH", "meninggal")]


def test_who_was_entered_wrongly_is_not_found() -> None:
    rewritten(search("hendrawan")[0].id, life_status="invalid")
    assert search("hendrawan") == search("9901011203850009") == []


def test_the_office_next_door_finds_none_of_them() -> None:
    with office_scope(PLAJU_DARAT):
        for text in ("siti aminah", "9901011203850003", CARD, "muhammad", "uddin", "syamsudn"):
            assert search(text) == []


def test_a_kecamatan_finds_people_of_all_its_offices_by_longer_numbers_only() -> None:
    area = area_of_code("16.71.14")
    with area_scope(area.lo, area.hi):
        assert found("riski")[0] == ("MOH. RIZKY", "ejaan lain: RIZKY = RISKI")
        assert found("9901011203850003") == [("SITI AMINAH", "NIK")]
        assert len(found("99010112")) == 10
        assert found("990101") == []


@pytest.mark.parametrize(
    ("text", "limit", "most"), [("9901011203850003", 8, 1), ("siti", 1, 2), ("siti aminah", 8, 4), ("hendarwn", 8, 4)]
)
def test_a_search_takes_few_statements_however_it_is_typed(text: str, limit: int, most: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert search(text, limit)
    assert len(asked) <= most
