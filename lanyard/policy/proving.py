"""Proving ``always`` statements and approved ways over every situation, and running examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lanyard.policy.engine import Engine, Outcome
from lanyard.policy.pack import Pack
from lanyard.policy.refusal import Problem
from lanyard.policy.rules import Conditions, Instead, Rule
from lanyard.policy.statements import Example, Expected, Invariant


def unproved(engine: Engine, pack: Pack) -> list[Problem]:
    """Every invariant that fails in some situation, with such a situation in words."""
    return [problem for invariant in pack.always for problem in _break(engine, pack, invariant)]


def _break(engine: Engine, pack: Pack, invariant: Invariant) -> list[Problem]:
    for outcome, told in _where(engine, invariant.when, lambda outcome: bool(failures(outcome, invariant.expected))):
        wrong = "; ".join(failures(outcome, invariant.expected))
        number = pack.clause(invariant.clause_id).number
        return [Problem("policy.md", invariant.line, number, f"this does not always hold: {wrong}.", f"Broken by: {told}.")]
    return []


def closed_ways(engine: Engine, pack: Pack) -> list[Problem]:
    """Every way that a rule names instead of what it refuses and that is itself not allowed somewhere."""
    return [problem for rule in pack.rules for instead in rule.instead for problem in _close(engine, pack, rule, instead)]


def _close(engine: Engine, pack: Pack, rule: Rule, instead: Instead) -> list[Problem]:
    for outcome, told in _where(engine, instead.conditions, lambda outcome: outcome.verdict not in ("fine", "caution")):
        message = f"“{instead.words}” is named instead, but the policy does not allow it everywhere ({outcome.verdict})."
        return [Problem("policy.md", rule.line, pack.clause(rule.clause_id).number, message, f"Not here: {told}.")]
    return []


def _where(engine: Engine, conditions: Conditions, wanted: Callable[[Outcome], bool]) -> Iterator[tuple[Outcome, str]]:
    """The outcomes wanted among the situations that meet the conditions, each with such a situation in words."""
    vocabulary = engine.vocabulary
    allowed = {}
    for fact, values in conditions:
        ids = vocabulary.fact(fact).value_ids()
        allowed[vocabulary.level(fact)] = [ids.index(value) for value in values]
    for held, payload in engine.diagram.paths(engine.exact, lambda number: wanted(engine.outcomes[number]), allowed):
        situation = {level: values[0] for level, values in {**allowed, **held}.items()}
        told = {vocabulary.facts[level].id: vocabulary.facts[level].values[value].id for level, value in situation.items()}
        yield engine.outcomes[payload], vocabulary.read_back(told)


def failures(outcome: Outcome, expected: Expected) -> list[str]:
    """What an outcome lacks of what is expected, in words; empty when it meets all."""
    duties = dict(outcome.duties)
    wrong = []
    if expected.verdicts and outcome.verdict not in expected.verdicts:
        wrong.append(f"the verdict is {outcome.verdict}, not {' or '.join(expected.verdicts)}")
    for id_, urgency in expected.duties:
        if id_ not in duties:
            wrong.append(f"the duty {id_} is missing")
        elif urgency and duties[id_] != urgency:
            wrong.append(f"the duty {id_} is due {duties[id_]}, not {urgency}")
    wrong += [f"the duty {id_} is set" for id_ in expected.absent if id_ in duties]
    return wrong


def failing_examples(engine: Engine, pack: Pack) -> list[Problem]:
    """Every example whose answer is not the one it tells, whatever the facts it leaves open."""
    return [problem for example in pack.examples for problem in _fail(engine, pack, example)]


def _fail(engine: Engine, pack: Pack, example: Example) -> list[Problem]:
    from lanyard.policy.decide import possible_outcomes

    outcomes = possible_outcomes(engine, example.situation)
    expected = example.expected
    if "undecided" in expected.verdicts:
        undecided = len({outcome.verdict for outcome in outcomes}) > 1
        wrong = [] if undecided else [f"the verdict is certain ({outcomes[0].verdict})"]
        expected = Expected((), expected.duties, expected.absent)
    else:
        wrong = []
    wrong += sorted({text for outcome in outcomes for text in failures(outcome, expected)})
    if not wrong:
        return []
    number = pack.clause(example.clause_id).number
    advice = "Facts that the example leaves out are unknown; name those that matter." if len(outcomes) > 1 else ""
    return [Problem("policy.md", example.line, number, f"this example fails: {'; '.join(wrong)}.", advice)]
