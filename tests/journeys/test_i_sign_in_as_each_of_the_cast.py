"""Each of the demonstration's people comes in, sees who they are, asks, and goes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lanyard.site.demonstration import CAST
from tests.journeys.visitor import Visitor

NAMES = [member.name for member in CAST]


@pytest.mark.parametrize("name", NAMES)
def test_sign_in_ask_and_sign_out(desk: Visitor, name: str) -> None:
    desk.sign_in_anew(name)
    assert desk.heading == "What do you want to do, or what has happened?"
    desk.ask("A pupil told me something personal")
    desk.answer_all({}, otherwise="I don’t know")
    desk.press("Sign out")
    assert desk.heading == "Sign in"
    desk.open("/answers/")
    assert desk.heading == "Sign in"


def test_come_in_and_go_in_each_way(visitor: Visitor) -> None:
    visitor.open("/policy/")
    assert visitor.heading == "Sign in"
    visitor.press("Sam Whitcombe Teacher")
    assert visitor.path == "/policy/"
    visitor.press("Sign out")
    expect(visitor.page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_what_one_person_asked_is_gone_when_the_next_signs_in(desk: Visitor) -> None:
    desk.sign_in_anew("Sam Whitcombe")
    desk.ask("A pupil told me something personal")
    desk.answer_all({}, otherwise="I don’t know")
    answer = desk.path
    desk.press("Sign out")
    desk.sign_in_anew("Hannah Kowal")
    desk.open(answer, status=404)
    assert desk.heading == "These answers are no longer here"
