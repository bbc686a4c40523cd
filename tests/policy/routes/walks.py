"""Walking through the routes: who there is, what each can try, and how a willing team brings a matter to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from lanyard.policy.routes.guards import must_go_to, open_items, ways_on
from lanyard.policy.routes.history import CLOSED, CLOSING, Event, History, Standing
from lanyard.policy.routes.steps import Actor, may_take, next_steps, standing
from lanyard.policy.routes.wishes import wishes
from tests.policy.routes.given import BOOK, ROLES, T0, actor, facts_for

PEOPLE = tuple(actor(role) for role in ROLES)
REPORTER = Actor("reporter", is_reporter=True, is_attacked=True)


def moves(now: Standing) -> Iterator[tuple[str, Actor, dict[str, str]]]:
    """Everything that anybody may do now: each step once for each person, target, item and leading answer."""
    for person in (*PEOPLE, REPORTER):
        for step in next_steps(BOOK, now, person):
            for facts in variants(now, step):
                if may_take(BOOK, now, step.id, person, facts):
                    yield step.id, person, facts


def variants(now: Standing, step) -> list[dict[str, str]]:
    """The facts to try with a step: every route, item and option that can change what follows."""
    if step.id == "escalate":
        return [facts_for(step, to=way.target) for way in ways_on(BOOK, now)]
    if step.id == "leave-a-step":
        return [facts_for(step, item=one.id) for one in open_items(now)]
    choices = [
        name for name in step.facts if BOOK.fact(name).kind == "choice" and name in ("outcome", "data_seen", "wants_police")
    ]
    if choices:
        return [facts_for(step, **{choices[0]: option.id}) for option in BOOK.fact(choices[0]).options]
    return [facts_for(step)]


def do(history: History, step: str, by: str, facts: dict[str, str], minutes: int = 0) -> History:
    """The matter after one more step, a minute after the last."""
    at = T0 + dt.timedelta(minutes=minutes or len(history.events) + 1)
    return history.then(Event(step, at, by, facts))


def key(now: Standing) -> tuple:
    """What tells two standings apart as far as the rules go."""
    running = tuple(sorted(run.clock for run in now.clocks if run.running))
    routes = tuple(phase.route.id for phase in now.phases)
    proposer = now.takers.get("propose-closing") if now.state == CLOSING else None
    return routes, now.done, now.skipped, running, now.left_out, must_go_to(BOOK, now), wishes(now).police, proposer


def finish(history: History, known: set[tuple] | None = None, most: int = 60) -> History:
    """Let a willing team do, or leave for a reason, whatever remains, and close it with two people.

    ``known`` collects standings from which that was shown to succeed, and ends the walk at one of them.
    """
    met = []
    for _ in range(most):
        now = standing(BOOK, history)
        met.append(key(now))
        if now.state == CLOSED or (known and met[-1] in known):
            if known is not None:
                known.update(met)
            return history
        wanted = {step.id for step in open_items(now)} | ({step.id for step in now.carried} - now.done)
        target = must_go_to(BOOK, now)
        found = list(moves(now))
        choice = next((move for move in found if move[0] in wanted and "lado" not in move[2].values()), None)
        if not choice and target != now.route.id:
            choice = next((move for move in found if move[0] == "escalate" and move[2]["to"] == target), None)
        for name in ("close", "leave-a-step", "propose-closing", "keep-open"):
            choice = choice or next((move for move in found if move[0] == name), None)
        assert choice, f"nothing leads on from {now.route.id} in {now.state.id}: {sorted(now.done)}"
        history = do(history, choice[0], choice[1].id, choice[2])
    raise AssertionError(f"not closed after {most} steps: {[event.step for event in history.events]}")
