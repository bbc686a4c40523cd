"""The person who was attacked decides about the police, and what is done against their wish is told to them."""

from __future__ import annotations

import pytest

from lanyard.policy.routes.history import NOT_KNOWN
from lanyard.policy.routes.steps import may_take, next_steps, standing
from lanyard.policy.routes.wishes import GROUNDS, Wishes, why_not_on_a_ground, wishes
from tests.policy.routes.given import BOOK, actor, matter
from tests.policy.routes.walks import REPORTER, do

HEAD = actor("head")
CALL = {"spoke_to": "PC 4411", "reference": "not known"}


def wished(police: str, history=None):
    facts = {"wants_told": "everything", "wants_action": NOT_KNOWN, "wants_police": police}
    return do(history or matter("cyberbullying"), "wishes-recorded", "reporter", facts)


def test_nobody_asked_means_undecided():
    now = standing(BOOK, matter("cyberbullying"))
    assert wishes(now) == Wishes()
    assert not may_take(BOOK, now, "police-told", HEAD, CALL)


@pytest.mark.parametrize(("police", "as_wished"), [("yes", True), ("no", False), ("undecided", False)])
def test_the_police_are_told_as_the_person_wishes(police, as_wished):
    now = standing(BOOK, wished(police))
    assert bool(may_take(BOOK, now, "police-told", HEAD, CALL)) is as_wished
    for ground in GROUNDS:
        facts = {**CALL, "ground": ground, "reason": "The message names a child."}
        assert bool(may_take(BOOK, now, "police-told-anyway", HEAD, facts)) is not as_wished


def test_a_wish_can_change_and_the_last_one_counts():
    history = wished("no", wished("yes"))
    assert wishes(standing(BOOK, history)).police == "no" and wishes(standing(BOOK, history)).told == "everything"
    assert wishes(standing(BOOK, wished("yes", history))).police == "yes"


@pytest.mark.parametrize(
    "facts",
    [
        {"ground": "reputation", "reason": "The school’s name."},
        {"ground": NOT_KNOWN, "reason": "So."},
        {"ground": "child-at-risk", "reason": " "},
        {"reason": "So."},
    ],
)
def test_no_other_ground_and_never_without_a_reason(facts):
    now = standing(BOOK, wished("no"))
    assert not may_take(BOOK, now, "police-told-anyway", HEAD, {**CALL, **facts})


def test_the_rule_itself_knows_the_grounds():
    now = standing(BOOK, wished("no"))
    assert "these grounds only" in why_not_on_a_ground(now, "reputation") and why_not_on_a_ground(now, "child-at-risk") == ""


def test_the_grounds_are_a_closed_list():
    assert {option.id for option in BOOK.fact("ground").options} == set(GROUNDS)


def test_whoever_is_overruled_is_told_so():
    facts = {**CALL, "ground": "threat-to-life", "reason": "It names tonight."}
    history = do(wished("no"), "police-told-anyway", "head", facts)
    now = standing(BOOK, history)
    assert [run.clock for run in now.clocks if run.running][-1] == "override-notice"
    assert not may_take(BOOK, now, "leave-a-step", HEAD, {"item": "person-told-of-police", "reason": "They are away."})
    # Not even an escalation makes that go away.
    onward = standing(BOOK, do(history, "escalate", "head", {"to": "indecent-images", "reason": "A picture."}))
    assert "person-told-of-police" in {step.id for step in next_steps(BOOK, onward, HEAD)}
    told = standing(BOOK, do(history, "person-told-of-police", "head", {"words": "I told them myself."}))
    assert "override-notice" not in [run.clock for run in told.clocks if run.running]


def test_the_person_says_it_themselves():
    now = standing(BOOK, matter("cyberbullying"))
    assert "wishes-recorded" in {step.id for step in next_steps(BOOK, now, REPORTER)}
