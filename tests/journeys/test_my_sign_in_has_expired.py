"""Somebody who was away too long finds a way on from every page, and nothing of theirs lies about."""

from __future__ import annotations

from tests.journeys.visitor import Visitor

ACT = "Give someone my own number, e-mail, address or account"


def test_a_question_leads_to_the_sign_in_and_back(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.page.context.clear_cookies(name="lanyard")
    visitor.reload()
    assert visitor.heading == "Sign in"
    visitor.press("Sam Whitcombe Teacher", status=404)
    assert visitor.heading == "These answers are no longer here"
    visitor.press("Start again")
    assert visitor.path == "/"


def test_a_form_that_stood_open_says_that_nothing_was_saved(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.choose("A pupil at this school")
    visitor.page.context.clear_cookies()
    visitor.press("Continue", status=403)
    assert visitor.heading == "This page stood open for too long"
    visitor.follow("sign in", inside=visitor.page.locator("main"))
    assert visitor.heading == "Sign in"


def test_the_browser_keeps_nothing(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask(ACT)
    desk.answer("Who is the other person?", "A pupil at this school")
    assert desk.page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    cookies = desk.page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"lanyard", "lanyard-form"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)
    assert all("pupil" not in cookie["value"] for cookie in cookies)
