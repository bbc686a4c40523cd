"""Two people for a recovery: every state, act and part there can be, against a table written out by hand."""

from __future__ import annotations

import datetime
from itertools import product

import pytest

from lanyard.concerns.recovery_states import ENDS_AS, WAITS_FOR, Act, Ending, Part, State, may, state_of

AT = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
#: All that is ever allowed, while a request waits, to whoever may set recovery up: (act, asked, receives).
ALLOWED = {
    (Act.CONFIRM, False, False),
    (Act.REFUSE, False, False),
    (Act.REFUSE, False, True),
    (Act.WITHDRAW, True, False),
    (Act.WITHDRAW, True, True),
}
EVERYTHING = list(product(Act, State, (False, True), (False, True), (False, True)))


@pytest.mark.parametrize(("act", "state", "asked", "receives", "may_set_up"), EVERYTHING)
def test_nothing_is_allowed_but_what_stands_in_the_table(act, state, asked, receives, may_set_up):
    decision = may(act, state, Part(asked, receives, may_set_up))
    assert bool(decision) == (may_set_up and state == State.WAITING and (act, asked, receives) in ALLOWED)
    assert decision or decision.reason, "a refusal says why"


def test_nobody_ever_confirms_what_they_asked_for_or_would_receive():
    for state, asked, receives, may_set_up in product(State, (False, True), (False, True), (False, True)):
        if asked or receives:
            assert not may(Act.CONFIRM, state, Part(asked, receives, may_set_up))


@pytest.mark.parametrize("ending", Ending)
def test_every_end_is_an_end(ending):
    """Whatever the clock says, and for whatever anybody then does."""
    for days in (0, 6, 8, 4000):
        state = state_of(asked_at=AT, ending=ending, at=AT + datetime.timedelta(days=days))
        assert state == State(ending)
        assert not any(may(act, state, Part(a, r, True)) for act in Act for a in (False, True) for r in (False, True))


def test_a_request_waits_a_week():
    assert state_of(asked_at=AT, ending="", at=AT + WAITS_FOR - datetime.timedelta(seconds=1)) == State.WAITING
    assert state_of(asked_at=AT, ending="", at=AT + WAITS_FOR) == State.LAPSED


def test_each_act_has_an_end_of_its_own():
    assert sorted(ENDS_AS.values()) == sorted(Ending) and set(ENDS_AS) == set(Act)
