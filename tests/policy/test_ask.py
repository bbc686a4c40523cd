"""Questions: as few as can be, red flags first, an end as soon as something is urgent, and never a circle."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanyard.policy import ask
from lanyard.policy.ask import Planner, next_question, plan_choices
from lanyard.policy.decide import UnknownFact, decide
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.pack import load_pack
from tests.policy.reference import Judgement, Reference
from tests.policy.strategies import MadePolicy, partly_known, policies
from tests.policy.worlds import FACTS, make_engine

Known = Mapping[str, str]
TINY = policies(most_facts=3, most=30, most_clauses=3)


class Best:
    """The fewest questions to be expected, by trying every order; knows nothing of diagrams."""

    def __init__(self, reference: Reference, past_urgent: bool = False) -> None:
        self.reference, self.past_urgent = reference, past_urgent
        self.rows = [(row, reference.judge(row)) for row in reference.completions({})]
        self.costs: dict[frozenset[tuple[str, str]], float] = {}

    def left(self, known: Known) -> list[tuple[Known, Judgement]]:
        """The situations that are still possible."""
        return [(row, judged) for row, judged in self.rows if known.items() <= row.items()]

    def finished(self, known: Known) -> bool:
        """Whether all is certain, or something that is due now is."""
        judged = [judged for _, judged in self.left(known)]
        if len({one.follows for one in judged}) == 1:
            return True
        return not self.past_urgent and bool(frozenset.intersection(*(one.urgent for one in judged)))

    def matters(self, fact: str, known: Known) -> bool:
        """Whether what follows still depends on a fact."""
        seen: dict[frozenset[tuple[str, str]], set[object]] = {}
        for row, judged in self.left(known):
            seen.setdefault(frozenset(item for item in row.items() if item[0] != fact), set()).add(judged.follows)
        return any(len(follows) > 1 for follows in seen.values())

    def may_ask(self, known: Known) -> list[str]:
        """What may be asked next: the act, or else the first red flag that matters, or else anything that does."""
        open_facts = [fact for fact in self.reference.facts if fact not in known and self.matters(fact, known)]
        if "act" in open_facts:
            return ["act"]
        return [fact for fact in open_facts if fact in self.reference.red_flags][:1] or open_facts

    def cost(self, known: Known) -> float:
        """How many questions are still to be expected when the best is always asked."""
        key = frozenset(known.items())
        if key not in self.costs:
            ways = [] if self.finished(known) else [self.after(known, fact) for fact in self.may_ask(known)]
            self.costs[key] = min(ways, default=0.0)
        return self.costs[key]

    def after(self, known: Known, fact: str) -> float:
        """How many questions are to be expected when this one is asked next."""
        values = self.reference.facts[fact]
        return 1 + sum(self.cost({**known, fact: value}) for value in values) / len(values)


@given(TINY, st.data(), st.booleans())
def test_no_order_of_questions_is_better(policy: MadePolicy, data: st.DataObject, past_urgent: bool) -> None:
    best = Best(policy.reference, past_urgent)
    known = data.draw(partly_known(policy))
    planner = Planner(policy.engine, past_urgent=past_urgent)
    assert planner.cost(planner.open_node(known)) == pytest.approx(best.cost(known))
    question = next_question(policy.engine, known, past_urgent=past_urgent)
    if question is None:
        assert best.finished(known)
    else:
        assert question.fact in best.may_ask(known)
        assert best.after(known, question.fact) == pytest.approx(best.cost(known))
        assert [value.id for value in question.values] == list(policy.reference.facts[question.fact])
        assert question.red_flag == (question.fact in policy.reference.red_flags)


@given(policies())
def test_following_the_questions_leads_to_the_answer(policy: MadePolicy) -> None:
    reference = policy.reference
    for situation in itertools.islice(reference.completions({}), 0, None, 7):
        known: dict[str, str] = {}
        while (question := next_question(policy.engine, known)) is not None:
            assert question.fact not in known
            known[question.fact] = situation[question.fact]
        answer, judged = decide(policy.engine, known), reference.judge(situation)
        if answer.urgent:
            assert {duty.id for duty in answer.urgent} <= judged.urgent
        else:
            assert (answer.verdict, frozenset((duty.id, duty.urgency) for duty in answer.duties)) == judged.follows


@given(policies(), st.data())
def test_not_knowing_never_goes_in_a_circle(policy: MadePolicy, data: st.DataObject) -> None:
    """Whatever is answered, each fact is asked at most once, and what is certain in the end is certain indeed."""
    known: dict[str, str] = {}
    dont_know: list[str] = []
    while (question := next_question(policy.engine, known, dont_know)) is not None:
        assert question.fact not in known and question.fact not in dont_know
        answer = data.draw(st.sampled_from([None, *(value.id for value in question.values)]))
        if answer is None:
            dont_know.append(question.fact)
        else:
            known[question.fact] = answer
    assume("act" not in dont_know)
    if decide(policy.engine, known).urgent:
        return
    possible = {judged.follows for judged in policy.reference.possible(known)}
    open_facts = [fact for fact in policy.reference.facts if fact not in known and fact not in dont_know]
    for told in policy.reference.completions(known, open_facts):
        # Asking on could not have narrowed down what follows.
        assert {judged.follows for judged in policy.reference.possible(told)} == possible


@given(policies(), st.data())
def test_urgency_stops_the_questions_and_only_certain_urgency_does(policy: MadePolicy, data: st.DataObject) -> None:
    known = data.draw(partly_known(policy))
    judged = policy.reference.possible(known)
    urgent = frozenset.intersection(*(one.urgent for one in judged))
    stopped = next_question(policy.engine, known) is None
    certain = len({one.follows for one in judged}) == 1
    assert stopped == (certain or bool(urgent))
    assert (next_question(policy.engine, known, past_urgent=True) is None) == certain


@given(policies(), st.data())
def test_with_something_unknown_a_question_still_matters(policy: MadePolicy, data: st.DataObject) -> None:
    known = {"act": data.draw(st.sampled_from(policy.facts[0].values)), **data.draw(partly_known(policy))}
    dont_know = data.draw(st.lists(st.sampled_from([fact.id for fact in policy.facts[1:]] or ["act"]), unique=True))
    question = next_question(policy.engine, known, dont_know)
    if question is not None:
        assert question.fact not in known and question.fact not in dont_know
        open_facts = [fact for fact in policy.reference.facts if fact not in known and fact not in dont_know]
        assert _depends(policy.reference, known, open_facts, question.fact)


def _depends(reference: Reference, known: Known, open_facts: list[str], fact: str) -> bool:
    """Whether the set of what may follow depends on a fact."""
    seen: dict[frozenset[tuple[str, str]], set[frozenset[object]]] = {}
    for told in reference.completions(known, open_facts):
        rest = frozenset(item for item in told.items() if item[0] != fact)
        seen.setdefault(rest, set()).add(frozenset(judged.follows for judged in reference.possible(told)))
    return any(len(possible) > 1 for possible in seen.values())


@given(policies())
def test_planned_choices_are_those_a_planner_makes(policy: MadePolicy) -> None:
    """What was planned at compile time is what would be chosen without it."""
    engine = policy.engine
    planned = dict(engine.choices)
    engine.choices = {}
    try:
        planner = Planner(engine)
        for node, level in planned.items():
            size = engine.diagram.sizes[level]
            after = 1 + sum(planner.cost(engine.diagram.restrict(node, {level: value})) for value in range(size)) / size
            assert after == pytest.approx(planner.cost(node))
        assert plan_choices(engine) == planned
    finally:
        engine.choices = planned


RISKS = """
### 1.1 Risk {#risk}
Act at once where somebody is at risk.

```clause
force: must
binds: all adults
purpose: safety
```
```rule
never
  act: call
  other: pupil
  device: own
  unless: risk
    caution
      duty: tell_head now
```
```rule
  act: report
  risk: yes
  duty: tell_head now
```
```rule
agree
  act: report
  device: own
```
"""


@pytest.fixture
def engine() -> Engine:
    """A policy in which risk is a red flag."""
    return make_engine(RISKS)


def test_the_act_comes_first_and_then_the_red_flag(engine: Engine) -> None:
    first = next_question(engine, {})
    assert first is not None and first.fact == "act"
    second = next_question(engine, {"act": "report"})
    assert second is not None and second.fact == "risk" and second.red_flag
    assert next_question(engine, {"act": "report", "risk": "yes"}) is None
    more = next_question(engine, {"act": "report", "risk": "yes"}, past_urgent=True)
    assert more is not None and more.fact == "device"


def test_a_fact_that_no_longer_matters_may_be_unknown(engine: Engine) -> None:
    known = {"act": "report", "risk": "no"}
    with_it, without = next_question(engine, known, ["other"]), next_question(engine, known)
    assert with_it == without
    assert next_question(engine, known, ["device"]) is None


def test_a_fact_that_is_known_is_not_unknown(engine: Engine) -> None:
    question = next_question(engine, {"act": "report", "risk": "no"}, ["risk", "act"])
    assert question is not None and question.fact == "device"


def test_whoever_cannot_say_what_it_is_about_is_asked_about_danger_only(engine: Engine) -> None:
    question = next_question(engine, {}, ["act"])
    assert question is not None and question.fact == "risk"
    assert next_question(engine, {"risk": "no"}, ["act"]) is None
    assert next_question(engine, {}, ["act", "risk"]) is None


def test_danger_ends_the_questions_even_if_nobody_knows_what_it_is_about() -> None:
    engine = make_engine(RISKS.replace("  act: report\n  risk: yes", "  risk: yes"))
    assert next_question(engine, {"risk": "yes"}, ["act"]) is None
    assert next_question(engine, {"risk": "yes"}, ["act"], past_urgent=True) is None


def test_unknown_words_are_refused(engine: Engine) -> None:
    with pytest.raises(UnknownFact):
        next_question(engine, {}, ["nobody"])


def test_too_large_a_plan_falls_back_on_the_greedy_choice(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "_EXACT_LIMIT", 0)
    planner = Planner(engine, past_urgent=True)
    known: dict[str, str] = {"act": "call"}
    while (level := planner.choose(planner.open_node(known))) is not None:
        fact = engine.vocabulary.facts[level]
        assert fact.id not in known
        known[fact.id] = fact.values[0].id
    assert set(known) >= {"act", "risk", "other", "device"}
    assert decide(engine, known).verdict == "caution"


def test_each_plan_has_its_own_limit(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planner that many people share goes on planning exactly however much it has worked out before."""
    planner = Planner(engine, past_urgent=True)
    planner.cost(planner.open_node({"act": "call"}))
    monkeypatch.setattr(ask, "_EXACT_LIMIT", 3)
    monkeypatch.setattr(Planner, "_greedy", lambda *_: pytest.fail("fell back on the greedy choice"))
    assert planner.choose(planner.open_node({"act": "report"})) == engine.vocabulary.level("risk")


AGE = """
[[fact]]
id = "age"
question = "How old is the pupil?"
after = "other"
[[fact.value]]
id = "young"
label = "Young"
phrase = "who is young"
[[fact.value]]
id = "old"
label = "Old"
phrase = "who is old"
"""
AGES = """### 1.1 Ages {#ages}
Words.

```clause
force: must
binds: all adults
purpose: safety
```
```rule
never
  act: call
  other: pupil
  age: young
```
```rule
fine
  act: call
  other: parent
  emergency: yes
  age: old
```
"""


def test_a_question_waits_for_the_answer_that_it_takes_for_granted() -> None:
    engine = make_engine(AGES, facts=FACTS + AGE)
    question = next_question(engine, {"act": "call", "emergency": "yes"})
    assert question is not None and question.fact == "other"
    question = next_question(engine, {"act": "call", "emergency": "yes", "other": "pupil"})
    assert question is not None and question.fact == "age"
    assert next_question(engine, {"act": "call", "emergency": "yes"}, ["other"]) is None
    assert next_question(engine, {"act": "call", "age": "old"}, ["other"]) is not None


def test_engines_read_back_ask_the_same() -> None:
    made = make_engine(RISKS)
    again = Engine.from_plain(made.to_plain())
    for known in ({}, {"act": "call"}, {"act": "report", "risk": "no"}):
        assert next_question(again, known) == next_question(made, known)
        assert next_question(again, known, ["other"]) == next_question(made, known, ["other"])


def test_a_policy_of_one_mind_asks_nothing() -> None:
    from tests.policy.worlds import make_pack

    engine = compile_pack(make_pack(RISKS.replace("```rule", "```example").split("```example")[0]))
    assert decide(engine, {}).verdict == "silent"
    assert next_question(engine, {}) is None


def test_whoever_finds_what_a_node_costs_finds_the_choice_too():
    """Threads share a planner: between the two writes another one may look."""

    class Costs(dict):
        def __setitem__(self, node, cost):
            assert node in planner.chosen
            super().__setitem__(node, cost)

    engine = compile_pack(load_pack("welton"))
    planner = Planner(engine, past_urgent=True)
    planner.costs = Costs()
    act = engine.vocabulary.facts[0]
    planner.choose(planner.open_node({act.id: act.value_ids()[0]}))
    assert planner.costs
