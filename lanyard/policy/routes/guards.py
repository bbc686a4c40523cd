"""Rules about steps that a list of steps cannot say: escalating, leaving a step, closing, wishes, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain

from lanyard.policy.routes.book import Book, Escalation, Step
from lanyard.policy.routes.history import Standing, roles_of
from lanyard.policy.routes.kinds import OUTSIDE_ROLES
from lanyard.policy.routes.wishes import why_not_as_wished, why_not_on_a_ground

Facts = Mapping[str, str]
Guard = Callable[[Book, Standing, Facts], str]


def ways_on(book: Book, standing: Standing) -> tuple[Escalation, ...]:
    """Where a matter may go from where it stands."""
    ways = book.escalations_from(standing.route.id)
    return tuple(way for way in ways if not (way.when_unlocked and standing.locked))


def _escalation(book: Book, standing: Standing, facts: Facts) -> str:
    way = next((way for way in book.escalations_from(standing.route.id) if way.target == facts.get("to")), None)
    if way is None:
        return "It cannot go there from here."
    if way not in ways_on(book, standing):
        return "Another body has it. It can go there once they have let go of it."
    return ""


def _leaving(book: Book, standing: Standing, facts: Facts) -> str:
    item = standing.step(facts.get("item", ""))
    if item is None or item.id not in {step.id for step in open_items(standing)}:
        return "There is no such step left to do."
    if item.never_skip:
        return "This step is never left out."
    return ""


def _leaving_out(book: Book, standing: Standing, facts: Facts) -> str:
    if roles_of(facts).intersection(OUTSIDE_ROLES):
        return "An outside body stays reachable. Leave out the person instead."
    return ""


def _closing(book: Book, standing: Standing, facts: Facts) -> str:
    missing = open_items(standing)
    if missing:
        return f"Still to do, or to leave for a reason: {'; '.join(step.label for step in missing)}."
    target = must_go_to(book, standing)
    if target and target != standing.route.id:
        return f"What was decided leads to another route: {book.get(target).title}. Take it there first."
    return ""


def _wish(book: Book, standing: Standing, facts: Facts) -> str:
    return why_not_as_wished(standing)


def _ground(book: Book, standing: Standing, facts: Facts) -> str:
    return why_not_on_a_ground(standing, facts.get("ground", ""))


#: The rules that a step may name, by their names.
GUARDS: Mapping[str, Guard] = {
    "escalation": _escalation,
    "leaving": _leaving,
    "leaving-out": _leaving_out,
    "closing": _closing,
    "wish": _wish,
    "ground": _ground,
}


def open_items(standing: Standing) -> tuple[Step, ...]:
    """What must be done, or left for a reason, before a matter can be closed: the checklist, and running clocks."""
    settled = standing.done | standing.skipped
    listed = [step for step in standing.route.checklist if step.id not in settled]
    running = {run.clock for run in standing.clocks if run.running}
    timed = [step for step in (*standing.route.steps, *standing.carried) if running.intersection(step.stops)]
    return tuple({step.id: step for step in chain(listed, timed)}.values())


def must_go_to(book: Book, standing: Standing) -> str:
    """The route to which the last decision of this phase leads; an empty text when it leads nowhere."""
    chosen: dict[str, str] = {}
    for event in standing.phases[-1].events:
        chosen.update(event.facts)
    options = (option for name, value in chosen.items() for option in book.fact(name).options if option.id == value)
    return next((option.leads_to for option in options if option.leads_to), "")
