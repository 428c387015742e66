"""The rules of families and moves, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.lib.registry_codes import MoveClass, MoveKind
from ekelurahan.residents.events import rules

Kin = FamilyRelation
DAY = date(2026, 11, 24)
codes = st.integers(1101012001, 9671999999).map(str)


@pytest.mark.parametrize(
    ("was", "relation", "sex", "becomes"),
    [
        (Kin.WIFE, Kin.HEAD, Sex.MALE, Kin.HUSBAND),
        (Kin.HUSBAND, Kin.HEAD, Sex.FEMALE, Kin.WIFE),
        (Kin.WIFE, Kin.CHILD, Sex.MALE, Kin.CHILD),
        (Kin.WIFE, Kin.PARENT, Sex.MALE, Kin.PARENT_IN_LAW),
        (Kin.WIFE, Kin.WIFE, Sex.FEMALE, Kin.OTHER),
        (Kin.CHILD, Kin.HEAD, Sex.MALE, Kin.PARENT),
        (Kin.CHILD, Kin.WIFE, Sex.FEMALE, Kin.PARENT),
        (Kin.CHILD, Kin.CHILD, Sex.MALE, Kin.RELATIVE),
        (Kin.PARENT, Kin.PARENT, Sex.FEMALE, Kin.WIFE),
        (Kin.PARENT, Kin.HEAD, Sex.FEMALE, Kin.CHILD),
        (Kin.PARENT_IN_LAW, Kin.HEAD, Sex.MALE, Kin.CHILD_IN_LAW),
        (Kin.CHILD_IN_LAW, Kin.HEAD, Sex.MALE, Kin.PARENT_IN_LAW),
        (Kin.GRANDCHILD, Kin.CHILD, Sex.MALE, Kin.RELATIVE),
        (Kin.WIFE, Kin.DOMESTIC_WORKER, Sex.FEMALE, Kin.DOMESTIC_WORKER),
        (Kin.OTHER, Kin.CHILD, Sex.MALE, Kin.OTHER),
        ("", "", "", Kin.OTHER),
    ],
)
def test_relations_follow_the_new_head(was: str, relation: str, sex: str, becomes: Kin) -> None:
    assert rules.relation_under(was, relation, sex) is becomes


@given(was=st.sampled_from(Kin), relation=st.sampled_from(Kin), sex=st.sampled_from(Sex))
def test_nobody_else_becomes_a_head(was: Kin, relation: Kin, sex: Sex) -> None:
    assert rules.relation_under(was, relation, sex) is not Kin.HEAD


@given(origin=codes, destination=codes)
def test_the_class_of_a_move_is_the_same_both_ways(origin: str, destination: str) -> None:
    assert rules.move_class(origin, destination) is rules.move_class(destination, origin)
    assert rules.move_class(origin, origin) is MoveClass.INSIDE
    assert rules.move_class(origin, "", "Malaysia") is MoveClass.ABROAD


def test_who_of_a_family_goes_in_the_words_of_the_form() -> None:
    assert rules.move_kind(head_goes=False, movers=2, members=3) is MoveKind.MEMBERS
    assert rules.move_kind(head_goes=True, movers=1, members=1) is MoveKind.HEAD
    assert rules.move_kind(head_goes=True, movers=3, members=3) is MoveKind.WHOLE_FAMILY
    assert rules.move_kind(head_goes=True, movers=2, members=3) is MoveKind.HEAD_AND_SOME


@given(born=st.dates(date(1900, 1, 1), DAY), later=st.integers(0, 40_000))
def test_ages_are_whole_years(born: date, later: int) -> None:
    day = born + timedelta(later)
    age = rules.age_on(born, day)
    assert 0 <= age <= later / 365
    assert rules.may_lead(born, "single", day) == (age >= rules.ADULT)
    assert rules.may_lead(born, "married", day)


def test_births_that_are_unlikely_are_asked_about() -> None:
    assert "umur 60" in rules.doubts_of_newborn(DAY, date(1966, 11, 24), None)["birth_date"]
    assert "umur 9" in rules.doubts_of_newborn(DAY, None, date(2017, 11, 23))["birth_date"]
    assert rules.doubts_of_newborn(DAY, date(1996, 1, 1), date(1990, 1, 1)) == {}


@pytest.mark.parametrize(
    ("age", "refused", "asked"), [(11, True, True), (12, False, True), (14, False, True), (15, False, False)]
)
def test_a_mother_under_twelve_is_refused_and_one_under_fifteen_asked_about(
    age: int, refused: bool, asked: bool
) -> None:
    mother = DAY.replace(year=DAY.year - age)
    assert ("mother" in rules.problems_of_newborn({"birth_date": DAY}, mother, None)) is refused
    assert ("birth_date" in rules.doubts_of_newborn(DAY, mother, None)) is asked


def test_births_that_cannot_be_name_the_parent() -> None:
    values: dict[str, str | date | None] = {"birth_date": DAY, "family_relation": "child"}
    assert "ibunya" in rules.problems_of_newborn(values, DAY, None)["birth_date"]
    assert "ayahnya" in rules.problems_of_newborn(values, None, DAY)["birth_date"]
    assert rules.problems_of_newborn(values, date(1990, 1, 1), None) == {}


@given(
    heads=st.integers(0, 3), members=st.integers(0, 6), heads_before=st.integers(0, 3), members_before=st.integers(0, 6)
)
def test_a_family_in_order_has_no_problem_and_one_without_a_head_seldom(
    heads: int, members: int, heads_before: int, members_before: int
) -> None:
    problem = rules.problem_of_heads(heads, members, heads_before=heads_before, members_before=members_before)
    if heads == 1 or not (members or heads):
        assert problem == ""
    if members and not heads and heads_before:
        assert problem
