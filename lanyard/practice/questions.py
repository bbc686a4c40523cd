"""What to ask next on a journey, and when to stop asking."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from lanyard.people.queries import Scope
from lanyard.policy.ask import Planner, Question
from lanyard.policy.decide import Answer, DutyDue, decide
from lanyard.policy.engine import Engine

from .journey import Journey

MOST_PLANNERS = 16
_planners: OrderedDict[tuple[int, bool], Planner] = OrderedDict()
_lock = threading.Lock()


def planner(engine: Engine, *, past_urgent: bool) -> Planner:
    """A planner for the policy, which remembers what it worked out for anybody who asks later."""
    key = (id(engine), past_urgent)
    with _lock:
        found = _planners.get(key)
        if found is None or found.engine is not engine:
            found = _planners[key] = Planner(engine, past_urgent=past_urgent)
        _planners.move_to_end(key)
        while len(_planners) > MOST_PLANNERS:
            _planners.popitem(last=False)
    return found


def question_about(engine: Engine, fact_id: str) -> Question:
    """The question that asks about a fact; ``KeyError`` when the policy has no such fact."""
    fact = engine.vocabulary.fact(fact_id)
    return Question(fact.id, fact.question, fact.hint, fact.values, fact.red_flag)


def next_question(engine: Engine, journey: Journey) -> Question | None:
    """The question to ask next; ``None`` when it is time for the answer.

    A duty to phone somebody now ends the asking at once. Another duty that is due now ends it only
    when the verdict is certain too, because nobody is helped by an answer that says “it depends”.
    """
    act = engine.vocabulary.facts[0].id
    if act not in journey.answers:
        return question_about(engine, act)
    if act in journey.dont_know:
        return _next_red_flag(engine, journey)
    found = _ask(engine, journey, past_urgent=journey.past_urgent)
    if found is None and not journey.past_urgent:
        answer = decide(engine, journey.known)
        if answer.verdict == "undecided" and not is_alarm(answer):
            found = _ask(engine, journey, past_urgent=True)
    return found


def more_to_ask(engine: Engine, journey: Journey) -> Question | None:
    """What could still be asked after the answer was shown because something is urgent."""
    if engine.vocabulary.facts[0].id in journey.dont_know:
        return None
    return _ask(engine, journey, past_urgent=True)


def is_alarm(answer: Answer) -> bool:
    """Whether somebody must be phoned now, whatever else turns out."""
    return any(duty.contact for duty in answer.urgent)


def role_of(scope: Scope, engine: Engine) -> str:
    """The person's part in the school as the policy names it, from their roles and group; empty if it has no such part."""
    if "role" not in engine.vocabulary:
        return ""
    parts = engine.vocabulary.fact("role").value_ids()
    for part in ("head", "dsl"):
        if part in parts and scope.holds(part):
            return part
    return scope.adult.group if scope.adult.group in parts else ""


def _ask(engine: Engine, journey: Journey, *, past_urgent: bool) -> Question | None:
    plan = planner(engine, past_urgent=past_urgent)
    level = plan.choose(plan.open_node(journey.known, journey.dont_know))
    return None if level is None else question_about(engine, engine.vocabulary.facts[level].id)


def _next_red_flag(engine: Engine, journey: Journey) -> Question | None:
    """Somebody who cannot say what it is about is asked only whether anyone is at risk."""
    if is_alarm(without_act(engine, journey.known)):
        return None
    for fact in engine.vocabulary:
        if fact.red_flag and fact.id not in journey.answers:
            return question_about(engine, fact.id)
    return None


def flags_raised(engine: Engine, known: Mapping[str, str]) -> list[str]:
    """The red flags that were not answered with a plain no."""
    return [fact for fact, value in known.items() if engine.vocabulary.fact(fact).red_flag and value != "no"]


def without_act(engine: Engine, known: Mapping[str, str]) -> Answer:
    """The answer for somebody who cannot say what it is about: the duties that hold whatever it is.

    Only the acts for which a red flag they raised matters are looked at; with no flag raised, nothing is certain.
    """
    facts = engine.vocabulary.facts
    raised = flags_raised(engine, known)
    urgent: list[dict[str, DutyDue]] = []
    for act in facts[0].value_ids():
        support = engine.diagram.support(engine.simple, engine.fixed({facts[0].id: act}))
        if any(engine.vocabulary.level(fact) in support for fact in raised):
            found = {duty.id: duty for duty in decide(engine, {**known, facts[0].id: act}).urgent}
            # An act that needs a further fact before anything is urgent must not silence the alarm of the others.
            urgent += [found] if found else []
    certain = set.intersection(*(set(found) for found in urgent)) if urgent else set()
    duties = tuple(urgent[0][id_] for id_ in engine.book if id_ in certain)
    return Answer(decide(engine, known).verdict, decide(engine, known).range, (), duties, (), "", (), ())
