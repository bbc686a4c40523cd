"""Statutory clocks and the policy's own: when something is due, and why then, in words.

The numbers stand in ``packs/clocks.toml`` with their sources; this module knows how time is counted.
Every clock takes the moment it started from outside: nothing here asks what time it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.calendar import Calendar
from lanyard.policy.registers import Entry, RegisterReader, Source, add_months, is_stale, oldest, pick

#: The clocks that the product ships.
CLOCKS = Path(__file__).resolve().parent.parent / "packs" / "clocks.toml"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a clock stood still, the first and the last counted in.

    A pause that has not ended yet is given with today as its last day.
    """

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due at the latest, and how that was worked out.

    ``due_at`` is a day, meaning its end, or for a clock of hours a moment with its time zone.
    ``certain`` is false when a school term that matters is not recorded.
    """

    due_at: dt.date
    because: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """How long somebody has: what starts the time, how it is counted, where the rule was read."""

    id: str
    title: str
    starts: str
    rule: str
    count: int
    or_count: int
    extension: int
    pausable: bool
    who: str
    law: tuple[str, ...]
    clauses: tuple[str, ...]
    own_policy: bool
    sources: tuple[Source, ...]
    unverified: tuple[str, ...]

    @property
    def in_hours(self) -> bool:
        """Whether the clock runs by the hour, through nights and weekends."""
        return self.rule == "hours"

    @property
    def last_checked(self) -> dt.date | None:
        """The oldest check of its sources; nothing for a clock of the policy's own."""
        return oldest(self.sources)

    def is_stale(self, on: dt.date, months: int = 12) -> bool:
        """Whether its sources should be read again. A clock of the policy's own never is: the policy is its source."""
        return not self.own_policy and is_stale(self.last_checked, on, months)

    def due(self, start: dt.date, calendar: Calendar, *, extended: bool = False, pauses: Sequence[Pause] = ()) -> Due:
        """When it is due if it started at ``start``: a day, or for a clock of hours a moment with a time zone.

        ``extended`` adds the longer time that the law allows in difficult cases; ``pauses`` are days on
        which the clock stood still. ``ValueError`` says in words which of these a clock does not have.
        """
        if self.in_hours != isinstance(start, dt.datetime):
            wanted = "a moment with its time" if self.in_hours else "a day"
            raise ValueError(f"“{self.title}” starts at {wanted}; {start!r} is not one.")
        if extended and not self.extension:
            raise ValueError(f"The time to “{self.title}” cannot be extended.")
        if pauses and not self.pausable:
            raise ValueError(f"The time to “{self.title}” never pauses.")
        return RULES[self.rule](self, start, calendar, extended, pauses)


@dataclass(frozen=True)
class Clocks:
    """Every clock, by law first and then the policy's own."""

    clocks: tuple[Clock, ...]

    def __iter__(self) -> Iterator[Clock]:
        return iter(self.clocks)

    def __len__(self) -> int:
        return len(self.clocks)

    def get(self, id_: str) -> Clock:
        """The clock of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.clocks, id_, "clock")

    def stale(self, on: dt.date, months: int = 12) -> tuple[Clock, ...]:
        """The clocks whose sources should be read again."""
        return tuple(clock for clock in self.clocks if clock.is_stale(on, months))


def show_day(day: dt.date) -> str:
    """A day as people write it: “Friday 27 November 2026”."""
    return f"{day:%A} {day.day} {day:%B %Y}"


Rule = Callable[[Clock, dt.date, Calendar, bool, Sequence[Pause]], Due]


def _working_days(clock: Clock, start: dt.date, calendar: Calendar, extended: bool, pauses: Sequence[Pause]) -> Due:
    due = calendar.add_working_days(start, clock.count)
    return Due(due, f"{_count(clock.count, 'working day')} after {show_day(start)}.{_closed(calendar, start, due)}")


def _school_or_working_days(clock: Clock, start: dt.date, calendar: Calendar, extended: bool, pauses: Sequence[Pause]) -> Due:
    school = calendar.add_school_days(start, clock.count, everywhere=True)
    working = calendar.add_working_days(start, clock.or_count, everywhere=True)
    due = min(school, working)
    because = (
        f"The {_nth(clock.count)} school day after {show_day(start)} is {show_day(school)}; "
        f"the {_nth(clock.or_count)} working day is {show_day(working)}. The earlier one counts."
    )
    unknown = next((day for day in _days_after(start, due) if not calendar.is_known(day)), None)
    if unknown is None:
        return Due(due, because + _closed(calendar, start, due, everywhere=True))
    caution = f" School terms from {show_day(unknown)} on are not recorded; every working day there counted as a school day."
    return Due(due, because + caution, certain=False)


def _months(clock: Clock, start: dt.date, calendar: Calendar, extended: bool, pauses: Sequence[Pause]) -> Due:
    months = clock.count + (clock.extension if extended else 0)
    plain = add_months(start, months)
    stood_still = _paused_days(start, pauses)
    moved = plain + dt.timedelta(days=stood_still)
    due = calendar.on_or_after(moved)
    parts = [f"{_count(months, 'month')} from {show_day(start)}, that day counted in, ends on {show_day(plain)}."]
    if extended:
        parts.append(f"That includes {_count(clock.extension, 'month')} more for a complex request; say so in the first month.")
    if stood_still:
        parts.append(f"The clock stood still for {_count(stood_still, 'day')}, which leads to {show_day(moved)}.")
    if due != moved:
        parts.append(f"That is a closed day ({calendar.why_closed(moved)}), so the next working day counts.")
    return Due(due, " ".join(parts))


def _months_exactly(clock: Clock, start: dt.date, calendar: Calendar, extended: bool, pauses: Sequence[Pause]) -> Due:
    return Due(add_months(start, clock.count), f"{_count(clock.count, 'month')} after {show_day(start)}.")


def _days(clock: Clock, start: dt.date, calendar: Calendar, extended: bool, pauses: Sequence[Pause]) -> Due:
    if not clock.count:
        return Due(start, f"The same day, {show_day(start)}.")
    due = start + dt.timedelta(days=clock.count)
    return Due(due, f"{_count(clock.count, 'day')} after {show_day(start)}, weekends and holidays counted in.")


def _working_day_after_days(clock: Clock, start: dt.date, calendar: Calendar, extended: bool, pauses: Sequence[Pause]) -> Due:
    plain = start + dt.timedelta(days=clock.count)
    due = calendar.on_or_after(plain)
    closed = f" That is a closed day ({calendar.why_closed(plain)}), so the next working day counts." if due != plain else ""
    return Due(due, f"{_count(clock.count, 'day')} after {show_day(start)} is {show_day(plain)}.{closed}")


def _hours(clock: Clock, start: dt.date, calendar: Calendar, extended: bool, pauses: Sequence[Pause]) -> Due:
    if not isinstance(start, dt.datetime) or start.tzinfo is None:
        raise ValueError(f"“{clock.title}” needs a moment with its time zone; {start!r} has none.")
    # Counted in UTC: hours on the wall would be one too many or too few when the clocks change.
    due = (start.astimezone(dt.UTC) + dt.timedelta(hours=clock.count)).astimezone(start.tzinfo)
    since, until = f"{start:%H:%M} on {show_day(start)}", f"{due:%H:%M} on {show_day(due)}"
    return Due(due, f"{_count(clock.count, 'hour')} after {since} is {until}. Nights, weekends and holidays count.")


#: How each rule named in ``clocks.toml`` is counted.
RULES: Mapping[str, Rule] = {
    "working_days": _working_days,
    "school_or_working_days": _school_or_working_days,
    "months": _months,
    "months_exactly": _months_exactly,
    "days": _days,
    "next_working_day_after_days": _working_day_after_days,
    "hours": _hours,
}


def load_clocks(path: Path | str = CLOCKS) -> Clocks:
    """Load ``clocks.toml``; a clock of the law without a source is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    clocks = tuple(_read_clock(entry) for entry in root.entries("clock"))
    root.finish()
    reader.check_unique((clock.id for clock in clocks), "clock")
    reader.refuse()
    return Clocks(clocks)


def _read_clock(entry: Entry) -> Clock:
    clock = Clock(
        id=entry.text("id"),
        title=entry.text("title"),
        starts=entry.text("starts"),
        rule=entry.one_of("rule", RULES),
        count=entry.number("count"),
        or_count=entry.number("or_count", 0),
        extension=entry.number("extension", 0),
        pausable=entry.flag("pausable"),
        who=entry.text("who"),
        law=entry.words("law"),
        clauses=entry.words("clauses"),
        own_policy=entry.flag("own_policy"),
        sources=entry.sources(),
        unverified=entry.words("unverified"),
    )
    entry.finish()
    if not clock.own_policy and not clock.sources:
        entry.complain("it gives no source.", "Add one, or mark it “own_policy” if your own policy sets the time.")
    if clock.rule in ("working_days", "school_or_working_days", "hours") and not clock.count:
        entry.complain("“count” must be at least 1 for this rule.")
    if (clock.rule == "school_or_working_days") != bool(clock.or_count):
        entry.complain("“or_count” belongs to the rule school_or_working_days, which needs it.")
    if (clock.extension or clock.pausable) and clock.rule != "months":
        entry.complain("only a clock of the rule months can be extended or paused.")
    return clock


def _paused_days(start: dt.date, pauses: Sequence[Pause]) -> int:
    """How many days the clock stood still; days that two pauses share count once, days before the start not at all."""
    still: set[dt.date] = set()
    for pause in pauses:
        if pause.last < pause.first:
            raise ValueError(f"A pause cannot end on {show_day(pause.last)}, before it began on {show_day(pause.first)}.")
        length = (pause.last - pause.first).days + 1
        still.update(pause.first + dt.timedelta(days=number) for number in range(length))
    return sum(day >= start for day in still)


def _days_after(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    return (start + dt.timedelta(days=number) for number in range(1, (end - start).days + 1))


def _closed(calendar: Calendar, start: dt.date, due: dt.date, *, everywhere: bool = False) -> str:
    """The bank holidays that were left out, so that a reader can follow the count."""
    left_out = calendar.closed_between(start, due, everywhere=everywhere)
    if not left_out:
        return ""
    shown = "; ".join(f"{day.day} {day:%B} ({name})" for day, name in left_out)
    return f" Not counted, besides weekends: {shown}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
