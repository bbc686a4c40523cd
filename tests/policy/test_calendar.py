"""The calendar: a deadline never falls on a closed day, and what is not known never makes it later."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.calendar import Calendar, load_calendar
from lanyard.policy.pack import BUILT_IN
from lanyard.policy.terms import Terms

CALENDAR = load_calendar(BUILT_IN / "welton" / "terms.toml")
UNRECORDED = Calendar(CALENDAR.holidays)
THEIRS = holidays.UK(subdiv="ENG", years=range(2020, 2036))
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2034, 12, 31))
COUNTS = st.integers(1, 70)


@given(DAYS)
def test_a_working_day_is_what_an_independent_library_says(day):
    assert CALENDAR.is_working_day(day) == (day.weekday() < 5 and day not in THEIRS)


@given(DAYS, COUNTS, st.booleans())
def test_the_nth_working_day_is_open_and_has_n_of_them_behind_it(start, count, everywhere):
    end = CALENDAR.add_working_days(start, count, everywhere=everywhere)
    assert CALENDAR.is_working_day(end, everywhere=everywhere)
    between = [start + dt.timedelta(days=number) for number in range(1, (end - start).days + 1)]
    assert sum(CALENDAR.is_working_day(day, everywhere=everywhere) for day in between) == count


@given(DAYS, COUNTS, st.booleans())
def test_the_nth_school_day_is_open_and_has_n_of_them_behind_it(start, count, everywhere):
    end = CALENDAR.add_school_days(start, count, everywhere=everywhere)
    assert CALENDAR.is_school_day(end, everywhere=everywhere)
    between = [start + dt.timedelta(days=number) for number in range(1, (end - start).days + 1)]
    assert sum(CALENDAR.is_school_day(day, everywhere=everywhere) for day in between) == count


@given(DAYS, st.integers(0, 40), COUNTS)
def test_starting_later_is_never_due_earlier(start, later, count):
    moved = start + dt.timedelta(days=later)
    assert CALENDAR.add_working_days(start, count) <= CALENDAR.add_working_days(moved, count)
    assert CALENDAR.add_school_days(start, count) <= CALENDAR.add_school_days(moved, count)


@given(DAYS, COUNTS)
def test_more_closed_days_never_make_a_deadline_earlier(start, count):
    here = CALENDAR.add_working_days(start, count)
    assert here <= CALENDAR.add_working_days(start, count, everywhere=True)
    assert here <= CALENDAR.add_school_days(start, count)


@given(DAYS, COUNTS)
def test_terms_that_are_not_recorded_never_make_a_deadline_later(start, count):
    assert UNRECORDED.add_school_days(start, count) <= CALENDAR.add_school_days(start, count)


@given(DAYS)
def test_a_day_is_moved_only_if_it_is_closed(day):
    moved = CALENDAR.on_or_after(day)
    assert CALENDAR.is_working_day(moved)
    assert (moved == day) == CALENDAR.is_working_day(day)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (dt.date(2026, 11, 21), "Saturday"),
        (dt.date(2026, 11, 22), "Sunday"),
        (dt.date(2026, 12, 25), "Christmas Day"),
        (dt.date(2026, 11, 23), ""),
    ],
)
def test_a_closed_day_says_why(day, why):
    assert CALENDAR.why_closed(day) == why


def test_a_bank_holiday_elsewhere_closes_the_day_only_for_the_whole_country():
    st_andrew = dt.date(2026, 11, 30)
    assert CALENDAR.is_working_day(st_andrew)
    assert not CALENDAR.is_working_day(st_andrew, everywhere=True)
    assert CALENDAR.why_closed(st_andrew, everywhere=True) == "St Andrew’s Day, Scotland"
    assert not CALENDAR.is_school_day(st_andrew, everywhere=True)


def test_pupils_attend_on_weekdays_of_term_alone():
    assert CALENDAR.is_school_day(dt.date(2026, 11, 23))
    assert not CALENDAR.is_school_day(dt.date(2026, 11, 22))
    assert not CALENDAR.is_school_day(dt.date(2026, 10, 28))
    assert not CALENDAR.is_school_day(dt.date(2026, 9, 1))
    assert not CALENDAR.is_school_day(dt.date(2026, 5, 4))


def test_the_next_days_are_the_first_after():
    assert CALENDAR.next_working_day(dt.date(2026, 12, 24)) == dt.date(2026, 12, 29)
    assert CALENDAR.next_school_day(dt.date(2026, 12, 18)) == dt.date(2027, 1, 5)


def test_beyond_the_recorded_terms_every_working_day_counts():
    assert CALENDAR.is_known(dt.date(2028, 8, 31)) and not CALENDAR.is_known(dt.date(2028, 9, 1))
    assert CALENDAR.is_school_day(dt.date(2029, 8, 1))
    assert Calendar(CALENDAR.holidays, Terms()) == UNRECORDED


def test_holidays_between_two_days_are_listed_without_weekends():
    found = CALENDAR.closed_between(dt.date(2026, 12, 23), dt.date(2027, 1, 5))
    assert [name for _, name in found] == ["Christmas Day", "Boxing Day (substitute day)", "New Year’s Day"]
    assert CALENDAR.closed_between(dt.date(2026, 12, 25), dt.date(2026, 12, 28)) == ()


@pytest.mark.parametrize("count", [0, -1])
def test_nothing_can_be_counted_backwards(count):
    with pytest.raises(ValueError, match="cannot be counted"):
        CALENDAR.add_working_days(dt.date(2026, 11, 23), count)
