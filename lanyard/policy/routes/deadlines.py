"""By when: each clock of a matter with its day or moment, from the calendar and ``clocks.toml``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lanyard.policy.calendar import Calendar
from lanyard.policy.clocks import Clock, Clocks, Due
from lanyard.policy.routes.history import ClockRun, Standing

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due: the steps that meet it (any one does), since when, until when, and what became of it.

    ``clock`` is an id of ``clocks.toml``; it is empty for what may not wait at all.
    ``due.due_at`` is a day, meaning its end in ``zone``, or a moment. ``left`` means left for a reason.
    """

    clock: str
    title: str
    steps: tuple[str, ...]
    started_at: dt.datetime
    due: Due
    met_at: dt.datetime | None
    left: bool
    zone: dt.tzinfo

    @property
    def open(self) -> bool:
        """Whether somebody still has to meet it."""
        return self.met_at is None and not self.left

    def is_late(self, at: dt.datetime) -> bool:
        """Whether it is past due at a moment, or was met too late."""
        if self.left:
            return False
        when = self.met_at or at
        if isinstance(self.due.due_at, dt.datetime):
            return when > self.due.due_at
        return when.astimezone(self.zone).date() > self.due.due_at


def deadlines(now: Standing, clocks: Clocks, calendar: Calendar, zone: dt.tzinfo = LONDON) -> tuple[Deadline, ...]:
    """Every deadline of a matter: what cannot wait first, then the open ones by when they are due, then the rest."""
    found = [*_at_once(now, zone), *(_timed(now, run, clocks.get(run.clock), calendar, zone) for run in now.clocks)]
    return tuple(sorted(found, key=lambda one: (not one.open, _end(one))))


def next_deadline(now: Standing, clocks: Clocks, calendar: Calendar, zone: dt.tzinfo = LONDON) -> Deadline | None:
    """The deadline that comes next; nothing when none is open."""
    return next((one for one in deadlines(now, clocks, calendar, zone) if one.open), None)


def _at_once(now: Standing, zone: dt.tzinfo) -> list[Deadline]:
    began = now.phases[-1].began.happened_at
    events = now.phases[-1].events
    found = []
    for step in now.route.steps:
        if step.at_once:
            taken = next((event for event in events if event.step == step.id), None)
            due = Due(began.astimezone(zone), "At once: no delay is allowed.")
            met = taken.happened_at if taken else None
            found.append(Deadline("", step.label, (step.id,), began, due, met, step.id in now.skipped, zone))
    return found


def _timed(now: Standing, run: ClockRun, clock: Clock, calendar: Calendar, zone: dt.tzinfo) -> Deadline:
    local = run.started_at.astimezone(zone)
    due = clock.due(local if clock.in_hours else local.date(), calendar)
    steps = (step for phase in now.phases for step in phase.route.steps if run.clock in step.stops)
    ids = tuple(dict.fromkeys(step.id for step in steps))
    return Deadline(clock.id, clock.title, ids, run.started_at, due, run.met_at, run.left, zone)


def _end(one: Deadline) -> dt.datetime:
    """The last moment at which it is met in time."""
    due = one.due.due_at
    return due if isinstance(due, dt.datetime) else dt.datetime.combine(due, dt.time.max, one.zone)
