"""Answers from what is known: what all completions share is certain, the rest is only possible."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.decide import ORDER, Answer, UnknownFact, UnknownValue, decide
from lanyard.policy.duties import URGENCIES
from lanyard.policy.engine import Engine
from tests.policy.reference import Judgement
from tests.policy.strategies import MadePolicy, partly_known, policies
from tests.policy.worlds import make_engine


def drawn(policy: MadePolicy, data: st.DataObject) -> tuple[Answer, list[Judgement]]:
    """An answer from partial knowledge, and what each completion would lead to."""
    known = data.draw(partly_known(policy))
    return decide(policy.engine, known), policy.reference.possible(known)


@given(policies(), st.data())
def test_the_range_holds_exactly_the_verdicts_of_all_completions(policy: MadePolicy, data: st.DataObject) -> None:
    answer, completions = drawn(policy, data)
    verdicts = {judged.verdict for judged in completions}
    assert answer.range == tuple(verdict for verdict in ORDER if verdict in verdicts)
    assert answer.verdict == (answer.range[0] if len(verdicts) == 1 else "undecided")
    if "silent" in verdicts and len(verdicts) > 1:
        # Silence somewhere is never folded into a permission.
        assert answer.verdict == "undecided" and answer.range[-1] == "silent"


@given(policies(), st.data())
def test_certain_duties_are_those_of_every_completion(policy: MadePolicy, data: st.DataObject) -> None:
    answer, completions = drawn(policy, data)
    assert {duty.id for duty in answer.duties if duty.certain} == set.intersection(*(set(j.duties) for j in completions))
    assert {duty.id for duty in answer.duties} == set.union(*(set(j.duties) for j in completions))
    for duty in answer.duties:
        urgencies = [j.duties[duty.id] for j in completions if duty.id in j.duties]
        assert duty.urgency == min(urgencies, key=URGENCIES.index)
        assert duty.at_latest == max(urgencies, key=URGENCIES.index)
    assert {duty.id for duty in answer.urgent} == frozenset.intersection(*(j.urgent for j in completions))
    order = [(not duty.certain, URGENCIES.index(duty.urgency)) for duty in answer.duties]
    assert order == sorted(order)


@given(policies(), st.data())
def test_certain_clauses_are_those_of_every_completion(policy: MadePolicy, data: st.DataObject) -> None:
    answer, completions = drawn(policy, data)
    certain = frozenset.intersection(*(j.survivors for j in completions))
    assert {c.rule_id for c in answer.clauses if c.certain} == certain
    assert {c.rule_id for c in answer.clauses} == frozenset.union(*(j.survivors for j in completions))
    assert [c.certain for c in answer.clauses] == sorted((c.certain for c in answer.clauses), reverse=True)


@given(policies(), st.data())
def test_conflicts_and_set_aside_clauses_are_told(policy: MadePolicy, data: st.DataObject) -> None:
    answer, completions = drawn(policy, data)
    clause_of = {row.id: row.clause for row in policy.reference.rows}
    numbers = {clause.id: clause.number for clause in policy.pack.clauses}
    told = {(conflict.kind, frozenset(conflict.clauses)) for conflict in answer.conflicts}
    meant = {
        (kind, frozenset(numbers[clause_of[rule]] for rule in rules))
        for judged in completions
        for kind, rules in judged.conflicts
    }
    assert told == meant
    removed = set.intersection(*({numbers[clause_of[rule]] for rule in judged.removed} for judged in completions))
    assert {one for one, _ in answer.set_aside} <= removed
    assert len(set(answer.set_aside)) == len(answer.set_aside)


@given(policies(), st.data())
def test_a_linked_policy_prevails_only_where_it_alone_gives_the_verdict(policy: MadePolicy, data: st.DataObject) -> None:
    answer, completions = drawn(policy, data)
    rules = {rule.id: rule for rule in policy.pack.rules}

    def alone(judged: Judgement) -> bool:
        deciding = [rules[id_] for id_ in judged.survivors if rules[id_].verdict == judged.verdict]
        return bool(deciding) and all(rule.source for rule in deciding)

    assert answer.prevails == (("Another policy",) if all(alone(judged) for judged in completions) else ())


@given(policies(), st.data())
def test_answers_are_plain_json(policy: MadePolicy, data: st.DataObject) -> None:
    answer, _ = drawn(policy, data)
    told = answer.as_dict()
    assert json.loads(json.dumps(told)).keys() == told.keys()
    assert told["range"] == list(answer.range)
    assert [duty["id"] for duty in told["duties"]] == [duty.id for duty in answer.duties]
    assert [clause["rule_id"] for clause in told["clauses"]] == [citation.rule_id for citation in answer.clauses]
    assert told["set_aside"] == [{"clause": one, "by": other} for one, other in answer.set_aside]


@pytest.fixture
def engine() -> Engine:
    """A policy with a hand-over, a permission beside a ban, and an override of two rules at once."""
    return make_engine(
        """
### 1.1 Phones {#phones}
Keep your own phone away from pupils.

```clause
force: must
binds: all adults
purpose: safety
```
```rule
never
  act: call
  other: pupil
```
```rule
never
  act: call
  device: own
```

### 1.2 Danger {#danger}
In danger, ring anyone.

```clause
force: permitted
binds: all adults
purpose: safety
```
```rule
fine
  act: call
  emergency: yes
  despite: phones
  duty: tell_head now
```

### 1.3 Elsewhere {#elsewhere}
Others look into it.

```clause
force: procedure
binds: all adults
purpose: safety
```
```rule
  act: report
  duty: hand_over, tell_head
```
```rule
never
  act: report
  other: pupil
  from: allegations
```
"""
    )


def test_a_clause_set_aside_is_named_once(engine: Engine) -> None:
    answer = decide(engine, {"act": "call", "other": "pupil", "device": "own", "emergency": "yes"})
    assert answer.verdict == "fine"
    assert answer.set_aside == (("1.1", "1.2"),)
    assert [duty.id for duty in answer.urgent] == ["tell_head"]


def test_another_procedure_takes_over_once_that_is_certain(engine: Engine) -> None:
    assert decide(engine, {"act": "report"}).handover == "Allegations procedure"
    assert decide(engine, {}).handover == ""
    assert decide(engine, {"act": "report"}).as_dict()["handover"] == "Allegations procedure"
    assert decide(engine, {"act": "call"}).as_dict()["handover"] is None


def test_a_stricter_linked_policy_is_named(engine: Engine) -> None:
    assert decide(engine, {"act": "report", "other": "pupil"}).prevails == ("Allegations procedure",)
    assert decide(engine, {"act": "call", "other": "pupil", "emergency": "no"}).prevails == ()


def test_due_now_means_whatever_is_unknown(engine: Engine) -> None:
    """The head teacher is told in any case, but only in an emergency at once."""
    policy = make_engine(
        """
### 1.1 Calls {#calls}
Say that you called.

```clause
force: must
binds: all adults
purpose: safety
```
```rule
  act: call
  duty: tell_head routine
```
```rule
  act: call
  emergency: yes
  duty: tell_head now
```
"""
    )
    answer = decide(policy, {"act": "call"})
    assert [(duty.id, duty.certain, duty.urgency, duty.at_latest) for duty in answer.duties] == [
        ("tell_head", True, "now", "routine"),
        ("do_nothing", True, "routine", "routine"),
    ]
    assert answer.urgent == ()
    assert [duty.id for duty in decide(policy, {"act": "call", "emergency": "yes"}).urgent] == ["tell_head"]


def test_unknown_words_are_refused_with_suggestions(engine: Engine) -> None:
    with pytest.raises(UnknownFact, match="there is no fact “othr”. Did you mean “other”") as fact:
        decide(engine, {"act": "call", "othr": "pupil"})
    assert (fact.value.fact, fact.value.suggestions) == ("othr", ("other",))
    with pytest.raises(UnknownValue, match="“pupl” is not a value of “other”. Did you mean “pupil”") as value:
        decide(engine, {"other": "pupl"})
    assert (value.value.fact, value.value.value, value.value.suggestions) == ("other", "pupl", ("pupil",))
    with pytest.raises(UnknownValue, match="Did you mean “pupil” or “parent”"):
        decide(engine, {"other": "qqqq"})
    with pytest.raises(UnknownFact, match="there is no fact “qqqqqqqq”[.]$"):
        decide(engine, {"qqqqqqqq": "yes"})
