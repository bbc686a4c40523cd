"""One word finds what can be asked, the clauses, the lessons and the apps."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor


def test_a_word_leads_to_a_question(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open("/")
    visitor.write("Search what you can ask", "friend request")
    visitor.press("Search")
    expect(visitor.page.get_by_role("status")).to_contain_text("for “friend request”")
    visitor.press("Add, accept or follow someone, or answer a friend request")
    assert visitor.heading == "Who is the other person?"


def test_an_app_a_clause_and_a_lesson(desk: Visitor) -> None:
    desk.sign_in()
    desk.open("/")
    desk.write("Search what you can ask", "whatsapp")
    desk.press("Search")
    assert "WhatsApp" in desk.main()
    desk.open("/policy/search/?q=password")
    for heading in ("Clauses", "Lessons"):
        expect(desk.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def test_a_word_that_fits_nothing_leads_on(desk: Visitor) -> None:
    desk.sign_in()
    desk.open("/policy/search/?q=zzxqy")
    assert "0 results" in desk.main()
    desk.follow("choose from the list of what people ask")
    assert desk.path == "/"
