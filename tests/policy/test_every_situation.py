"""The policies that come with Lanyard, in every situation there is: diagram and reference agree.

Fixing the act, only the facts that some rule for that act mentions can matter; all their combinations
are gone through, and each stands for every combination of the facts that do not matter.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from lanyard.policy.ask import next_question
from lanyard.policy.decide import decide, possible_outcomes
from lanyard.policy.duties import URGENCIES
from lanyard.policy.engine import Engine, Outcome, compile_pack
from lanyard.policy.pack import BUILT_IN, load_pack, read_sources
from tests.policy.conftest import COUNTED
from tests.policy.reference import Judgement, Reference
from tests.policy.test_reference import assert_agree

pytestmark = pytest.mark.exhaustive

PACKS = sorted(path.parent.relative_to(BUILT_IN).as_posix() for path in BUILT_IN.rglob("policy.md"))
ALWAYS_ASKED = 12
Count = Callable[[str, str], None]


@cache
def compiled(name: str) -> tuple[Engine, Reference]:
    """A pack compiled, and its reference."""
    return compile_pack(load_pack(name)), Reference(read_sources(name))


@pytest.fixture(params=PACKS)
def policy(request: pytest.FixtureRequest) -> tuple[str, Engine, Reference]:
    """Each policy that comes with Lanyard, by name."""
    return (request.param, *compiled(request.param))


def cases(reference: Reference) -> Iterator[dict[str, str]]:
    """Every act with every combination of the facts that its rules mention; no other fact is given."""
    for act in reference.facts["act"]:
        yield from reference.completions({"act": act}, reference.facts_for(act))


def test_diagram_is_the_reference_in_every_situation(policy: tuple[str, Engine, Reference], record_property: Count) -> None:
    name, engine, reference = policy
    gone_through = stood_for = 0
    for case in cases(reference):
        judged = reference.judge(case)
        # The facts left out are not even looked up: an engine that asked for one would raise KeyError.
        outcome = engine.outcome(case)
        assert_agree(engine, outcome, judged, case)
        assert _evaluated(engine, case) == outcome
        gone_through += 1
        stood_for += math.prod(len(values) for fact, values in reference.facts.items() if fact not in case)
    assert stood_for == reference.situations() == engine.vocabulary.situations()
    record_property(
        COUNTED,
        f"{name}: diagram and reference agree in {gone_through:,} cases, which stand for all {stood_for:,} situations",
    )


def _evaluated(engine: Engine, case: dict[str, str]) -> Outcome:
    values = [fact.value_ids().index(case.get(fact.id, fact.value_ids()[-1])) for fact in engine.vocabulary]
    assert engine.diagram.evaluate(engine.verdicts, values) == engine.diagram.evaluate(engine.simple, values)[0]
    found: Outcome = engine.outcomes[engine.diagram.evaluate(engine.exact, values)]
    return found


def test_facts_that_no_rule_of_an_act_mentions_do_not_matter(policy: tuple[str, Engine, Reference]) -> None:
    _, engine, reference = policy
    for act in reference.facts["act"]:
        matter = engine.diagram.support(engine.diagram.restrict(engine.exact, engine.fixed({"act": act})))
        assert {engine.vocabulary.facts[level].id for level in matter} <= set(reference.facts_for(act))


def test_chance_situations_with_every_fact_given_agree_too(policy: tuple[str, Engine, Reference]) -> None:
    _, engine, reference = policy
    chance = random.Random(2026)
    for _ in range(2000):
        situation = {fact: chance.choice(values) for fact, values in reference.facts.items()}
        assert_agree(engine, engine.outcome(situation), reference.judge(situation), situation)


def grouped(reference: Reference, act: str) -> dict[str, list[str]]:
    """For each fact that matters to an act, one value of each group that its rules treat alike.

    That a group's values behave alike is checked by the test above, which leaves none out.
    """
    rows = [row for row in reference.rows if all(act in values for fact, values in row.needs if fact == "act")]
    needs = [need for row in rows for part in (row.needs, *row.unless) for need in part]
    chosen = {}
    for fact in reference.facts_for(act):
        alike = {tuple(value in values for name, values in needs if name == fact): value for value in reference.facts[fact]}
        chosen[fact] = list(alike.values())
    return chosen


def partly_known(reference: Reference, act: str) -> Iterator[tuple[dict[str, str], list[Judgement]]]:
    """Every way to know some facts of an act, with what may follow from each."""
    chosen = grouped(reference, act)
    done: dict[tuple[tuple[str, str], ...], dict[tuple[object, ...], Judgement]] = {}

    def possible(known: dict[str, str]) -> dict[tuple[object, ...], Judgement]:
        key = tuple(known.items())
        if key not in done:
            unknown = next((fact for fact in chosen if fact not in known), None)
            if unknown is None:
                judged = reference.judge(known)
                done[key] = {(judged.follows, judged.survivors): judged}
            else:
                # Filled in the facts' own order, so that the same knowledge is always the same key.
                more = [{**known, unknown: value} for value in chosen[unknown]]
                ordered = [{fact: one[fact] for fact in ("act", *chosen) if fact in one} for one in more]
                done[key] = {follows: judged for one in ordered for follows, judged in possible(one).items()}
        return done[key]

    def ways(facts: list[str], known: dict[str, str]) -> Iterator[dict[str, str]]:
        if not facts:
            yield known
            return
        yield from ways(facts[1:], known)
        for value in chosen[facts[0]]:
            yield from ways(facts[1:], {**known, facts[0]: value})

    for known in ways(list(chosen), {"act": act}):
        yield known, list(possible(known).values())


def test_with_any_facts_unknown_the_answer_is_what_all_completions_share(
    policy: tuple[str, Engine, Reference], record_property: Count
) -> None:
    name, engine, reference = policy
    count = 0
    for act in reference.facts["act"]:
        for known, judgements in partly_known(reference, act):
            count += 1
            outcomes = possible_outcomes(engine, known)
            assert {outcome.verdict for outcome in outcomes} == {judged.verdict for judged in judgements}, known
            survivors = {frozenset(engine.rules[n].id for n in outcome.surviving) for outcome in outcomes}
            assert survivors == {judged.survivors for judged in judgements}, known
            assert {frozenset(o.duties) for o in outcomes} == {judged.follows[1] for judged in judgements}, known
            if count % ALWAYS_ASKED == 0:
                _check_answer(engine, known, judgements)
    record_property(COUNTED, f"{name}: answers with facts unknown agree in {count:,} states of knowledge")


def _check_answer(engine: Engine, known: dict[str, str], judgements: list[Judgement]) -> None:
    answer = decide(engine, known)
    verdicts = {judged.verdict for judged in judgements}
    assert set(answer.range) == verdicts and answer.verdict == (answer.range[0] if len(verdicts) == 1 else "undecided")
    assert {c.rule_id for c in answer.clauses if c.certain} == frozenset.intersection(*(j.survivors for j in judgements))
    assert {c.rule_id for c in answer.clauses} == frozenset.union(*(j.survivors for j in judgements))
    assert {d.id for d in answer.duties if d.certain} == set.intersection(*(set(j.duties) for j in judgements))
    for duty in answer.duties:
        assert duty.urgency == min((j.duties[duty.id] for j in judgements if duty.id in j.duties), key=URGENCIES.index)
    assert {duty.id for duty in answer.duties} == {id_ for judged in judgements for id_ in judged.duties}
    assert {duty.id for duty in answer.urgent} == frozenset.intersection(*(judged.urgent for judged in judgements))


def test_following_the_questions_leads_to_the_answer(policy: tuple[str, Engine, Reference], record_property: Count) -> None:
    name, engine, reference = policy
    asked: list[int] = []
    for act in reference.facts["act"]:
        chosen = grouped(reference, act)
        for situation in _combinations(act, chosen):
            judged = reference.judge(situation)
            known = {"act": act}
            while (question := next_question(engine, known)) is not None:
                assert question.fact not in known
                known[question.fact] = situation[question.fact]
            asked.append(len(known) - 1)
            answer = decide(engine, known)
            if answer.urgent:
                assert {duty.id for duty in answer.urgent} <= judged.urgent
            else:
                assert (answer.verdict, frozenset((d.id, d.urgency) for d in answer.duties)) == judged.follows
    record_property(
        COUNTED,
        f"{name}: {len(asked):,} walks along the questions end in the right answer, "
        f"after {sum(asked) / len(asked):.2f} questions on average and {max(asked)} at most",
    )


def _combinations(act: str, chosen: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    known = [{"act": act}]
    for fact, values in chosen.items():
        known = [{**one, fact: value} for one in known for value in values]
    yield from known
