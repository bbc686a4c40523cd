"""Where a matter stands: replayed from what was done, each time anew.

Nothing is stored but how it was opened and the events since, each of which is kept for good. An event
that could not be taken when it came has no effect even if it stands in the data: it is listed under
``ignored``. An escalation begins a new phase and leaves the earlier ones as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from lanyard.policy.routes.book import Book, Route, State, Step
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.receivers import Receivers, receivers

#: What stands for something that nobody knows.
NOT_KNOWN = "not known"

#: Steps that the engine itself knows; the data says who takes them and when.
ESCALATE, SKIP, LEAVE_OUT, PROPOSE, CLOSE, KEEP_OPEN, REOPEN = (
    "escalate",
    "leave-a-step",
    "leave-somebody-out",
    "propose-closing",
    "close",
    "keep-open",
    "reopen",
)

CLOSING = State("closing", "Waiting for a second person to agree that it can be closed", False, (PROPOSE,))
CLOSED = State("closed", "Closed", False, (PROPOSE, CLOSE))


class Event(NamedTuple):
    """Something that was done: the step, when it was written down (with a time zone), by whom, and its facts.

    The fact ``happened_at`` says when it truly happened, if that was earlier.
    """

    step: str
    at: dt.datetime
    by: str
    facts: Mapping[str, str] = {}

    @property
    def happened_at(self) -> dt.datetime:
        """When it happened: never later than when it was written down, so that no late claim wins time."""
        return min(self.at, moment(self.facts.get("happened_at", "")) or self.at)


@dataclass(frozen=True)
class History:
    """A matter: the route that the opening led to, whose roles are left out, and everything done since.

    ``opened`` is the filing of the report: its step is not looked at. ``also`` are roles that receive it
    besides those of the route.
    """

    route: RouteId
    opened: Event
    events: tuple[Event, ...] = ()
    left_out: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()

    def then(self, event: Event) -> History:
        """The same matter after one more event."""
        return replace(self, events=(*self.events, event))


@dataclass(frozen=True, slots=True)
class ClockRun:
    """A clock that was started, and what became of it: met, left for a reason, or still running."""

    clock: str
    started_at: dt.datetime
    met_at: dt.datetime | None = None
    left: bool = False

    @property
    def running(self) -> bool:
        """Whether somebody still has to meet it."""
        return self.met_at is None and not self.left


@dataclass(frozen=True)
class Phase:
    """The time that a matter spent on one route, with the events that took effect in it."""

    route: Route
    began: Event
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a matter stands. ``done`` and ``skipped`` are steps of the present phase."""

    phases: tuple[Phase, ...]
    left_out: frozenset[str]
    also: tuple[str, ...]
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    clocks: tuple[ClockRun, ...] = ()
    left_out_people: frozenset[str] = frozenset()
    ignored: tuple[Event, ...] = ()
    takers: Mapping[str, str] = field(default_factory=dict)

    @property
    def route(self) -> Route:
        """The route that it is on now."""
        return self.phases[-1].route

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every event that took effect, in all phases."""
        return tuple(event for phase in self.phases for event in phase.events)

    @cached_property
    def state(self) -> State:
        """Where it stands on its route: the last state of which everything was done."""
        states = (*self.route.states, CLOSING, CLOSED)
        return [state for state in states if self.done.issuperset(state.reached_by)][-1]

    @cached_property
    def locked(self) -> bool:
        """Whether another body has it, so that the school does nothing about the matter itself."""
        reached = [state for state in self.route.states if self.done.issuperset(state.reached_by)]
        return reached[-1].locked

    @cached_property
    def receivers(self) -> Receivers:
        """Who receives it now, nobody who is left out among them."""
        return receivers((*self.route.receives, *self.also), self.left_out)

    @property
    def readers(self) -> tuple[str, ...]:
        """The roles that may read it now: whoever receives it, and from the proposal to close whoever may agree."""
        return self.receivers.closers if PROPOSE in self.done else self.receivers.roles

    @cached_property
    def carried(self) -> tuple[Step, ...]:
        """Steps of earlier routes that meet a clock which still runs, and what comes before them.

        An escalation ends no duty: 72 hours go on although a picture turned up.
        """
        running = {run.clock for run in self.clocks if run.running}
        found: dict[str, Step] = {}
        for phase in self.phases[:-1]:
            wanted = [step for step in phase.route.steps if running.intersection(step.stops)]
            while wanted:
                step = wanted.pop()
                found[step.id] = step
                wanted += [phase.route.step(id_) for id_ in step.after if id_ not in found]
        return tuple(step for step in found.values() if not self.route.has(step.id))

    @cached_property
    def ever_done(self) -> frozenset[str]:
        """Every step that took effect in any phase, for the steps that are carried."""
        return frozenset(event.step for event in self.events)

    def step(self, id_: str) -> Step | None:
        """The step of that id, of this route or carried from an earlier one; nothing if there is none such."""
        return next((step for step in (*self.route.steps, *self.carried) if step.id == id_), None)

    def last(self, step: str) -> Event | None:
        """The last event of that step in any phase, if there is one."""
        return next((event for event in reversed(self.events) if event.step == step), None)


def moment(text: str) -> dt.datetime | None:
    """A moment with its time zone from ISO text; nothing when the text is none such."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def roles_of(facts: Mapping[str, str]) -> frozenset[str]:
    """The roles that a step names, from its text with commas between them."""
    return frozenset(role.strip() for role in facts.get("roles", "").split(",")) - {""}


def begin(book: Book, history: History) -> Standing:
    """Where a matter stood when it was opened."""
    route = book.get(history.route)
    runs = tuple(ClockRun(clock, history.opened.happened_at) for clock in route.starts)
    return Standing((Phase(route, history.opened),), history.left_out, history.also, clocks=runs)


def apply(book: Book, standing: Standing, step: Step, event: Event) -> Standing:
    """Where a matter stands after an event that may be taken."""
    standing = replace(standing, clocks=_clocks_after(standing, step, event), phases=_with_event(standing, event))
    if step.id == ESCALATE:
        return _escalated(standing, book.get(event.facts["to"]), event)
    if step.id == SKIP:
        return replace(standing, skipped=standing.skipped | {event.facts["item"]})
    if step.id == LEAVE_OUT:
        roles = roles_of(event.facts)
        people = {event.facts["person"]} - {NOT_KNOWN}
        standing = replace(standing, left_out=standing.left_out | roles, left_out_people=standing.left_out_people | people)
    done = (standing.done - set(step.undoes)) | {step.id}
    return replace(standing, done=done, takers={**standing.takers, step.id: event.by})


def _with_event(standing: Standing, event: Event) -> tuple[Phase, ...]:
    *earlier, now = standing.phases
    return (*earlier, replace(now, events=(*now.events, event)))


def _escalated(standing: Standing, route: Route, event: Event) -> Standing:
    runs = tuple(ClockRun(clock, event.happened_at) for clock in route.starts)
    return replace(
        standing,
        phases=(*standing.phases, Phase(route, event)),
        clocks=(*standing.clocks, *runs),
        done=frozenset(),
        skipped=frozenset(),
        takers={},
    )


def _clocks_after(standing: Standing, step: Step, event: Event) -> tuple[ClockRun, ...]:
    """The clocks after a step: the oldest running one of each kind that it stops is met, or left for a reason."""
    clocks = list(standing.clocks)
    left = standing.step(event.facts["item"]) if step.id == SKIP else None
    for clock in left.stops if left else step.stops:
        number = next((n for n, run in enumerate(clocks) if run.clock == clock and run.running), None)
        if number is not None:
            run = clocks[number]
            clocks[number] = replace(run, left=True) if left else replace(run, met_at=event.happened_at)
    return (*clocks, *(ClockRun(clock, event.happened_at) for clock in step.starts))
