"""Rules without effect: those that nothing can ever come of, and those that others make idle."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.survey import Firing, Survey
from lanyard.policy.rules import Rule, read_back


def find_dead_rules(survey: Survey) -> Iterator[Finding]:
    """Rules that survive in no situation: their conditions never meet, or another clause always sets them aside."""
    alive = {number for firing in survey.firings for number in survey.outcome(firing).surviving}
    for number, rule in enumerate(survey.rules):
        if number in alive:
            continue
        removers = {by for firing in survey.firings for n, by in survey.outcome(firing).overridden if n == number}
        clauses = (rule.clause_id, *(id_ for id_ in survey.clause_ids(removers) if id_ != rule.clause_id))
        if removers:
            why = f"wherever it would apply, {numbers(survey.pack, clauses[1:])} sets it aside"
        else:
            why = "there is no situation in which all its conditions hold and none of its exceptions does"
        message = f"A rule of {_named(survey, rule)} can never decide anything: {why}."
        yield Finding("dead", True, clauses, message)


def find_shadowed_rules(survey: Survey) -> Iterator[Finding]:
    """Rules whose removal would change neither verdict nor duties anywhere, although they survive somewhere."""
    survivals = _survivals(survey)
    for number, rule in enumerate(survey.rules):
        where = survivals.get(number, [])
        if not where or any(_matters(survey, firing, number) for firing in where):
            continue
        others = [set(survey.clause_ids(n for n in survey.outcome(firing).surviving if n != number)) for firing in where]
        throughout = [clause.id for clause in survey.pack.clauses if clause.id in set.intersection(*others)]
        said = f", because {numbers(survey.pack, throughout)} already says as much" if throughout else ""
        message = f"Without this rule of {_named(survey, rule)} every answer would stay the same{said}."
        clauses = (rule.clause_id, *(id_ for id_ in throughout if id_ != rule.clause_id))
        yield Finding("shadowed", rule.parent is not None, clauses, message)


def idle_rules(survey: Survey) -> frozenset[int]:
    """The numbers of the rules that are dead or shadowed."""
    survivals = _survivals(survey)
    every = range(len(survey.rules))
    return frozenset(n for n in every if not any(_matters(survey, firing, n) for firing in survivals.get(n, [])))


def _survivals(survey: Survey) -> dict[int, list[Firing]]:
    found: dict[int, list[Firing]] = {}
    for firing in survey.firings:
        for number in survey.outcome(firing).surviving:
            found.setdefault(number, []).append(firing)
    return found


def _matters(survey: Survey, firing: Firing, rule: int) -> bool:
    """Whether verdict or duties would be others without a rule that fires."""
    left = survey.outcome(tuple(number for number in firing if number != rule))
    outcome = survey.outcome(firing)
    return (left.verdict, left.duties) != (outcome.verdict, outcome.duties)


def _named(survey: Survey, rule: Rule) -> str:
    number = numbers(survey.pack, [rule.clause_id])
    return f"{number} (“{read_back(rule, survey.vocabulary, survey.pack.duties)}”)"
