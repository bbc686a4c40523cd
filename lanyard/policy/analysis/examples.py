"""What a policy promises about itself: its examples, its invariants, and an example for each rule."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.policy.analysis.effects import idle_rules
from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.survey import Firing, Survey
from lanyard.policy.engine import Engine
from lanyard.policy.proving import closed_ways, failing_examples, unproved
from lanyard.policy.refusal import Problem
from lanyard.policy.rules import Rule, read_back
from lanyard.policy.statements import Example


def find_broken_promises(survey: Survey, engine: Engine) -> Iterator[Finding]:
    """Broken invariants, approved ways that are not allowed, and examples whose answer is not the one they tell."""
    for problem in unproved(engine, survey.pack):
        yield _broken(survey, "always", problem)
    for problem in closed_ways(engine, survey.pack):
        yield _broken(survey, "instead", problem)
    for problem in failing_examples(engine, survey.pack):
        yield _broken(survey, "example", problem)


def find_untested_rules(survey: Survey) -> Iterator[Finding]:
    """Rules that no example of their clause shows: without them every such example would come out the same.

    Idle rules are left out: no example could show them.
    """
    idle = idle_rules(survey)
    for clause in survey.pack.clauses:
        reached = [_reached(survey, example) for example in clause.examples]
        effective = [n for n, rule in enumerate(survey.rules) if rule.clause_id == clause.id and n not in idle]
        for number in effective:
            if not any(_shows(survey, firings, number) for firings in reached):
                yield _untested(survey, survey.rules[number])


def _untested(survey: Survey, rule: Rule) -> Finding:
    words = read_back(rule, survey.vocabulary, survey.pack.duties)
    message = (
        f"No example of {numbers(survey.pack, [rule.clause_id])} shows what this rule decides: “{words}” "
        "Add a short story that would end differently without it."
    )
    return Finding("untested", False, (rule.clause_id,), message)


def _broken(survey: Survey, kind: str, problem: Problem) -> Finding:
    message = f"{problem.clause}, line {problem.line} of the policy: {problem.message} {problem.suggestion}".strip()
    return Finding(kind, True, (survey.pack.clause(problem.clause).id,), message)


def _reached(survey: Survey, example: Example) -> list[Firing]:
    """The rules that fire together in the situations that an example leaves open."""
    fixed = {
        survey.vocabulary.level(fact): survey.vocabulary.fact(fact).value_ids().index(value)
        for fact, value in example.situation.items()
    }
    return [survey.diagram.payload(leaf) for leaf in survey.diagram.reachable(survey.root, fixed)]


def _shows(survey: Survey, firings: list[Firing], rule: int) -> bool:
    """Whether the answer there, or what is certain of it, would change without a rule."""
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
