"""On paper an answer is tidy: no navigation, no buttons, nothing to press."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

NOT_ON_PAPER = (
    ".govuk-service-navigation", ".lanyard-demonstration a", ".lanyard-person", ".govuk-back-link",
    "footer", "main button", "main form", ".govuk-skip-link",
)  # fmt: skip


def check_paper(visitor: Visitor) -> None:
    """Looks at the page as a printer gets it."""
    visitor.page.emulate_media(media="print")
    for selector in NOT_ON_PAPER:
        for element in visitor.page.locator(selector).all():
            expect(element, selector).to_be_hidden()
    visitor.look()


def test_an_answer_on_paper(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask("Add, accept or follow someone, or answer a friend request")
    visitor.answer_all({"Who is the other person?": "A pupil’s parent or carer"}, otherwise="I don’t know")
    check_paper(visitor)
    assert visitor.heading.endswith("Take care")
    assert "2.6.2" in visitor.main()


@pytest.mark.parametrize("path", ["/policy/print/", "/policy/clauses/own-phone/", "/policy/map/", "/lessons/", "/help-now/"])
def test_the_policy_on_paper(desk: Visitor, path: str) -> None:
    desk.sign_in()
    desk.open(path)
    words = len(desk.main().split())
    check_paper(desk)
    assert len(desk.main().split()) > words / 2


def test_the_whole_policy_is_one_document(desk: Visitor) -> None:
    desk.sign_in()
    desk.open("/policy/print/")
    for number in ("1.1.1", "2.7.4", "A.16"):
        assert number in desk.main()
