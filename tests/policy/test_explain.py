"""The reason given is enough and no longer than it must be; advice changes little and only what may change."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.decide import UnknownFact, decide
from lanyard.policy.engine import Engine
from lanyard.policy.explain import Approved, approved_ways, explain, what_would_help
from lanyard.policy.refusal import Refusal
from tests.policy.reference import Judgement, Reference
from tests.policy.strategies import MadePolicy, partly_known, policies
from tests.policy.worlds import make_engine

MILD_TO_STRICT = ("fine", "caution", "agree", "never")


class Answers:
    """The verdicts of a policy's situations, worked out by the reference once."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.rows: list[tuple[Mapping[str, str], Judgement]] = [(row, reference.judge(row)) for row in reference.completions({})]

    def verdicts(self, known: Mapping[str, str]) -> set[str]:
        """The verdicts still possible."""
        return {judged.verdict for row, judged in self.rows if known.items() <= row.items()}

    def duties(self, known: Mapping[str, str]) -> set[str]:
        """The duties that are certain."""
        return set.intersection(*(set(judged.duties) for row, judged in self.rows if known.items() <= row.items()))


@given(policies(), st.data())
def test_the_reason_is_enough_and_minimal(policy: MadePolicy, data: st.DataObject) -> None:
    known = data.draw(partly_known(policy))
    answers = Answers(policy.reference)
    reason = explain(policy.engine, known)
    if len(answers.verdicts(known)) > 1:
        assert reason == ()
        return
    assert set(reason) <= set(known.items())
    assert answers.verdicts(dict(reason)) == answers.verdicts(known)
    for fewer in itertools.combinations(known.items(), len(reason) - 1) if reason else ():
        assert len(answers.verdicts(dict(fewer))) > 1
    order = list(policy.reference.facts)
    assert [order.index(fact) for fact, _ in reason] == sorted(order.index(fact) for fact, _ in reason)


@given(policies(), st.data())
def test_advice_is_certain_milder_cheapest_and_changes_only_what_may_be_changed(policy: MadePolicy, data: st.DataObject) -> None:
    known = {"act": data.draw(st.sampled_from(policy.facts[0].values)), **data.draw(partly_known(policy))}
    answers = Answers(policy.reference)
    helps = what_would_help(policy.engine, known)
    worst = max(strictness(verdict) for verdict in answers.verdicts(known))
    for help_ in helps:
        changed = {**known, **{change.fact: change.after for change in help_.changes}}
        assert {change.fact for change in help_.changes} <= set(policy.reference.changeable)
        assert all(change.before == known.get(change.fact, "") != change.after for change in help_.changes)
        assert answers.verdicts(changed) == {help_.verdict}
        assert 0 <= strictness(help_.verdict) < worst
        assert {duty.id for duty in help_.duties} == answers.duties(changed)
    assert {(help_.verdict, len(help_.changes)) for help_ in helps} == set(cheapest(policy, answers, known, worst).items())
    assert [strictness(help_.verdict) for help_ in helps] == sorted({strictness(help_.verdict) for help_ in helps})


def strictness(verdict: str) -> int:
    """How strict a verdict is; silence is neither strict nor mild."""
    return MILD_TO_STRICT.index(verdict) if verdict in MILD_TO_STRICT else -1


def cheapest(policy: MadePolicy, answers: Answers, known: Mapping[str, str], worst: int) -> dict[str, int]:
    """Verdicts milder than any reached with fewer changes, each with how many changes it takes, by trying all."""
    found: dict[str, int] = {}
    for size in range(1, 5):
        reached = set()
        for facts in itertools.combinations(policy.reference.changeable, size):
            for values in itertools.product(*(policy.reference.facts[fact] for fact in facts)):
                changes = dict(zip(facts, values, strict=True))
                if all(known.get(fact) != value for fact, value in changes.items()):
                    verdicts = answers.verdicts({**known, **changes})
                    reached |= verdicts if len(verdicts) == 1 else set()
        milder = [verdict for verdict in reached if 0 <= strictness(verdict) < worst]
        if milder:
            best = min(milder, key=strictness)
            found[best] = size
            worst = strictness(best)
    return found


CALLS = """
### 1.1 Own phones {#own-phones}
Use the school's phone.

```clause
force: must not
binds: all adults
purpose: safety
```
```rule
never
  act: call
  device: own
  unless: agreed
    caution
      duty: tell_head
```
```rule
fine
  act: call
  device: school
```
"""


def test_the_mildest_comes_first_and_a_stricter_answer_at_the_same_price_is_left_out() -> None:
    (one,) = what_would_help(make_engine(CALLS), {"act": "call", "device": "own", "agreed": "no"})
    assert one.verdict == "fine" and one.duties == ()
    assert [(change.fact, change.before, change.after, change.phrase, change.changed_by) for change in one.changes] == [
        ("device", "own", "school", "from the school's phone", "you")
    ]


def test_duties_that_remain_are_told_even_if_their_urgency_is_open() -> None:
    engine = make_engine(
        """
### 1.1 Calls {#calls}
Ask first.

```clause
force: must
binds: all adults
purpose: safety
```
```rule
agree
  act: call
  unless: agreed
    caution
      duty: tell_head routine
```
```rule
  act: call
  emergency: yes
  duty: tell_head now
```
"""
    )
    (help_,) = what_would_help(engine, {"act": "call", "agreed": "no"})
    assert [(duty.id, duty.urgency, duty.at_latest) for duty in help_.duties] == [("tell_head", "now", "routine")]


def test_nothing_is_advised_about_nothing_in_particular() -> None:
    engine = make_engine(CALLS)
    assert what_would_help(engine, {"device": "own"}) == ()
    assert what_would_help(engine, {"act": "report"}) == ()


def test_a_reason_needs_each_of_its_facts_and_may_have_to_choose_among_the_rest() -> None:
    engine = make_engine(
        """
### 1.1 Calls {#calls}
Two reasons against.

```clause
force: must not
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
"""
    )
    known = {"act": "call", "risk": "no", "other": "pupil", "device": "own"}
    assert decide(engine, known).verdict == "never"
    assert explain(engine, known) == (("act", "call"), ("other", "pupil"))
    assert explain(engine, {"act": "call", "other": "pupil"}) == (("act", "call"), ("other", "pupil"))
    assert explain(engine, {"act": "call"}) == ()


def test_unknown_facts_are_refused() -> None:
    engine = make_engine(CALLS)
    with pytest.raises(UnknownFact):
        explain(engine, {"nobody": "yes"})
    with pytest.raises(UnknownFact):
        what_would_help(engine, {"nobody": "yes"})


WAYS = """### 1.1 Calls {#calls}
Write, do not call.

```clause
force: must
binds: all adults
purpose: safety
```
```rule
never
  act: call
  instead: Write it down, and report it. → act: report · other: pupil, parent
  unless: emergency
    agree
      instead: Write it down, and report it. → act: report
```
```rule
fine
  act: report
```
"""


def test_a_refusal_names_what_may_be_done_instead() -> None:
    engine = make_engine(WAYS)
    (way,) = approved_ways(engine, decide(engine, {"act": "call", "emergency": "no"}))
    assert way == Approved("Write it down, and report it.", "1.1", "calls", "Calls")
    assert approved_ways(engine, decide(engine, {"act": "call", "emergency": "yes"})) == (way,)
    assert approved_ways(engine, decide(engine, {"act": "call"})) == ()
    assert approved_ways(engine, decide(engine, {"act": "report"})) == ()
    again = Engine.from_plain(engine.to_plain())
    assert approved_ways(again, decide(again, {"act": "call", "emergency": "no"})) == (way,)


def test_a_way_that_is_not_allowed_is_refused_with_a_situation() -> None:
    with pytest.raises(Refusal) as refusal:
        make_engine(WAYS.replace("→ act: report\n", "→ act: report, call\n"))
    (problem,) = refusal.value.problems
    words = "“Write it down, and report it.” is named instead, but the policy does not allow it everywhere (agree)."
    assert (problem.message, problem.clause) == (words, "1.1")
    assert problem.suggestion == "Not here: calling somebody; it is an emergency."
