"""A teacher knows a parent from the swimming club, and the parent has asked to be friends online."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

ACT = "Add, accept or follow someone, or answer a friend request"
WHO = "Who is the other person?"
AFFECTS = "Could this affect your work, or look to others as if it did?"
DECLARED = "Have you told the head teacher about this link?"
FRIENDLY = {WHO: "A pupil’s parent or carer"}


def test_take_care_and_tell_the_head_teacher_when_it_may_affect_the_role(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    asked = visitor.answer_all({**FRIENDLY, AFFECTS: "Yes, or perhaps", DECLARED: "No"})
    assert asked == [WHO, AFFECTS, DECLARED]
    assert visitor.heading.endswith("Take care")
    assert "Within a week: Tell the head teacher about the link" in visitor.section("What to do now")
    assert "2.6.2 Shared circles with parents" in visitor.section("Why")
    visitor.follow("2.6.2 Shared circles with parents")
    assert visitor.heading == "2.6.2 Shared circles with parents"


def test_take_care_and_nothing_more_when_it_cannot_affect_the_role(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask(ACT)
    desk.answer_all({**FRIENDLY, AFFECTS: "No"})
    assert desk.heading.endswith("Take care")
    expect(desk.page.get_by_role("heading", name="What to do now")).to_have_count(0)


def test_a_pupil_instead_of_a_parent_is_a_no(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask(ACT)
    desk.answer_all({WHO: "A pupil at this school"}, otherwise="I don’t know")
    assert desk.heading.endswith("No")
    assert "2.3.5 Friends, followers and contacts" in desk.section("Why")
