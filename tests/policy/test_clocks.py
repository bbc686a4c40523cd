"""Clocks: published examples, the days that trip people up, and properties that hold on any day."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.calendar import Calendar, load_calendar
from lanyard.policy.clocks import Pause, load_clocks, show_day
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import BUILT_IN
from lanyard.policy.refusal import Refusal

CALENDAR = load_calendar(BUILT_IN / "welton" / "terms.toml")
CLOCKS = load_clocks()
LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2034, 12, 31))
BY_DAY = [clock for clock in CLOCKS if not clock.in_hours]

GOOD = """
[[clock]]
id = "answer"
title = "Answer"
starts = "A letter arrives."
rule = "days"
count = 3
who = "head"
source = [{ address = "gov.uk", shows = "three days", checked = 2026-11-01 }]
"""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-23", "2026-11-24"),
        ("2026-11-27", "2026-11-30"),  # Friday; St Andrew's Day is a working day in England
        ("2026-12-24", "2026-12-29"),  # Christmas, a weekend and the substitute for Boxing Day
        ("2026-04-02", "2026-04-07"),  # Good Friday and Easter Monday
        ("2026-11-22", "2026-11-23"),  # learned on a Sunday
    ],
)
def test_the_lado_hears_within_one_working_day(start, due):
    assert CLOCKS.get("lado-referral").due(day(start), CALENDAR).due_at == day(due)


def test_a_clock_says_which_holidays_it_left_out():
    due = CLOCKS.get("lado-referral").due(day("2026-12-24"), CALENDAR)
    assert due.because == (
        "1 working day after Thursday 24 December 2026. Not counted, besides weekends: "
        "25 December (Christmas Day); 28 December (Boxing Day (substitute day))."
    )
    assert due.certain


def test_a_request_for_information_in_term_takes_twenty_school_days():
    due = CLOCKS.get("foi-request").due(day("2027-01-11"), CALENDAR)
    assert due.due_at == day("2027-02-08")
    assert due.because.startswith("The 20th school day after Monday 11 January 2027 is Monday 8 February 2027;")


def test_the_summer_holidays_lengthen_the_time_up_to_the_sixtieth_working_day():
    foi = CLOCKS.get("foi-request")
    due = foi.due(day("2027-07-19"), CALENDAR)
    assert due.due_at == day("2027-09-27")
    # With no pupils for ever, only the working days would be left to count.
    shut = Calendar(CALENDAR.holidays, _without_terms())
    assert foi.due(day("2026-09-07"), shut).due_at == CALENDAR.add_working_days(day("2026-09-07"), 60, everywhere=True)


def test_a_bank_holiday_in_scotland_lengthens_the_time_for_information():
    due = CLOCKS.get("foi-request").due(day("2026-11-16"), CALENDAR)
    assert "30 November (St Andrew’s Day, Scotland)" in due.because
    assert due.due_at == day("2026-12-15")


def test_terms_that_nobody_recorded_are_owned_up_to():
    due = CLOCKS.get("foi-request").due(day("2028-07-17"), CALENDAR)
    assert not due.certain
    assert "School terms from Friday 1 September 2028 on are not recorded" in due.because


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-09-03", "2026-10-05"),  # the same date is a Saturday
        ("2025-09-03", "2025-10-03"),  # the Information Commissioner's own example
        ("2026-08-31", "2026-09-30"),  # a shorter month
        ("2027-01-30", "2027-03-01"),  # the last day of February is a Sunday
        ("2026-11-25", "2026-12-29"),  # Christmas
        ("2028-01-29", "2028-02-29"),  # a leap year
    ],
)
def test_a_request_for_ones_own_data_takes_one_month(start, due):
    assert CLOCKS.get("subject-access").due(day(start), CALENDAR).due_at == day(due)


def test_a_complex_request_takes_two_months_more():
    due = CLOCKS.get("subject-access").due(day("2026-09-01"), CALENDAR, extended=True)
    assert due.due_at == day("2026-12-01")
    assert "2 months more for a complex request" in due.because


def test_a_clock_that_stood_still_is_due_later_by_those_days():
    clock = CLOCKS.get("subject-access")
    pauses = [Pause(day("2026-09-08"), day("2026-09-17")), Pause(day("2026-09-15"), day("2026-09-19"))]
    due = clock.due(day("2026-09-01"), CALENDAR, pauses=pauses)
    assert due.due_at == day("2026-10-13")
    assert "The clock stood still for 12 days, which leads to Tuesday 13 October 2026." in due.because


def test_days_before_the_start_cannot_stand_still():
    pauses = [Pause(day("2026-08-01"), day("2026-08-20"))]
    assert CLOCKS.get("subject-access").due(day("2026-09-01"), CALENDAR, pauses=pauses).due_at == day("2026-10-01")


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="A pause cannot end on Tuesday 1 September 2026, before it began"):
        CLOCKS.get("subject-access").due(day("2026-09-01"), CALENDAR, pauses=[Pause(day("2026-09-02"), day("2026-09-01"))])


def test_a_complaint_about_data_is_acknowledged_in_thirty_days():
    assert CLOCKS.get("data-complaint").due(day("2026-12-01"), CALENDAR).due_at == day("2026-12-31")


def test_a_breach_is_reported_within_72_hours_whatever_the_day():
    start = dt.datetime(2026, 12, 23, 15, 30, tzinfo=LONDON)
    due = CLOCKS.get("data-breach").due(start, CALENDAR)
    assert due.due_at == dt.datetime(2026, 12, 26, 15, 30, tzinfo=LONDON)
    assert "is 15:30 on Saturday 26 December 2026" in due.because


@pytest.mark.parametrize(("start", "hour"), [((2027, 3, 26, 15), 16), ((2026, 10, 23, 15), 14)])
def test_hours_stay_hours_when_the_clocks_change(start, hour):
    due = CLOCKS.get("data-breach").due(dt.datetime(*start, tzinfo=LONDON), CALENDAR).due_at
    assert isinstance(due, dt.datetime) and due.hour == hour


def test_a_platform_has_48_hours_for_an_intimate_image():
    start = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
    assert CLOCKS.get("intimate-image").due(start, CALENDAR).due_at == dt.datetime(2026, 7, 3, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("id_", "start", "due"),
    [
        ("same-day-record", "2026-11-22", "2026-11-22"),
        ("declaration", "2026-11-22", "2026-11-29"),
        ("wellbeing-first", "2026-11-23", "2026-11-30"),
        ("wellbeing-first", "2026-12-18", "2026-12-29"),
        ("wellbeing-second", "2026-11-23", "2026-12-23"),
        ("policy-review", "2026-11-22", "2027-11-22"),
        ("law-check", "2026-11-01", "2027-11-01"),
    ],
)
def test_the_policys_own_clocks(id_, start, due):
    assert CLOCKS.get(id_).due(day(start), CALENDAR).due_at == day(due)


@given(st.sampled_from(BY_DAY), DAYS, st.integers(0, 40))
def test_starting_later_is_never_due_earlier(clock, start, later):
    first = clock.due(start, CALENDAR).due_at
    second = clock.due(start + dt.timedelta(days=later), CALENDAR).due_at
    assert start <= first <= second


@given(st.sampled_from([clock for clock in BY_DAY if clock.rule not in ("days", "months_exactly")]), DAYS)
def test_what_counts_working_days_is_never_due_on_a_closed_one(clock, start):
    assert CALENDAR.is_working_day(clock.due(start, CALENDAR).due_at)


@given(DAYS)
def test_information_is_due_by_the_earlier_of_both_limits(start):
    due = CLOCKS.get("foi-request").due(start, CALENDAR).due_at
    assert due <= CALENDAR.add_working_days(start, 60, everywhere=True)
    assert due <= CALENDAR.add_school_days(start, 20, everywhere=True)
    assert due >= CALENDAR.add_working_days(start, 20, everywhere=True)


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_standing_still_never_makes_a_deadline_earlier(start, after, length):
    clock = CLOCKS.get("subject-access")
    first = start + dt.timedelta(days=after)
    paused = clock.due(start, CALENDAR, pauses=[Pause(first, first + dt.timedelta(days=length))]).due_at
    assert paused >= clock.due(start, CALENDAR).due_at
    assert clock.due(start, CALENDAR, extended=True).due_at > clock.due(start, CALENDAR).due_at


@given(st.datetimes(dt.datetime.fromisoformat("2020-01-01"), dt.datetime.fromisoformat("2034-12-31")))
def test_a_breach_has_72_hours_exactly(start):
    aware = start.replace(tzinfo=dt.UTC).astimezone(LONDON)
    due = CLOCKS.get("data-breach").due(aware, CALENDAR).due_at
    assert isinstance(due, dt.datetime)
    assert due.astimezone(dt.UTC) - aware.astimezone(dt.UTC) == dt.timedelta(hours=72)


def test_a_clock_refuses_what_it_does_not_have():
    lado, breach = CLOCKS.get("lado-referral"), CLOCKS.get("data-breach")
    with pytest.raises(ValueError, match="starts at a day"):
        lado.due(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), CALENDAR)
    with pytest.raises(ValueError, match="starts at a moment with its time"):
        breach.due(day("2026-11-22"), CALENDAR)
    with pytest.raises(ValueError, match="needs a moment with its time zone"):
        breach.due(dt.datetime.fromisoformat("2026-11-22T10:00"), CALENDAR)
    with pytest.raises(ValueError, match="cannot be extended"):
        lado.due(day("2026-11-22"), CALENDAR, extended=True)
    with pytest.raises(ValueError, match="never pauses"):
        lado.due(day("2026-11-22"), CALENDAR, pauses=[Pause(day("2026-11-22"), day("2026-11-22"))])


def test_every_clock_of_the_law_has_a_source_and_goes_stale():
    today = day("2026-11-22")
    assert CLOCKS.stale(today) == ()
    assert {clock.id for clock in CLOCKS.stale(day("2028-01-01"))} == {clock.id for clock in CLOCKS if not clock.own_policy}
    assert CLOCKS.get("declaration").last_checked is None
    assert CLOCKS.get("lado-referral").last_checked == day("2026-11-01")
    assert len(CLOCKS) == 15


def test_clocks_name_laws_that_the_register_holds():
    register = load_law_register(BUILT_IN / "welton" / "law.toml")
    for clock in CLOCKS:
        assert all(register.get(id_) for id_ in clock.law)


def test_a_day_is_written_as_people_write_it():
    assert show_day(day("2026-11-02")) == "Monday 2 November 2026"


@pytest.mark.parametrize(("count", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd"), (40, "40th")])
def test_limits_are_read_aloud_as_ordinals(tmp_path, count, words):
    file = tmp_path / "clocks.toml"
    file.write_text(
        GOOD.replace('"days"', '"school_or_working_days"').replace("count = 3", f"count = {count}\nor_count = 60"),
        encoding="utf-8",
    )
    assert f"The {words} school day" in load_clocks(file).get("answer").due(day("2026-11-22"), CALENDAR).because


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rule = "days"', 'rule = "weeks"', "“weeks” is not a known rule"),
        ('rule = "days"', 'rule = "hours"\nor_count = 2', "“or_count” belongs to the rule school_or_working_days"),
        ('rule = "days"\ncount = 3', 'rule = "working_days"\ncount = 0', "“count” must be at least 1"),
        ('who = "head"', 'who = "head"\npausable = true', "only a clock of the rule months"),
        ('who = "head"', 'who = "head"\nextension = 2', "only a clock of the rule months"),
        ("count = 3", "count = 3\nor_count = 4", "“or_count” belongs to"),
    ],
)
def test_a_clock_that_cannot_run_is_refused(tmp_path, old, new, said):
    file = tmp_path / "clocks.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        load_clocks(file)
    assert said in str(refusal.value)


def test_a_clock_of_the_law_without_a_source_is_refused(tmp_path):
    file = tmp_path / "clocks.toml"
    file.write_text(GOOD[: GOOD.index("source")], encoding="utf-8")
    with pytest.raises(Refusal, match="it gives no source"):
        load_clocks(file)
    file.write_text(GOOD[: GOOD.index("source")] + "own_policy = true\n", encoding="utf-8")
    assert load_clocks(file).get("answer").own_policy


def test_the_same_id_twice_is_refused(tmp_path):
    file = tmp_path / "clocks.toml"
    file.write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(Refusal, match="the clock “answer” is given twice"):
        load_clocks(file)


def _without_terms():
    """Recorded years in which no pupil ever attends."""
    from dataclasses import replace

    from lanyard.policy.terms import Terms

    years = CALENDAR.terms.years
    return Terms(tuple(replace(year, terms=()) for year in years))
