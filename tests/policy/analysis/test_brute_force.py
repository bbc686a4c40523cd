"""Every analysis agrees with its meaning, worked out row by row over all situations of made-up policies."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings

from lanyard.policy.analysis.conflicts import find_clashing_duties, find_contradictions
from lanyard.policy.analysis.cubes import count, parts, size, tally, truths
from lanyard.policy.analysis.effects import find_dead_rules, find_shadowed_rules, idle_rules
from lanyard.policy.analysis.exceptions import find_void_despites, find_void_exceptions
from lanyard.policy.analysis.findings import Finding
from lanyard.policy.analysis.gaps import measure_gaps
from lanyard.policy.analysis.loopholes import find_loopholes
from lanyard.policy.analysis.monotonicity import find_harmful_help
from lanyard.policy.analysis.survey import Survey
from lanyard.policy.pack import load_sources
from tests.policy.analysis.brute import Brute
from tests.policy.strategies import MadePolicy, policies

pytestmark = pytest.mark.exhaustive

few = settings(max_examples=60)
SMALL = {"most": 72, "most_facts": 4}


def by_clause(findings: list[Finding]) -> Counter[str]:
    """How many findings each clause has."""
    return Counter(finding.clauses[0] for finding in findings)


def values_of(policy: MadePolicy, situation: dict[str, str]) -> list[int]:
    """A situation as value numbers by level."""
    return [fact.values.index(situation[fact.id]) for fact in policy.facts]


@few
@given(policies(**SMALL))
def test_conflicts(policy: MadePolicy) -> None:
    survey, brute = Survey(policy.pack), Brute(policy.reference)
    contradictions = list(find_contradictions(survey))
    expected = {tuple(dict.fromkeys(pair[:2])) for pair in brute.contradictions()}
    assert {finding.clauses for finding in contradictions} == expected
    assert len(contradictions) == len(brute.contradictions())
    clashes = list(find_clashing_duties(survey))
    assert {frozenset(finding.clauses) for finding in clashes} == brute.clashes()
    for finding in contradictions + clashes:
        whole = {**{fact.id: fact.values[0] for fact in policy.facts}, **(finding.situation or {})}
        assert policy.reference.judge(whole).conflicts, "the situation told shows the conflict"


@few
@given(policies(**SMALL))
def test_rules_without_effect(policy: MadePolicy) -> None:
    survey, brute = Survey(policy.pack), Brute(policy.reference)
    assert by_clause(list(find_dead_rules(survey))) == brute.dead()
    assert by_clause(list(find_shadowed_rules(survey))) == brute.shadowed()
    idle = Counter(survey.rules[number].clause_id for number in idle_rules(survey))
    assert idle == brute.dead() + brute.shadowed()


@few
@given(policies(**SMALL))
def test_void_exceptions(policy: MadePolicy) -> None:
    survey, brute = Survey(policy.pack), Brute(policy.reference)
    assert by_clause(list(find_void_exceptions(survey))) == brute.void_exceptions()
    assert by_clause(list(find_void_despites(survey))) == brute.void_despites()


@few
@given(policies(**SMALL))
def test_help_that_hurts(policy: MadePolicy) -> None:
    """Every fact but the act is made to help, by its first value."""
    sources = dict(policy.sources)
    for fact in policy.facts[1:]:
        sources["facts.toml"] = sources["facts.toml"].replace(
            f'id = "{fact.id}"\n', f'id = "{fact.id}"\nhelps = "{fact.id}0"\n', 1
        )
    survey, brute = Survey(load_sources(sources, name="helpful")), Brute(policy.reference)
    expected = sum((brute.harmed(fact.id, fact.values[0]) for fact in policy.facts[1:]), Counter[bool]())
    assert Counter(finding.serious for finding in find_harmful_help(survey)) == expected


@few
@given(policies(**SMALL))
def test_gaps(policy: MadePolicy) -> None:
    brute = Brute(policy.reference)
    gaps = {gap.act: gap for gap in measure_gaps(Survey(policy.pack))}
    for act in policy.facts[0].values:
        silent, total = brute.silent_share(act)
        assert (act in gaps) == bool(silent)
        if silent:
            gap = gaps[act]
            assert Fraction(gap.silent, gap.situations) == Fraction(silent, total)
            assert sum(group.cases for group in gap.groups) + gap.rest == gap.silent
            for group in gap.groups:
                for situation, judged in zip(brute.situations, brute.judged, strict=True):
                    if all(situation[fact] in values for fact, values in group.held):
                        assert judged.verdict == "silent"


@few
@given(policies(**SMALL))
def test_loopholes(policy: MadePolicy) -> None:
    brute = Brute(policy.reference)
    expected = {key for key, _ in brute.escapes()}
    found = {}
    for hole in find_loopholes(Survey(policy.pack)):
        ends = hole.verdict_before, hole.verdict_after
        found |= {(hole.act, hole.clause, hole.fact, b, a, *ends): hole for b in hole.before for a in hole.after}
        one = policy.reference.judge({**{fact.id: fact.values[0] for fact in policy.facts}, **hole.situation})
        assert one.verdict == hole.verdict_before
    assert set(found) == expected


@few
@given(policies(**SMALL))
def test_loopholes_are_counted_as_often_as_they_happen(policy: MadePolicy) -> None:
    brute = Brute(policy.reference)
    escaping, deciding = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for key, _ in brute.escapes():
        escaping[key] += 1
    for situation, judged in zip(brute.situations, brute.judged, strict=True):
        for clause in {row.clause for row in brute.rows if row.id in judged.survivors and row.verdict == judged.verdict}:
            for fact, value in situation.items():
                deciding[situation["act"], clause, fact, value, judged.verdict] += 1
    for hole in find_loopholes(Survey(policy.pack)):
        ends = hole.verdict_before, hole.verdict_after
        for after in hole.after:
            times = sum(escaping[hole.act, hole.clause, hole.fact, before, after, *ends] for before in hole.before)
            all_times = sum(deciding[hole.act, hole.clause, hole.fact, before, ends[0]] for before in hole.before)
            assert abs(hole.share - times / all_times) < 1e-9


@few
@given(policies(**SMALL))
def test_cubes_hold_what_they_say_and_no_situation_is_counted_twice(policy: MadePolicy) -> None:
    survey, brute = Survey(policy.pack), Brute(policy.reference)
    every = frozenset(range(len(policy.facts)))
    wanted = truths(survey.diagram, survey.verdicts, lambda verdict: verdict in ("never", "caution"))
    expected = [judged.verdict in ("never", "caution") for judged in brute.judged]
    assert count(survey.diagram, wanted, every) == sum(expected)
    counts = tally(survey.diagram, survey.verdicts, every)
    assert counts == Counter(judged.verdict for judged in brute.judged)
    found, left = parts(survey.diagram, wanted, {}, every, 3)
    assert left + sum(part.count for part in found) == sum(expected)
    covered = set()
    for part in found:
        inside = set()
        for number, situation in enumerate(brute.situations):
            values = values_of(policy, situation)
            if all(values[level] in allowed for level, allowed in part.cube.items()):
                assert expected[number]
                inside.add(number)
        assert len(inside - covered) == part.count
        covered |= inside
    assert size(survey.diagram, every) == len(brute.situations)
