"""The SOP clock: only opening hours count, and not what lay with the applicant."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.applications.clock import working_seconds
from ekelurahan.applications.timing import opening_of, pauses
from ekelurahan.catalogue.workflow import Act
from ekelurahan.offices.models import Office

PALEMBANG = ZoneInfo("Asia/Jakarta")
MINUTE, HOUR = 60, 3600


def moment(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """In November 2026: the 23rd is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=PALEMBANG)


def weekdays(day: date) -> tuple[time, time] | None:
    """Monday to Friday, 8 to 16."""
    return (time(8), time(16)) if day.weekday() < 5 else None


def seconds(start: datetime, end: datetime, paused: tuple[tuple[datetime, datetime], ...] = ()) -> int:
    return working_seconds(start, end, opening=weekdays, paused=paused)


def test_ten_minutes_at_the_counter_are_ten_minutes() -> None:
    assert seconds(moment(23, 9), moment(23, 9, 10)) == 10 * MINUTE


def test_night_weekend_and_early_morning_do_not_count() -> None:
    assert seconds(moment(23, 15, 55), moment(24, 8, 5)) == 10 * MINUTE
    assert seconds(moment(27, 15, 30), moment(30, 8, 30)) == HOUR  # Friday to Monday
    assert seconds(moment(28, 9), moment(29, 12)) == 0  # a weekend
    assert seconds(moment(23, 5), moment(23, 23)) == 8 * HOUR


def test_the_time_with_the_applicant_does_not_count() -> None:
    pause = (moment(23, 9, 10), moment(24, 9, 10))
    assert seconds(moment(23, 9), moment(24, 9, 20), (pause,)) == 20 * MINUTE


def test_an_end_before_the_start_is_nothing() -> None:
    assert seconds(moment(24, 9), moment(23, 9)) == 0


def test_national_holidays_do_not_count() -> None:
    office = Office(hours={str(day): ["08:00", "16:00"] for day in range(7)})
    opening = opening_of(office)
    assert opening(date(2026, 8, 17)) is None  # the day of independence, a Monday
    assert opening(date(2026, 8, 18)) == (time(8), time(16))
    assert opening(date(2026, 12, 24)) is None  # cuti bersama before Christmas, a Thursday


def test_an_office_that_keeps_no_hours_on_a_day_is_closed() -> None:
    assert opening_of(Office(hours={"0": ["08:00", "16:00"]}))(date(2026, 11, 24)) is None


def test_years_without_decreed_holidays_have_only_weekends() -> None:
    assert opening_of(Office(hours={"0": ["08:00", "16:00"]}))(date(2099, 11, 23)) == (time(8), time(16))


def test_pauses_run_from_each_return_to_the_next_resubmission_or_to_now() -> None:
    events = [
        {"act": Act.SUBMIT, "at": moment(23, 8)},
        {"act": Act.RETURN, "at": moment(23, 9)},
        {"act": Act.RESUBMIT, "at": moment(23, 10)},
        {"act": Act.RESUBMIT, "at": moment(23, 11)},
        {"act": Act.RETURN, "at": moment(23, 12)},
    ]
    assert pauses(events, until=moment(23, 15)) == [
        (moment(23, 9), moment(23, 10)),
        (moment(23, 12), moment(23, 15)),
    ]


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1)).map(lambda at: at.replace(tzinfo=PALEMBANG))  # noqa: DTZ001


@given(moments, moments, moments)
def test_the_clock_never_runs_backwards_and_never_faster_than_time(
    one: datetime, two: datetime, three: datetime
) -> None:
    start, middle, end = sorted((one, two, three))
    assert 0 <= seconds(start, middle) <= seconds(start, end) <= (end - start).total_seconds()


@given(moments, moments, moments)
def test_two_stretches_add_up(one: datetime, two: datetime, three: datetime) -> None:
    start, middle, end = sorted((one, two, three))
    assert abs(seconds(start, middle) + seconds(middle, end) - seconds(start, end)) <= 1  # whole seconds are kept


@given(moments, moments, moments, moments)
def test_a_pause_takes_away_exactly_its_working_time(
    one: datetime, two: datetime, three: datetime, four: datetime
) -> None:
    start, leaves, comes, end = sorted((one, two, three, four))
    counted = seconds(start, end, ((leaves, comes),))
    assert abs(counted - (seconds(start, leaves) + seconds(comes, end))) <= 2


@given(moments, st.integers(0, 60), moments, moments)
def test_a_pause_outside_changes_nothing(start: datetime, hours: int, one: datetime, two: datetime) -> None:
    end, (leaves, comes) = start + timedelta(hours=hours), sorted((one, two))
    if comes <= start or leaves >= end:
        assert seconds(start, end, ((leaves, comes),)) == seconds(start, end)
