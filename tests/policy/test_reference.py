"""The decision diagram agrees with the row-by-row reference, on made-up policies in every situation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.engine import Engine, Outcome, compile_pack
from lanyard.policy.pack import load_sources
from tests.policy.reference import Judgement
from tests.policy.strategies import MadePolicy, policies


def assert_agree(engine: Engine, outcome: Outcome, judged: Judgement, situation: object) -> None:
    """One outcome of the engine is what the reference says."""
    ids = [card.id for card in engine.rules]
    assert outcome.verdict == judged.verdict, situation
    assert frozenset(ids[n] for n in outcome.surviving) == judged.survivors, situation
    assert dict(outcome.duties) == judged.duties, situation
    assert {ids[one] for one, _ in outcome.overridden} == set(judged.removed), situation
    assert all(ids[by] in judged.removed[ids[one]] for one, by in outcome.overridden), situation
    found = {(kind, frozenset(ids[n] for n in rules)) for kind, rules in outcome.conflicts}
    assert found == judged.conflicts, situation


@given(policies())
def test_diagram_is_the_reference_in_every_situation(policy: MadePolicy) -> None:
    engine = policy.engine
    assert [card.id for card in engine.rules] == [row.id for row in policy.reference.rows]
    for situation in policy.reference.completions({}):
        outcome = engine.outcome(situation)
        assert_agree(engine, outcome, policy.reference.judge(situation), situation)
        values = [fact.value_ids().index(situation[fact.id]) for fact in engine.vocabulary]
        assert engine.outcomes[engine.diagram.evaluate(engine.exact, values)] == outcome
        assert engine.diagram.evaluate(engine.simple, values) == (outcome.verdict, outcome.duties)
        assert engine.diagram.evaluate(engine.verdicts, values) == outcome.verdict


@given(policies())
def test_three_roots_hold_one_function_each_and_no_node_twice(policy: MadePolicy) -> None:
    engine, diagram = policy.engine, policy.engine.diagram
    assert len(set(zip(diagram.levels, diagram.children, strict=True))) == len(diagram.levels)
    assert len(set(diagram.leaves)) == len(diagram.leaves)
    assert all(len(set(kids)) > 1 for kids in diagram.children)
    assert len(set(engine.outcomes)) == len(engine.outcomes)
    assert diagram.map_leaves(engine.exact, lambda n: engine.outcomes[n].verdict) == engine.verdicts
    assert diagram.map_leaves(engine.simple, lambda payload: payload[0]) == engine.verdicts


@given(policies(), st.data())
def test_order_of_clauses_and_rules_in_the_file_changes_nothing(policy: MadePolicy, data: st.DataObject) -> None:
    """Names of clauses follow the file, so each clause keeps its name and only places change."""
    sources = dict(policy.sources)
    opening, *clauses = sources["policy.md"].split("### ")
    shuffled = [_shuffle_rules(data, clause) for clause in data.draw(st.permutations(clauses))]
    sources["policy.md"] = opening + "### ".join(["", *(clause.rstrip("\n") + "\n" for clause in shuffled)])
    other = compile_pack(load_sources(sources, name="shuffled"))
    for situation in policy.reference.completions({}):
        ours, theirs = policy.engine.outcome(situation), other.outcome(situation)
        assert (ours.verdict, ours.duties) == (theirs.verdict, theirs.duties)
        assert _said(policy.engine, ours.surviving) == _said(other, theirs.surviving)
        assert _said(policy.engine, [n for n, _ in ours.overridden]) == _said(other, [n for n, _ in theirs.overridden])
        assert len(ours.conflicts) == len(theirs.conflicts)


def _shuffle_rules(data: st.DataObject, clause: str) -> str:
    opening, *rules = clause.split("```rule\n")
    return "```rule\n".join([opening, *data.draw(st.permutations(rules))])


def _said(engine: Engine, rules: object) -> list[tuple[str, str]]:
    return sorted((engine.rules[n].clause_id, engine.rules[n].read_back) for n in rules)  # type: ignore[attr-defined]
