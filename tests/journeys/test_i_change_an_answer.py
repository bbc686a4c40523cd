"""What was answered can be looked over and changed; what still matters is not asked again."""

from __future__ import annotations

import re

from tests.journeys.visitor import Visitor

ACT = "Add, accept or follow someone, or answer a friend request"
WHO = "Who is the other person?"
AFFECTS = "Could this affect your work, or look to others as if it did?"


def change(visitor: Visitor, question: str, choice: str) -> None:
    """Changes one answer from the list."""
    visitor.follow(re.compile(f"^Change.*{re.escape(question)}"))
    visitor.answer(question, choice)


def test_change_it_from_check_your_answers(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer_all({WHO: "A pupil’s parent or carer", AFFECTS: "No"})
    visitor.open(re.sub(r"answer/$", "answers/", visitor.path))
    assert visitor.heading == "Check your answers"
    change(visitor, WHO, "A pupil at this school")
    visitor.answer_all({}, otherwise="I don’t know")
    assert visitor.heading.endswith("No")
    assert AFFECTS not in visitor.section("What you said")


def test_look_over_the_answers_so_far_and_go_on(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer(WHO, "A pupil’s parent or carer")
    assert visitor.heading == AFFECTS
    visitor.follow("Check your answers so far")
    assert visitor.heading == "Check your answers"
    assert "A pupil’s parent or carer" in visitor.main()
    visitor.follow("Back")
    assert visitor.heading == AFFECTS


def test_change_it_from_the_answer_and_keep_what_still_matters(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask(ACT)
    desk.answer_all({WHO: "A pupil’s parent or carer", AFFECTS: "No"})
    change(desk, AFFECTS, "Yes, or perhaps")
    asked = desk.answer_all({}, otherwise="I don’t know")
    assert WHO not in asked
    assert "A pupil’s parent or carer" in desk.section("What you said")


def test_an_answer_that_was_given_is_shown_when_it_is_asked_again(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask(ACT)
    desk.answer(WHO, "A governor")
    desk.go_back()
    assert desk.heading == WHO
    desk.reload()
    assert desk.page.get_by_role("radio", name="A governor", exact=True).is_checked()
