"""What may be done next, by whom, and why not: the rules of every route, in one place.

Lanyard never takes a step by itself, nobody takes one in a matter that is about them, and what a lock
forbids is not offered at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lanyard.policy.refusal import did_you_mean
from lanyard.policy.routes.book import ATTACKED, CLOSER, DECIDER, HANDLER, REPORTER, Book, Fact, State, Step
from lanyard.policy.routes.guards import GUARDS
from lanyard.policy.routes.history import CLOSED, CLOSING, NOT_KNOWN, REOPEN, Event, History, Standing, apply, begin, moment
from lanyard.policy.routes.kinds import ALLOWED, Decision, refuse


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who wants to do something: their id, the roles they hold, and how they stand to the matter.

    ``about_them`` is true for whoever the matter is about, and for whoever has declared a conflict.
    They may still add to what they reported themselves, and say what they wish.
    """

    id: str
    roles: frozenset[str] = frozenset()
    about_them: bool = False
    is_reporter: bool = False
    is_attacked: bool = False


def standing(book: Book, history: History) -> Standing:
    """Where a matter stands, from its opening and every event. An event that could not be taken has no effect."""
    now = begin(book, history)
    for event in history.events:
        now = _after(book, now, event)
    return now


def state(book: Book, history: History) -> State:
    """The state of a matter on its present route."""
    return standing(book, history).state


def next_steps(book: Book, now: Standing, actor: Actor) -> tuple[Step, ...]:
    """The steps to offer to somebody, those that cannot wait first. Empty for whoever is left out."""
    offered = (step for step in (*now.carried, *now.route.steps) if may_begin(now, step, actor))
    return tuple(sorted(offered, key=lambda step: (not step.at_once, not step.compulsory)))


def may_begin(now: Standing, step: Step, actor: Actor) -> Decision:
    """Whether somebody may take a step now, before anything is known of its facts."""
    return _may_person(now, step, actor) and _may_now(now, step, actor.id)


def may_take(book: Book, now: Standing, step_id: str, actor: Actor, facts: Mapping[str, str]) -> Decision:
    """Whether somebody may take a step with these facts, with the reason if not.

    An unknown step is a ``KeyError`` that suggests others, and so is a fact that the step does not have.
    """
    step = now.step(step_id)
    if step is None:
        raise KeyError(f"There is no step “{step_id}”. {did_you_mean(step_id, [one.id for one in now.route.steps])}")
    unknown = [name for name in facts if name not in (*step.facts, *step.may_give)]
    if unknown:
        raise KeyError(
            f"The step “{step_id}” has no fact “{unknown[0]}”. {did_you_mean(unknown[0], (*step.facts, *step.may_give))}"
        )
    return may_begin(now, step, actor) and _may_with(book, now, step, facts)


def _after(book: Book, now: Standing, event: Event) -> Standing:
    if event.at.tzinfo is None:
        raise ValueError(f"The event “{event.step}” has no time zone.")
    step = now.step(event.step)
    own = step is not None and {REPORTER, ATTACKED}.intersection(step.who)
    if step is None or (event.by in now.left_out_people and not own):
        return replace(now, ignored=(*now.ignored, event))
    if not _may_now(now, step, event.by) or not _may_with(book, now, step, event.facts):
        return replace(now, ignored=(*now.ignored, event))
    return apply(book, now, step, event)


def _may_person(now: Standing, step: Step, actor: Actor) -> Decision:
    if (REPORTER in step.who and actor.is_reporter) or (ATTACKED in step.who and actor.is_attacked):
        return ALLOWED
    if actor.about_them or actor.id in now.left_out_people or now.left_out.intersection(actor.roles):
        return refuse("Nobody acts in a matter that is about them.")
    people = now.receivers
    stands_for = {HANDLER: {*people.roles}, CLOSER: {*now.readers}, DECIDER: {people.decider}}
    roles = {role for who in step.who for role in stands_for.get(who, {who})}
    return ALLOWED if roles.intersection(actor.roles) else refuse("This is for somebody else to do.")


def _may_now(now: Standing, step: Step, by: str) -> Decision:
    if now.state == CLOSED and step.id != REOPEN:
        return refuse("It is closed. Open it again first.")
    if now.state != CLOSED and step.id == REOPEN:
        return refuse("It is not closed.")
    if now.state == CLOSING and not step.while_closing:
        return refuse("A second person has been asked to close it. Keep it open first.")
    if now.locked and not step.while_locked:
        return refuse("Another body has it, so the school does nothing about this itself until they say so.")
    before = now.done | now.skipped if now.route.has(step.id) else now.ever_done
    if not before.issuperset(step.after):
        return refuse("Something else comes before this.")
    if step.id in now.done and not step.repeats:
        return refuse("This has been done.")
    if by in {now.takers.get(other) for other in step.different_from}:
        return refuse("This takes a second person.")
    return ALLOWED


def _may_with(book: Book, now: Standing, step: Step, facts: Mapping[str, str]) -> Decision:
    for name in step.facts:
        if not facts.get(name, "").strip():
            return refuse(f"“{book.fact(name).label}” has to be given.")
    for name, value in facts.items():
        if name not in (*step.facts, *step.may_give):
            return refuse(f"The step “{step.id}” has no fact “{name}”.")
        if reason := _why_not_fact(book.fact(name), value):
            return refuse(reason)
    reason = GUARDS[step.guard](book, now, facts) if step.guard else ""
    return refuse(reason) if reason else ALLOWED


def _why_not_fact(fact: Fact, value: str) -> str:
    if not value.strip():
        return ""
    if value == NOT_KNOWN:
        return "" if fact.may_be_unknown else f"“{fact.label}” has to be known."
    if fact.kind == "choice" and value not in {option.id for option in fact.options}:
        return f"“{fact.label}”: choose one of the answers."
    if fact.kind == "moment" and moment(value) is None:
        return f"“{fact.label}” has to be a day and a time."
    return ""
