"""A name that was kept back: every short history, by every pair of people."""

from __future__ import annotations

from itertools import product

import pytest

from lanyard.policy.routes.names import MOVES, NameAct, NameState, NameStep, name_standing, why_not_name

PEOPLE = ("head", "chair", "dsl")
STEPS = [NameStep(act, by) for act in NameAct for by in PEOPLE]


def test_every_history_of_four_steps_shows_it_only_after_two_different_people():
    shown = 0
    for history in product(STEPS, repeat=4):
        now = name_standing(history)
        if now.state == NameState.SHOWN:
            shown += 1
            assert any(
                one.act == NameAct.ASK and two.act == NameAct.AGREE and one.by != two.by
                for n, one in enumerate(history)
                for two in history[n + 1 :]
            )
    assert shown > 0


def test_no_one_alone_ever_reaches_it_whatever_they_press():
    for acts in product(NameAct, repeat=6):
        assert name_standing(NameStep(act, "head") for act in acts).state != NameState.SHOWN


def test_a_yes_is_final():
    agreed = (NameStep(NameAct.ASK, "head"), NameStep(NameAct.AGREE, "chair"))
    for more in product(STEPS, repeat=2):
        assert name_standing((*agreed, *more)).state == NameState.SHOWN


@pytest.mark.parametrize("act", NameAct)
@pytest.mark.parametrize("by", PEOPLE)
@pytest.mark.parametrize("history", [(), (NameStep(NameAct.ASK, "head"),)], ids=["kept", "asked"])
def test_what_is_refused_says_why_and_what_is_not_has_an_effect(history, act, by):
    now = name_standing(history)
    reason, after = why_not_name(now, act, by), name_standing((*history, NameStep(act, by)))
    assert bool(reason) == (after == now)
    assert reason == "" or reason.endswith(".")
    if not reason:
        assert after.state == MOVES[act][1]


def test_after_a_no_it_can_be_asked_again_by_anybody():
    history = [NameStep(NameAct.ASK, "head"), NameStep(NameAct.REFUSE, "chair"), NameStep(NameAct.ASK, "chair")]
    assert name_standing(history) == (NameState.ASKED, "chair")
    assert why_not_name(name_standing(history), NameAct.AGREE, "chair") == "This takes a second person."
    assert name_standing([*history, NameStep(NameAct.AGREE, "head")]).state == NameState.SHOWN
