"""Somebody who knows nothing gets no wrong answer: whom to ask, and whom to phone if a child is at risk."""

from __future__ import annotations

import pytest

from tests.journeys.visitor import Visitor


def test_i_do_not_know_anything_about_the_call_i_want_to_make(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask("Call, text, message, e-mail or video-call someone")
    visitor.answer_all({}, otherwise="I don’t know")
    assert visitor.heading.endswith("It depends")
    assert "Head teacher" in visitor.section("If you cannot wait, ask")


def test_i_do_not_even_know_what_it_is_about(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open("/")
    visitor.press("I don’t know which of these it is")
    assert "under 18" in visitor.heading
    visitor.answer_all({visitor.heading: "I am not sure"})
    assert visitor.heading.endswith("Act now")


ACTS = ("Take or keep a picture, video or recording", "A phone, laptop or other device is lost or stolen")


@pytest.mark.parametrize("act", ACTS)
def test_every_question_takes_an_i_do_not_know(desk: Visitor, act: str) -> None:
    desk.sign_in()
    desk.ask(act)
    asked = desk.answer_all({}, otherwise="I don’t know")
    assert asked
    assert len(asked) == len(set(asked))
