"""Back works: the browser's own and the page's; nothing is lost and nothing has to be sent twice."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

ACT = "Give someone my own number, e-mail, address or account"
FIRST, SECOND = "Who is the other person?", "What would you give?"
HOME = "What do you want to do, or what has happened?"


def test_the_browsers_way_back_through_the_questions(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer(FIRST, "A pupil at this school")
    assert visitor.heading == SECOND
    visitor.go_back()
    assert visitor.heading == FIRST
    visitor.go_back()
    assert visitor.heading == HOME
    visitor.press(ACT)
    visitor.answer(FIRST, "A pupil at this school")
    assert visitor.heading == SECOND


def test_the_link_back_on_each_page(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer(FIRST, "A pupil at this school")
    visitor.follow("Back")
    assert visitor.heading == FIRST
    expect(visitor.page.get_by_role("radio", name="A pupil at this school", exact=True)).to_be_checked()
    visitor.follow("Back")
    assert visitor.heading == HOME


def test_going_on_without_choosing_says_so_and_keeps_the_place(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.press("Continue")
    assert visitor.heading == FIRST
    assert visitor.page.title().startswith("Error: ")
    visitor.page.get_by_role("link", name="Select the answer that is nearest").click()
    expect(visitor.page.get_by_role("radio").first).to_be_focused()
    visitor.answer(FIRST, "A pupil at this school")
    assert visitor.heading == SECOND
