"""By when, against dates worked out by hand: evenings, weekends, bank holidays, school holidays, clock changes."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from lanyard.policy.routes.deadlines import deadlines, next_deadline
from lanyard.policy.routes.history import Event, History
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.steps import standing
from tests.policy.routes.given import BOOK, CALENDAR, CLOCKS, T0, facts_for, matter
from tests.policy.routes.walks import do

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> dt.datetime:
    """A moment in London."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def opened(route: str, text: str, **facts: str) -> History:
    return History(RouteId(route), Event("opened", at(text), "reporter", facts))


def due(history: History, clock: str):
    found = deadlines(standing(BOOK, history), CLOCKS, CALENDAR)
    return next(one for one in found if one.clock == clock)


@pytest.mark.parametrize(
    ("heard", "day"),
    [
        ("2026-11-16T09:00", "2026-11-17"),
        ("2026-11-20T21:00", "2026-11-23"),  # Friday night
        ("2026-11-22T21:00", "2026-11-23"),  # Sunday night
        ("2026-12-24T16:00", "2026-12-29"),  # Christmas, and the substitute for Boxing Day
        ("2026-04-02T18:00", "2026-04-07"),  # Easter
        ("2026-08-05T10:00", "2026-08-06"),  # school holidays are working days
        ("2026-08-28T17:00", "2026-09-01"),  # the August bank holiday
    ],
)
def test_the_lado_hears_of_an_allegation_within_one_working_day(heard, day):
    one = due(opened("allegation", heard), "lado-referral")
    assert one.due.due_at == dt.date.fromisoformat(day) and one.steps == ("lado-told",) and one.open
    end = at(f"{day}T23:59")
    assert not one.is_late(end) and one.is_late(end + dt.timedelta(minutes=1))


def test_a_day_is_a_day_in_london():
    # Half past eleven in the evening, UTC, is already the next day in summer.
    late = History(RouteId.ALLEGATION, Event("opened", dt.datetime(2026, 6, 16, 23, 30, tzinfo=dt.UTC), "x"))
    assert due(late, "lado-referral").due.due_at == dt.date(2026, 6, 18)


@pytest.mark.parametrize(
    ("known", "until"),
    [
        ("2026-11-20T21:00", "2026-11-23T21:00"),
        ("2026-12-24T09:00", "2026-12-27T09:00"),
        ("2026-10-23T12:00", "2026-10-26T11:00"),  # the clocks go back on 25 October
        ("2027-03-26T12:00", "2027-03-29T13:00"),  # and forward on 28 March
    ],
)
def test_a_breach_has_seventy_two_hours_through_nights_and_weekends(known, until):
    one = due(opened("data-breach", known), "data-breach")
    assert not one.is_late(at(until)) and one.is_late(at(until) + dt.timedelta(seconds=1))
    assert one.due.due_at == at(until) and set(one.steps) == {"ico-told", "ico-not-needed"}


def test_the_seventy_two_hours_begin_when_anyone_knew_and_no_later_claim_moves_them():
    early = opened("data-breach", "2026-11-20T21:00", happened_at=at("2026-11-20T08:00").isoformat())
    assert due(early, "data-breach").due.due_at == at("2026-11-23T08:00")
    for claim in (at("2026-11-22T08:00").isoformat(), "not known", "Friday", "2026-11-20T08:00"):
        late = opened("data-breach", "2026-11-20T21:00", happened_at=claim)
        assert due(late, "data-breach").due.due_at == at("2026-11-23T21:00")


def test_nothing_waits_on_the_route_of_images():
    history = matter("indecent-images")
    first = deadlines(standing(BOOK, history), CLOCKS, CALENDAR)
    assert [one.steps[0] for one in first] == ["police-told", "lado-told", "dsl-told", "device-isolated"]
    assert all(one.due.due_at == T0 and one.clock == "" and one.is_late(T0 + dt.timedelta(seconds=1)) for one in first)
    history = do(history, "police-told", "head", {"spoke_to": "Jo", "reference": "1", "advice": "Wait."}, minutes=4)
    history = do(history, "leave-a-step", "head", {"item": "dsl-told", "reason": "It is about them."}, minutes=5)
    found = {one.steps[0]: one for one in deadlines(standing(BOOK, history), CLOCKS, CALENDAR)}
    assert found["police-told"].met_at == T0 + dt.timedelta(minutes=4) and found["police-told"].is_late(T0)
    assert found["dsl-told"].left and not found["dsl-told"].is_late(T0 + dt.timedelta(days=9))
    assert next_deadline(standing(BOOK, history), CLOCKS, CALENDAR).steps == ("lado-told",)


@pytest.mark.parametrize(
    ("reported", "week", "month"),
    [
        ("2026-11-22T21:00", "2026-11-30", "2026-12-22"),  # a Sunday, and a week on is a Sunday: the Monday
        ("2026-12-18T09:00", "2026-12-29", "2027-01-18"),  # Christmas Day, then a Sunday
        ("2026-11-16T09:00", "2026-11-23", "2026-12-16"),
    ],
)
def test_somebody_asks_how_the_person_is(reported, week, month):
    history = opened("cyberbullying", reported)
    assert due(history, "wellbeing-first").due.due_at == dt.date.fromisoformat(week)
    assert due(history, "wellbeing-second").due.due_at == dt.date.fromisoformat(month)


def test_an_intimate_picture_has_forty_eight_hours_from_the_report_to_the_platform():
    history = opened("cyberbullying", "2026-11-20T21:00")
    reported = {"platform": "Instagram", "reference": "not known", "happened_at": at("2026-11-20T22:00").isoformat()}
    history = history.then(Event("intimate-image-reported", at("2026-11-21T09:00"), "head", reported))
    history = history.then(Event("intimate-image-reported", at("2026-11-21T10:00"), "head", {**reported, "happened_at": ""}))
    both = [one for one in deadlines(standing(BOOK, history), CLOCKS, CALENDAR) if one.clock == "intimate-image"]
    assert [one.due.due_at for one in both] == [at("2026-11-22T22:00"), at("2026-11-23T10:00")]
    answered = Event("platform-answered", at("2026-11-22T23:00"), "head", {"platform": "Instagram", "words": "Gone."})
    history = history.then(answered)
    both = [one for one in deadlines(standing(BOOK, history), CLOCKS, CALENDAR) if one.clock == "intimate-image"]
    # The open one first; the other was met, an hour late.
    assert [one.open for one in both] == [True, False] and both[1].is_late(at("2026-11-22T23:00"))


def test_a_clock_that_is_left_for_a_reason_is_never_late():
    history = do(matter("cyberbullying"), "leave-a-step", "head", {"item": "wellbeing-month", "reason": "They moved away."})
    one = due(history, "wellbeing-second")
    assert one.left and not one.open and not one.is_late(T0 + dt.timedelta(days=99))


def test_advice_is_asked_for_on_the_day():
    history = matter("other-material")
    assert due(history, "seek-advice").due.due_at == T0.date()
    step = BOOK.get("other-material").step("advice-asked")
    assert due(do(history, "advice-asked", "head", facts_for(step)), "seek-advice").met_at


def test_a_deadline_of_an_earlier_route_stays():
    history = do(matter("data-breach"), "escalate", "head", {"to": "allegation", "reason": "An adult took them."})
    found = {one.clock for one in deadlines(standing(BOOK, history), CLOCKS, CALENDAR) if one.open}
    assert found == {"data-breach", "lado-referral"}
    done = matter("safeguarding")
    assert deadlines(standing(BOOK, done), CLOCKS, CALENDAR) == ()
    assert next_deadline(standing(BOOK, done), CLOCKS, CALENDAR) is None
