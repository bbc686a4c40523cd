"""One calendar for every deadline: working days, school days, and bank holidays here and everywhere.

Pure: days go in, days come out, and nothing here knows what day it is today. A day whose school terms
are not recorded counts as a school day if it is a working day, because a deadline worked out too
early can be met and one worked out too late cannot (docs/adr/0011).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.bank_holidays import SATURDAY, BankHolidays, load_bank_holidays
from lanyard.policy.terms import Terms, load_terms

#: The days that the product ships for every school; terms are the school's own.
PROCLAIMED = Path(__file__).resolve().parent.parent / "packs" / "calendar.toml"

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working and school days of one school in England."""

    holidays: BankHolidays
    terms: Terms = Terms()

    def is_working_day(self, day: dt.date, *, everywhere: bool = False) -> bool:
        """Whether a day is neither at a weekend nor a bank holiday in England.

        With ``everywhere``, a bank holiday in any part of the United Kingdom counts, as freedom of
        information requires.
        """
        return not self.why_closed(day, everywhere=everywhere)

    def why_closed(self, day: dt.date, *, everywhere: bool = False) -> str:
        """What makes a day no working day: “Saturday”, “Sunday” or the bank holiday; else an empty text."""
        if day.weekday() >= SATURDAY:
            return f"{day:%A}"
        return self.holidays.name_anywhere(day) if everywhere else self.holidays.name(day)

    def is_school_day(self, day: dt.date, *, everywhere: bool = False) -> bool:
        """Whether pupils attend: a working day in a term, no half term and no training day."""
        return self.is_working_day(day, everywhere=everywhere) and not self.terms.holiday(day)

    def is_known(self, day: dt.date) -> bool:
        """Whether the school's terms are recorded for a day."""
        return self.terms.known(day)

    def add_working_days(self, start: dt.date, count: int, *, everywhere: bool = False) -> dt.date:
        """The ``count``-th working day after ``start``, which may itself be a closed day."""
        return _nth_after(start, count, lambda day: self.is_working_day(day, everywhere=everywhere))

    def add_school_days(self, start: dt.date, count: int, *, everywhere: bool = False) -> dt.date:
        """The ``count``-th school day after ``start``, which may itself be a closed day."""
        return _nth_after(start, count, lambda day: self.is_school_day(day, everywhere=everywhere))

    def next_working_day(self, day: dt.date) -> dt.date:
        """The first working day after a day."""
        return self.add_working_days(day, 1)

    def next_school_day(self, day: dt.date) -> dt.date:
        """The first school day after a day."""
        return self.add_school_days(day, 1)

    def on_or_after(self, day: dt.date) -> dt.date:
        """The day itself when it is a working day, else the next one that is."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def closed_between(self, start: dt.date, end: dt.date, *, everywhere: bool = False) -> tuple[tuple[dt.date, str], ...]:
        """The bank holidays after ``start`` and before ``end`` that fall on weekdays, with their names."""
        found = []
        day = start + ONE_DAY
        while day < end:
            if day.weekday() < SATURDAY and (name := self.why_closed(day, everywhere=everywhere)):
                found.append((day, name))
            day += ONE_DAY
        return tuple(found)


def load_calendar(terms: Path | str, proclaimed: Path | str = PROCLAIMED) -> Calendar:
    """The calendar of a school from its ``terms.toml`` and the product's proclaimed days."""
    return Calendar(load_bank_holidays(proclaimed), load_terms(terms))


def _nth_after(start: dt.date, count: int, counts: Callable[[dt.date], bool]) -> dt.date:
    if count < 1:
        raise ValueError(f"Days are counted from the first after the start, so {count} cannot be counted.")
    day = start
    while count:
        day += ONE_DAY
        count -= counts(day)
    return day
