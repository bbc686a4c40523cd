"""Void exceptions: an ``unless`` or a ``despite`` that promises a release and gives none.

2.5.6 is the pattern: it lets a pupil have your number once everybody has agreed, but three other clauses
still forbid it. The promise is to be milder. Where an exception or a ``despite`` cannot promise that,
because it only changes duties, it must at least change something.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.survey import Firing, Survey, strictness
from lanyard.policy.engine import Outcome
from lanyard.policy.rules import Conditions, Rule, read_back


def find_void_exceptions(survey: Survey) -> Iterator[Finding]:
    """Each ``unless`` that releases nothing: nowhere is the answer milder, or other, than without it."""
    for number, trace in enumerate(survey.traces, start=len(survey.rules)):
        rule = survey.rules[trace.rule]
        inner = _inner_rules(survey, rule, trace.index)
        where = [firing for firing in survey.firings if number in firing or inner.intersection(firing)]
        added = {number: trace.rule}
        changes = [(survey.outcome(firing), _without_exception(survey, firing, added, inner)) for firing in where]
        nested = survey.rules[min(inner)] if inner else None
        if _releases(changes, milder=_promises_release(rule, nested)):
            continue
        said = f"the exception of {_of(survey, rule)} where {_in_words(survey, rule.exceptions[trace.index])}"
        yield _void(survey, rule, said, changes, {trace.rule, *inner})


def find_void_despites(survey: Survey) -> Iterator[Finding]:
    """Each clause named by a ``despite`` that could be left out without making any answer stricter, or other."""
    for number, rule in enumerate(survey.rules):
        for target in rule.despite:
            edited = replace(rule, despite=tuple(id_ for id_ in rule.despite if id_ != target))
            make = survey.maker((*survey.rules[:number], edited, *survey.rules[number + 1 :]))
            where = [firing for firing in survey.firings if number in survey.outcome(firing).surviving]
            changes = [(survey.outcome(firing), make(_rules_of(survey, firing))) for firing in where]
            stricter = any(strictness(one.verdict or "") > strictness(rule.verdict or "") for one in _of_clause(survey, target))
            if not where or _releases(changes, milder=rule.verdict is not None and stricter):
                continue
            said = f"{_of(survey, rule)} says that it goes before {numbers(survey.pack, [target])}, which"
            yield _void(survey, rule, said, changes, {number})


def _void(survey: Survey, rule: Rule, said: str, changes: list[tuple[Outcome, Outcome]], own: set[int]) -> Finding:
    """The finding, with the clauses that stand in the way."""
    if not changes:
        why = "it can never hold"
        blockers: tuple[str, ...] = ()
    else:
        giving = {number for outcome, _ in changes for number in survey.giving(outcome) if number not in own}
        blockers = survey.clause_ids(giving)
        why = f"{numbers(survey.pack, blockers)} decides there all the same" if blockers else "nothing follows from it"
    opening = said[0].upper() + said[1:]
    words = read_back(rule, survey.vocabulary, survey.pack.duties)
    message = f"{opening} releases nothing: {why}. The rule is read as: “{words}”"
    clauses = (rule.clause_id, *(id_ for id_ in blockers if id_ != rule.clause_id))
    return Finding("void", True, clauses, message)


def _promises_release(rule: Rule, nested: Rule | None) -> bool:
    """Whether an exception is there to make the answer milder. One to a permission holds it back instead."""
    if rule.verdict in (None, "fine"):
        return False
    return nested is None or nested.verdict is None or strictness(nested.verdict) < strictness(rule.verdict or "")


def _releases(changes: list[tuple[Outcome, Outcome]], *, milder: bool) -> bool:
    """Whether the outcome with the release is somewhere milder, or other where no mildness is promised."""
    if milder:
        return any(strictness(there.verdict) < strictness(without.verdict) for there, without in changes)
    return any(_follows(there) != _follows(without) for there, without in changes)


def _follows(outcome: Outcome) -> tuple[object, ...]:
    return outcome.verdict, outcome.duties, outcome.conflicts


def _without_exception(survey: Survey, firing: Firing, added: dict[int, int], inner: frozenset[int]) -> Outcome:
    """What would follow without the rules of an exception, and with its rule wherever the trace says that it waits."""
    waiting = {added[number] for number in firing if number in added}
    return survey.outcome(tuple(sorted(set(_rules_of(survey, firing)) - inner | waiting)))


def _rules_of(survey: Survey, firing: Firing) -> Firing:
    return tuple(number for number in firing if number < len(survey.rules))


def _inner_rules(survey: Survey, rule: Rule, index: int) -> frozenset[int]:
    """The rules nested in one exception of a rule."""
    name = f"{rule.id}/unless{index + 1}"
    return frozenset(n for n, one in enumerate(survey.rules) if one.id == name or one.id.startswith(f"{name}/"))


def _of_clause(survey: Survey, clause: str) -> tuple[Rule, ...]:
    return survey.pack.clause(clause).rules


def _of(survey: Survey, rule: Rule) -> str:
    return numbers(survey.pack, [rule.clause_id])


def _in_words(survey: Survey, conditions: Conditions) -> str:
    parts = [" or ".join(survey.vocabulary.phrase(fact, value) for value in values) for fact, values in conditions]
    return "; ".join(parts)
