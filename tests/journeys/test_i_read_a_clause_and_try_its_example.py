"""From the contents to a clause, and from its example to the answer that the example promises."""

from __future__ import annotations

import re

from tests.journeys.visitor import Visitor


def test_read_try_and_come_back(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open("/")
    visitor.go_to("Policy")
    visitor.follow("Your own phone")
    assert visitor.heading == "2.4.7 Your own phone"
    for heading in ("How we read it", "Examples"):
        assert visitor.page.get_by_role("heading", name=heading, exact=True).count() == 1
    visitor.press(re.compile("^Try it"))
    visitor.answer_all({}, otherwise="I don’t know")
    assert "2.4.7" in visitor.section("Why")


def test_a_clause_is_found_by_its_number_too(desk: Visitor) -> None:
    desk.sign_in()
    desk.open("/policy/clauses/2.6.2/")
    assert desk.path == "/policy/clauses/circles-with-parents/"
    assert desk.heading == "2.6.2 Shared circles with parents"
