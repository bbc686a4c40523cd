"""What a policy promises about itself: its examples, its invariants, and an example for each rule."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.policy.analysis.effects import idle_rules
from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.survey import Firing, Survey
from lanyard.policy.engine import Engine
from lanyard.policy.proving import failing_examples, unproved
from lanyard.policy.refusal import Problem
from lanyard.policy.rules import read_back
from lanyard.policy.statements import Example


def find_broken_promises(survey: Survey, engine: Engine) -> Iterator[Finding]:
    """Invariants that some situation breaks, and examples whose answer is not the one they tell."""
    for problem in unproved(engine, survey.pack):
        yield _broken(survey, "always", problem)
    for problem in failing_examples(engine, survey.pack):
        yield _broken(survey, "example", problem)


def find_untested_rules(survey: Survey) -> Iterator[Finding]:
    """Rules that no example of their clause shows: without them every such example would come out the same.

    Idle rules are left out: no example could show them.
    """
    reached: dict[int, list[Firing]] = {}
    idle = idle_rules(survey)
    for number, rule in enumerate(survey.rules):
        examples = survey.clause_of(number).examples
        if number in idle or any(_shows(survey, example, number, reached) for example in examples):
            continue
        words = read_back(rule, survey.vocabulary, survey.pack.duties)
        message = (
            f"No example of {numbers(survey.pack, [rule.clause_id])} shows what this rule decides: “{words}” "
            "Add a short story that would end differently without it."
        )
        yield Finding("untested", False, (rule.clause_id,), message)


def _broken(survey: Survey, kind: str, problem: Problem) -> Finding:
    message = f"{problem.clause}, line {problem.line} of the policy: {problem.message} {problem.suggestion}".strip()
    return Finding(kind, True, (survey.pack.clause(problem.clause).id,), message)


def _shows(survey: Survey, example: Example, rule: int, reached: dict[int, list[Firing]]) -> bool:
    """Whether an example's answer, or what is certain of it, would change without a rule."""
    firings = reached.get(id(example))
    if firings is None:
        fixed = {
            survey.vocabulary.level(fact): survey.vocabulary.fact(fact).value_ids().index(value)
            for fact, value in example.situation.items()
        }
        leaves = survey.diagram.reachable(survey.root, fixed)
        firings = reached[id(example)] = [survey.diagram.payload(leaf) for leaf in leaves]
    if not any(rule in firing for firing in firings):
        return False
    without = [tuple(number for number in firing if number != rule) for firing in firings]
    return _answer(survey, firings) != _answer(survey, without)


def _answer(survey: Survey, firings: list[Firing]) -> tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[str]]:
    """The verdicts still possible, the duties still possible, and those that are certain."""
    outcomes = [survey.outcome(firing) for firing in firings]
    certain = frozenset.intersection(*(frozenset(id_ for id_, _ in outcome.duties) for outcome in outcomes))
    possible = frozenset(duty for outcome in outcomes for duty in outcome.duties)
    return frozenset(outcome.verdict for outcome in outcomes), possible, certain
