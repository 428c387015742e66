"""The table of official areas: complete, found by both names, readable and not writable by the application."""

import time
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from ekelurahan.areas.actions import load_areas
from ekelurahan.areas.local_names import area_key, local_name
from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import (
    area_of,
    area_of_kelurahan,
    kelurahan_in,
    names_of_kelurahan,
    parents_of,
    search_areas,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
PALEMBANG = (1671000000, 1671999999)


def test_every_official_area_is_there() -> None:
    assert Area.objects.count() == 91_599
    assert kelurahan_in(*PALEMBANG).count() == 107
    assert area_of("16.71.14.1001").postcode == "30266"


def test_loading_again_changes_nothing_and_is_quick() -> None:
    began = time.monotonic()
    assert load_areas() == 91_599
    assert time.monotonic() - began < 20  # 1 s on a quiet machine


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("35 ilir", "16.71.01.1001"),
        ("Tiga-puluh-lima Ilir", "16.71.01.1001"),
        ("tiga puluh lima ilir", "16.71.01.1001"),
        ("Ilir Barat II", "16.71.01"),
        ("ilir barat dua", "16.71.01"),
        ("bagus kuning", "16.71.14.1004"),
        ("BAGUSKUNING", "16.71.14.1004"),
        ("3/4 ulu", "16.71.02.1004"),
        ("20 ilir d iv", "16.71.05.1008"),
        ("sei buah", "16.71.06.1012"),
        ("plaju ulu", "16.71.14.1001"),
    ],
)
def test_an_area_is_found_by_its_official_and_its_everyday_name(text: str, code: str) -> None:
    assert code in [area.code for area in search_areas(text, within=PALEMBANG)]


def test_whole_names_come_before_longer_ones() -> None:
    assert search_areas("plaju")[0].code == "16.71.14"


def test_nothing_is_found_for_signs_only() -> None:
    assert search_areas(" -% ") == []
    assert search_areas("tidak ada wilayah begini") == []


def test_a_level_narrows_the_search() -> None:
    assert {area.level for area in search_areas("plaju", level=4)} == {4}


def test_searching_is_one_query_that_uses_the_index(django_assert_num_queries: "object") -> None:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM areas_area WHERE search_key LIKE '%plajuulu%'")
        plan = "\n".join(row[0] for row in cursor)
    assert "areas_area_search_key" in plan
    with django_assert_num_queries(1):  # type: ignore[operator]
        search_areas("plaju")


def test_the_application_cannot_write_areas() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Area.objects.filter(code="16.71").update(name="x")


def test_an_area_knows_what_it_lies_in() -> None:
    area = area_of_kelurahan(1671011001)
    assert area.local_name == "35 Ilir"
    assert [parent.name for parent in parents_of(area)] == ["Sumatera Selatan", "Kota Palembang", "Ilir Barat Dua"]
    assert names_of_kelurahan([1671011001, 1671141001]) == {1671011001: "35 Ilir", 1671141001: "Plaju Ulu"}


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(Area.DoesNotExist):
        area_of("99.99")


def test_a_code_that_left_the_list_ends_and_stays() -> None:
    by_owner = Area.objects.using("owner")
    by_owner.create(
        code="16.71.88",
        level=3,
        name="Lamajaya",
        local_name="Lamajaya",
        lo=1671880000,
        hi=1671889999,
        search_key="|lama|",
    )
    by_owner.filter(code="16.71.14").update(valid_until=date(2025, 1, 1))
    for _ in range(2):
        load_areas()
        assert by_owner.get(code="16.71.88").valid_until == timezone.localdate()
        assert by_owner.get(code="16.71.14").valid_until is None
        assert by_owner.exclude(valid_until=None).count() == 1


@pytest.mark.parametrize(
    ("name", "everyday"),
    [
        ("Dua-puluh-enam Ilir Satu", "26 Ilir D. I"),
        ("Sembilan Sepuluh Ulu", "9-10 Ulu"),
        ("Seberang Ulu Satu", "Seberang Ulu I"),
        ("Enam-belas Ulu", "16 Ulu"),
        ("Sebelas Ulu", "11 Ulu"),
        ("Plaju Ulu", "Plaju Ulu"),
        ("Talangputri", "Talang Putri"),
    ],
)
def test_everyday_names_follow_from_official_ones(name: str, everyday: str) -> None:
    assert local_name("16.71.01.1001", name) == everyday


def test_names_outside_palembang_stay_as_they_are() -> None:
    assert local_name("32.01.01.1001", "Tiga Ulu") == "Tiga Ulu"


def test_both_ways_to_write_a_river_are_kept() -> None:
    assert area_key("Sungai Lais") == "|sungailais|seilais|"
    assert area_key("Sei Lais") == "|seilais|sungailais|"
