"""What an agreement is worth: every sequence of acts up to a length, and long random lives of one."""

from __future__ import annotations

import datetime
import itertools

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lanyard.practice.agreement_states import (
    ANSWERS,
    BY_LEADER,
    BY_PARENT,
    DECISIONS,
    OVER,
    WITHDRAWALS,
    Act,
    History,
    NotNow,
    State,
    Taken,
    for_pupil,
    is_effective,
    needs_closing,
    state,
    take,
    why_not,
)

ASKER, LEADER, OTHER, WITNESS, PARENT = 1, 2, 3, 4, None
PEOPLE = (ASKER, LEADER, OTHER, WITNESS, PARENT)
DECIDERS = frozenset({LEADER, OTHER})
DAY = datetime.date(2026, 11, 22)


def days(number: int) -> datetime.date:
    return DAY + datetime.timedelta(days=number)


def asked(first: int = 0, last: int = 4) -> History:
    return History(ASKER, days(first), days(last))


def lived(history: History, *steps: tuple[Act, int | None, int]) -> History:
    for act, by, on in steps:
        history = take(history, Taken(act, by, days(on)), deciders=DECIDERS)
    return history


AGREED = ((Act.LEADER_AGREES, LEADER, 0), (Act.PARENT_AGREES, PARENT, 0))


def test_every_sequence_of_four_acts_by_anybody_keeps_the_rules():
    """All that anybody could try, one after the other, on one day: 40 tries at each of four turns."""
    tries = [Taken(act, by, DAY) for act, by in itertools.product(Act, PEOPLE)]
    seen: set[tuple[Taken, ...]] = set()
    open_ = [asked()]
    for _ in range(4):
        following = []
        for history in open_:
            for step in tries:
                refused = why_not(history, step, deciders=DECIDERS)
                if refused:
                    with pytest.raises(NotNow):
                        take(history, step, deciders=DECIDERS)
                    continue
                made = take(history, step, deciders=DECIDERS)
                assert made.steps[:-1] == history.steps
                check(made, DAY)
                if made.steps not in seen:
                    seen.add(made.steps)
                    following.append(made)
        open_ = following
    assert len(seen) > 50


def check(history: History, on: datetime.date) -> None:
    """What must hold of any agreement that came about by steps that were allowed."""
    acts = [step.act for step in history.steps]
    assert not any(step.by == ASKER for step in history.steps if step.act in (*BY_LEADER, *BY_PARENT))
    assert all(step.by in DECIDERS for step in history.steps if step.act in BY_LEADER)
    assert sum(act in DECISIONS for act in acts) <= 1
    assert sum(act in ANSWERS for act in acts) <= 1
    if is_effective(history, on):
        assert Act.LEADER_AGREES in acts and Act.PARENT_AGREES in acts
        assert not {*WITHDRAWALS, Act.LEADER_REFUSES, Act.PARENT_REFUSES, Act.CLOSES} & set(acts)
        assert history.starts_on <= on <= history.ends_on
    if set(acts) & set(WITHDRAWALS):
        assert state(history, on) in (State.WITHDRAWN, State.CLOSED, State.REFUSED)


@pytest.mark.parametrize("by", [ASKER, WITNESS, PARENT])
@pytest.mark.parametrize("act", BY_LEADER)
def test_only_those_who_may_decide_about_the_asker_decide(act, by):
    history = lived(asked(), (Act.LEADER_AGREES, LEADER, 0)) if act == Act.LEADER_WITHDRAWS else asked()
    assert why_not(history, Taken(act, by, DAY), deciders=DECIDERS)
    assert why_not(history, Taken(act, LEADER, DAY), deciders=())


def test_a_decision_of_ones_own_counts_for_nothing_even_if_it_stands_in_the_data():
    forged = History(ASKER, days(0), days(4), (Taken(Act.LEADER_AGREES, ASKER, DAY), Taken(Act.PARENT_AGREES, PARENT, DAY)))
    assert state(forged, DAY) == State.WAITING
    by_asker = History(ASKER, days(0), days(4), (Taken(Act.LEADER_AGREES, LEADER, DAY), Taken(Act.PARENT_AGREES, ASKER, DAY)))
    assert state(by_asker, DAY) == State.WAITING
    by_nobody = History(ASKER, days(0), days(4), (Taken(Act.LEADER_AGREES, None, DAY), Taken(Act.PARENT_AGREES, None, DAY)))
    assert state(by_nobody, DAY) == State.WAITING


@pytest.mark.parametrize("only", AGREED)
def test_one_yes_is_not_enough(only):
    assert state(lived(asked(), only), DAY) == State.WAITING


@pytest.mark.parametrize("order", list(itertools.permutations(AGREED)))
def test_both_make_it_effective_in_either_order_within_the_window_alone(order):
    history = lived(asked(1, 3), *order)
    assert [state(history, days(on)) for on in range(6)] == [
        State.AGREED, State.LIVE, State.LIVE, State.LIVE, State.EXPIRED, State.EXPIRED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "by"), [(Act.LEADER_WITHDRAWS, OTHER), (Act.PARENT_WITHDRAWS, PARENT), (Act.ASKER_WITHDRAWS, ASKER)]
)
def test_either_side_ends_it_at_once_and_for_good(act, by):
    history = lived(asked(), *AGREED, (act, by, 1))
    assert not any(is_effective(history, days(on)) for on in range(10))
    assert needs_closing(history, days(1))
    for again in AGREED:
        assert why_not(history, Taken(again[0], again[1], days(1)), deciders=DECIDERS)


def test_what_was_never_agreed_lapses_and_needs_no_closing():
    history = lived(asked(), (Act.LEADER_AGREES, LEADER, 0))
    assert state(history, days(5)) == State.LAPSED
    assert not needs_closing(history, days(5))
    assert why_not(history, Taken(Act.PARENT_AGREES, PARENT, days(5)), deciders=DECIDERS)


def test_closing_comes_after_the_end_and_by_the_asker_or_a_leader():
    history = lived(asked(), *AGREED)
    assert why_not(history, Taken(Act.CLOSES, ASKER, days(4)), deciders=DECIDERS)
    assert why_not(history, Taken(Act.CLOSES, WITNESS, days(5)), deciders=DECIDERS)
    assert why_not(history, Taken(Act.CLOSES, PARENT, days(5)), deciders=DECIDERS)
    assert state(lived(history, (Act.CLOSES, ASKER, 5)), days(5)) == State.CLOSED
    assert state(lived(history, (Act.CLOSES, LEADER, 5)), days(5)) == State.CLOSED


def test_withdrawn_before_it_began_needs_no_closing():
    history = lived(asked(2, 4), *AGREED, (Act.PARENT_WITHDRAWS, PARENT, 1))
    assert not needs_closing(history, days(3))


def test_each_pupil_of_a_group_has_their_own_parents_answer():
    yes, no = Taken(Act.PARENT_AGREES, PARENT, DAY), Taken(Act.PARENT_REFUSES, PARENT, DAY)
    all_ = Taken(Act.LEADER_AGREES, LEADER, DAY)
    steps = [(None, all_), ("ann", yes), ("bob", no)]
    assert for_pupil(steps, "ann") == (all_, yes)
    assert for_pupil(steps, "bob") == (all_, no)


class Life(RuleBasedStateMachine):
    """An agreement through days on which anybody tries anything."""

    @initialize(first=st.integers(0, 3), length=st.integers(0, 5))
    def ask(self, first: int, length: int) -> None:
        self.history = asked(first, first + length)
        self.today = 0
        self.kept: tuple[Taken, ...] = ()

    @rule(act=st.sampled_from(list(Act)), by=st.sampled_from(PEOPLE))
    def try_something(self, act: Act, by: int | None) -> None:
        step = Taken(act, by, days(self.today))
        was_over = state(self.history, step.on) in OVER
        try:
            self.history = take(self.history, step, deciders=DECIDERS)
        except NotNow:
            return
        assert not was_over or act == Act.CLOSES

    @rule()
    def sleep(self) -> None:
        self.today += 1

    @invariant()
    def nothing_is_lost_and_every_rule_holds(self) -> None:
        assert self.history.steps[: len(self.kept)] == self.kept
        self.kept = self.history.steps
        check(self.history, days(self.today))

    @invariant()
    def it_is_over_after_its_last_day(self) -> None:
        assert state(self.history, self.history.ends_on + datetime.timedelta(days=1)) in OVER

    @invariant()
    def what_is_over_stays_over(self) -> None:
        if state(self.history, days(self.today)) in OVER:
            assert all(state(self.history, days(self.today + ahead)) in OVER for ahead in range(12))


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=20, deadline=None)
TestLife = Life.TestCase
