"""The policies that come with Lanyard, in every situation there is: diagram and reference agree.

Fixing the act, only the facts that some rule for that act mentions can matter; all their combinations
are gone through, and each stands for every combination of the facts that do not matter.
"""

from __future__ import annotations

import itertools
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
from tests.policy.reference import Judgement, Reference
from tests.policy.test_reference import assert_agree

pytestmark = pytest.mark.exhaustive

PACKS = sorted(path.parent.relative_to(BUILT_IN).as_posix() for path in BUILT_IN.rglob("policy.md"))
#: Acts are gone through in every state of knowledge until that takes this many comparisons with situations.
MOST_COMPARED = 2_000_000
FEWEST_STATES = 300
Count = Callable[[str], None]


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


def test_diagram_is_the_reference_in_every_situation(policy: tuple[str, Engine, Reference], tell_count: Count) -> None:
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
    tell_count(
        f"{name}: diagram and reference agree in {gone_through:,} cases, which stand for all {stood_for:,} situations",
    )


def _evaluated(engine: Engine, case: dict[str, str]) -> Outcome:
    values = [0] * len(engine.vocabulary)
    for level, value in engine.fixed(case).items():
        values[level] = value
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
    """The ways to know some facts of an act, each with what may follow: all of them, or a chance choice of many."""
    chosen = grouped(reference, act)
    judged = [(case, reference.judge(case)) for case in _combinations(act, chosen)]
    ways = math.prod(len(values) + 1 for values in chosen.values())
    if ways * len(judged) <= MOST_COMPARED:
        known_values = itertools.product(*([None, *values] for values in chosen.values()))
    else:
        chance = random.Random(act)
        most = max(MOST_COMPARED // len(judged), FEWEST_STATES)
        known_values = ([chance.choice([None, *values]) for values in chosen.values()] for _ in range(most))
    for values in known_values:
        told = {fact: value for fact, value in zip(chosen, values, strict=True) if value is not None}
        yield {"act": act, **told}, [one for case, one in judged if told.items() <= case.items()]


def test_with_any_facts_unknown_the_answer_is_what_all_completions_share(
    policy: tuple[str, Engine, Reference], tell_count: Count
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
            _check_answer(engine, known, judgements)
    tell_count(f"{name}: answers with facts unknown agree in {count:,} states of knowledge")


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


def test_following_the_questions_leads_to_the_answer(policy: tuple[str, Engine, Reference], tell_count: Count) -> None:
    name, engine, reference = policy
    asked: list[int] = []
    ends = {}
    for act in reference.facts["act"]:
        following = _Following(engine)
        for situation in _combinations(act, grouped(reference, act)):
            judged = reference.judge(situation)
            known = following.to_the_end({"act": act}, situation)
            asked.append(len(known) - 1)
            key = tuple(known.items())
            if key not in ends:
                ends[key] = decide(engine, known)
            answer = ends[key]
            if answer.urgent:
                assert {duty.id for duty in answer.urgent} <= judged.urgent
            else:
                assert (answer.verdict, frozenset((d.id, d.urgency) for d in answer.duties)) == judged.follows
    tell_count(
        f"{name}: {len(asked):,} walks along the questions end in the right answer, "
        f"after {sum(asked) / len(asked):.2f} questions on average and {max(asked)} at most"
    )


class _Following:
    """Answers the questions of a policy; remembers which question follows which answers."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.next: dict[tuple[tuple[str, str], ...], str] = {}

    def to_the_end(self, known: dict[str, str], situation: dict[str, str]) -> dict[str, str]:
        """What is known when there is nothing more to ask."""
        while True:
            key = tuple(known.items())
            if key not in self.next:
                question = next_question(self.engine, known)
                self.next[key] = question.fact if question else ""
            fact = self.next[key]
            if not fact:
                return known
            assert fact not in known
            known = {**known, fact: situation[fact]}


def _combinations(act: str, chosen: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    known = [{"act": act}]
    for fact, values in chosen.items():
        known = [{**one, fact: value} for one in known for value in values]
    yield from known
