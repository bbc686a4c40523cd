"""Two strangers agree with the diagram: z3, a solver of formulas, and clingo, a solver of logic programs."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.policy.analysis.conflicts import find_contradictions
from lanyard.policy.analysis.effects import find_dead_rules
from lanyard.policy.analysis.findings import Finding
from lanyard.policy.analysis.survey import Survey
from lanyard.policy.decide import decide
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.explain import what_would_help
from lanyard.policy.pack import Pack, load_sources, read_sources
from tests.policy.oracles.logic import Program
from tests.policy.oracles.solver import MILD_TO_STRICT, Formulas
from tests.policy.reference import Reference
from tests.policy.strategies import MadePolicy, policies

pytestmark = pytest.mark.exhaustive

#: How many changes at once ``what_would_help`` looks for.
MOST = 4


def once(pair: tuple[str, str, str]) -> tuple[str, ...]:
    """The clauses of a contradiction, as a finding lists them."""
    return tuple(dict.fromkeys(pair[:2]))


def assert_findings(findings: list[Finding], expected: set[tuple[str, str, str]]) -> None:
    """The contradictions found are those expected."""
    assert sorted(finding.clauses for finding in findings) == sorted(once(pair) for pair in expected)


def clauses_of(reference: Reference, rows: set[str]) -> Counter[str]:
    """How many of some rows each clause has."""
    return Counter(row.clause for row in reference.rows if row.id in rows)


@settings(max_examples=40)
@given(policies())
def test_contradictions_and_dead_rules_of_made_up_policies(policy: MadePolicy) -> None:
    survey = Survey(policy.pack)
    formulas, program = Formulas(policy.reference), Program(policy.reference)
    expected = formulas.contradictions()
    assert program.contradictions() == expected
    assert_findings(list(find_contradictions(survey)), expected)
    dead = formulas.dead()
    assert program.dead() == dead
    assert Counter(finding.clauses[0] for finding in find_dead_rules(survey)) == clauses_of(policy.reference, dead)


@settings(max_examples=40)
@given(policies(), st.data())
def test_help_for_made_up_policies(policy: MadePolicy, data: st.DataObject) -> None:
    known = {fact.id: data.draw(st.sampled_from(fact.values)) for fact in policy.facts}
    assert_help(policy.engine, Formulas(policy.reference), Program(policy.reference), known)


def assert_help(engine: Engine, formulas: Formulas, program: Program, known: dict[str, str]) -> None:
    """What would help is as mild as can be reached, with as few changes as that takes."""
    verdict = decide(engine, known).verdict
    milder = MILD_TO_STRICT[: MILD_TO_STRICT.index(verdict)] if verdict in MILD_TO_STRICT else ()
    needed = {wanted: formulas.changes_needed(known, wanted, MOST) for wanted in milder}
    assert needed == {wanted: program.changes_needed(known, wanted, MOST) for wanted in milder}
    reachable = [wanted for wanted in milder if needed[wanted] is not None]
    helps = what_would_help(engine, known)
    assert [one.verdict for one in helps][:1] == reachable[:1]
    for one in helps:
        assert len(one.changes) == needed[one.verdict]


@pytest.fixture(scope="module")
def welton() -> dict[str, str]:
    """The sources of Welton's policy."""
    return read_sources("welton")


def test_welton_has_no_contradiction_and_no_dead_rule(welton: dict[str, str]) -> None:
    reference = Reference(welton)
    formulas, program = Formulas(reference), Program(reference)
    assert formulas.contradictions() == program.contradictions() == set()
    assert formulas.dead() == program.dead() == set()
    survey = Survey(load_sources(welton, name="welton"))
    assert list(find_contradictions(survey)) == list(find_dead_rules(survey)) == []


def test_welton_without_any_despite_contradicts_itself_alike_for_all(welton: dict[str, str]) -> None:
    lines = [line for line in welton["policy.md"].split("\n") if not line.strip().startswith("despite:")]
    sources = {**welton, "policy.md": "\n".join(lines)}
    reference, pack = Reference(sources), load_sources(sources, name="without despite")
    expected = Formulas(reference).contradictions()
    assert Program(reference).contradictions() == expected and len(expected) >= 5
    assert_findings(list(find_contradictions(Survey(pack))), expected)


def test_welton_with_its_exceptions_torn_out_has_the_same_dead_rules_for_all(welton: dict[str, str]) -> None:
    """A clause that is made to set every other aside kills what it covers."""
    first = "  act: post, school_account\n  content: threatening, hatred, obscene\n"
    assert first in welton["policy.md"]
    sources = {
        **welton,
        "policy.md": welton["policy.md"].replace(first, "  act: post, school_account\n  despite: disrepute, equality\n"),
    }
    reference = Reference(sources)
    dead = Formulas(reference).dead()
    assert dead and Program(reference).dead() == dead
    found = find_dead_rules(Survey(load_sources(sources, name="torn")))
    assert Counter(finding.clauses[0] for finding in found) == clauses_of(reference, dead)


def test_help_in_welton(welton: dict[str, str]) -> None:
    """In situations drawn at random, but always the same ones, for acts in which something can be changed."""
    reference, pack = Reference(welton), load_sources(welton, name="welton")
    engine = compile_pack(pack)
    formulas, program = Formulas(reference), Program(reference)
    draw = random.Random(2026)
    helped = 0
    for number in range(24):
        known = {fact: draw.choice(values) for fact, values in reference.facts.items()}
        known |= starting_point(pack, number)
        assert_help(engine, formulas, program, known)
        helped += bool(what_would_help(engine, known))
    assert helped >= 5


def starting_point(pack: Pack, number: int) -> dict[str, str]:
    """The facts of an example of the policy that ends in a refusal."""
    refusals = [one for one in pack.examples if one.expected.verdicts in (("never",), ("agree",))]
    return dict(refusals[number * 7 % len(refusals)].situation)
