"""By when something has to happen in a case, from its routes, the school's terms and the clocks."""

from __future__ import annotations

import datetime
from functools import cache

from lanyard.concerns.opened import OpenCase
from lanyard.people.models import School
from lanyard.policy.bank_holidays import BankHolidays, load_bank_holidays
from lanyard.policy.calendar import PROCLAIMED, Calendar
from lanyard.policy.routes.deadlines import LONDON, Deadline, deadlines
from lanyard.practice.registers import registers_of


def calendar_of(school: School) -> Calendar:
    """The days that count at a school."""
    return Calendar(_bank_holidays(), registers_of(school).terms)


@cache
def _bank_holidays() -> BankHolidays:
    """The days that came with this release, read once."""
    return load_bank_holidays(PROCLAIMED)


def deadlines_of(case: OpenCase) -> tuple[Deadline, ...]:
    """Every deadline of an open case, what cannot wait first."""
    school = case.case.school
    return deadlines(case.standing, registers_of(school).clocks, calendar_of(school))


def next_moment(case: OpenCase) -> datetime.datetime | None:
    """The last moment of the next deadline, which the row of the case may say: it tells nobody what it is about."""
    if case.case.closed_at is not None:
        return None
    found = next((one for one in deadlines_of(case) if one.open), None)
    if found is None:
        return None
    due = found.due.due_at
    return due if isinstance(due, datetime.datetime) else datetime.datetime.combine(due, datetime.time.max, LONDON)
