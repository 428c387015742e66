"""The equation of form A-9 holds whatever moved."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.residents.counting.lampid import HEADS, NOBODY, Lampid, Line, Moved, compose, everything, together
from ekelurahan.residents.counting.months import following, last_day, months_from, parse_month, previous
from ekelurahan.residents.events.kinds import Component

FLOWS = st.lists(
    st.builds(
        Moved,
        st.sampled_from([*Component, "unheard_of"]),
        st.sampled_from(["", "kelurahan", "city", "abroad"]),
        st.sampled_from(["WNI", "WNA", "dual", ""]),
        st.sampled_from(["male", "female", ""]),
        st.integers(-50, 50),
        st.integers(-20, 20),
    ),
    max_size=30,
)
LINES = st.builds(Line, *[st.integers(0, 5000)] * len(Line()))


@given(LINES, FLOWS, st.booleans())
def test_row_7_is_1_plus_2_plus_4_less_3_5_and_6_and_nothing_is_lost(
    opening: Line, flows: list[Moved], is_first: bool
) -> None:
    report = compose(opening, flows, is_first=is_first)
    one, two, three, four, five, six, seven = report.rows
    for column in range(len(one)):
        assert seven[column] == one[column] + two[column] + four[column] - three[column] - five[column] - six[column]
    assert report.closing == opening.plus(everything(flows))


@given(st.lists(FLOWS, max_size=4))
def test_months_follow_one_another(months: list[list[Moved]]) -> None:
    opening = NOBODY
    for number, flows in enumerate(months):
        opening = compose(opening, flows, is_first=number == 0).closing
    assert opening == everything(flow for flows in months for flow in flows)


@given(st.lists(st.tuples(LINES, FLOWS), max_size=4))
def test_a_kecamatan_is_the_sum_of_its_offices(offices: list[tuple[Line, list[Moved]]]) -> None:
    reports = [compose(opening, flows, is_first=False) for opening, flows in offices]
    area = together(reports)
    assert area.closing.people == sum(report.closing.people for report in reports)
    for row in range(7):
        assert area.rows[row].people == sum(report.rows[row].people for report in reports)


@given(LINES, FLOWS)
def test_a_kept_report_is_read_back_as_it_was(opening: Line, flows: list[Moved]) -> None:
    report = compose(opening, flows, is_first=False)
    assert Lampid.from_dict(report.as_dict()) == report


@given(FLOWS)
def test_departures_break_down_into_where_they_went(flows: list[Moved]) -> None:
    only = [flow for flow in flows if flow.component == Component.DEPARTURE]
    report = compose(NOBODY, only, is_first=False)
    assert sum(line.people for line in report.moves.values()) == report.departures.people


def moved(component: str, people: int, heads: int = 0, *, sex: str = "male", detail: str = "") -> Moved:
    return Moved(component, detail, "WNI", sex, people, heads)


def test_people_written_down_in_the_first_month_were_there_before_and_later_they_stand_in_row_4() -> None:
    flows = [moved("enrolment", 10, 4)]
    first, later = compose(NOBODY, flows, is_first=True), compose(NOBODY, flows, is_first=False)
    assert (first.opening.people, first.arrivals.people) == (10, 0)
    assert (later.opening.people, later.arrivals.people, later.enrolled.people, later.gained.people) == (0, 10, 10, 0)


def test_an_enrolment_that_was_undone_in_a_later_month_stands_in_row_5() -> None:
    report = compose(Line(wni_l=5), [moved("enrolment", -1)], is_first=False)
    assert (report.departures.people, report.lost.people, report.closing.people) == (1, 1, 4)


def test_a_corrected_sex_leaves_one_column_and_enters_the_other() -> None:
    report = compose(
        Line(wni_l=5, wni_p=5), [moved("correction", -1), moved("correction", 1, sex="female")], is_first=False
    )
    assert (report.arrivals.wni_p, report.departures.wni_l) == (1, 1)
    assert (report.closing.wni_l, report.closing.wni_p) == (4, 6)
    assert (report.gained.people, report.lost.people) == (1, 1)


def test_a_new_family_is_a_new_head_and_nobody_new() -> None:
    report = compose(Line(wni_l=5, kk_l=1), [moved("family", 0, 1)], is_first=False)
    assert (report.births.people, report.births.heads, report.closing.heads) == (0, 1, 2)


def test_a_widow_who_becomes_head_keeps_the_number_of_families() -> None:
    flows = [moved("death", -1, -1), moved("family", 0, 1, sex="female")]
    report = compose(Line(wni_l=1, wni_p=1, kk_l=1), flows, is_first=False)
    assert (report.deaths.people, report.deaths.kk_l, report.births.kk_p) == (1, 1, 1)
    assert (report.closing.people, report.closing.kk_l, report.closing.kk_p) == (1, 0, 1)


def test_somebody_who_is_found_again_counts_back_in_row_6() -> None:
    report = compose(Line(wni_l=4), [moved("missing", 1)], is_first=False)
    assert (report.missing.people, report.closing.people) == (-1, 5)


def test_a_person_without_a_sex_stands_in_the_sums_only() -> None:
    line = compose(NOBODY, [moved("birth", 1, sex="")], is_first=False).births
    assert (line.total_l, line.total_p, line.people, line.unknown) == (0, 0, 1, 1)
    assert line[HEADS:] == (0, 0, 0)


def test_months_are_counted_and_read() -> None:
    december = date(2025, 12, 1)
    assert following(december) == date(2026, 1, 1)
    assert previous(date(2026, 1, 1)) == december
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    assert list(months_from(december, date(2026, 2, 1))) == [december, date(2026, 1, 1), date(2026, 2, 1)]
    assert parse_month("2026-10") == date(2026, 10, 1)
    assert [parse_month(text) for text in ("", "2026", "2026-13", "x-1", "0-1", "2026-1-1")] == [None] * 6
