"""A teacher who goes on the residential wonders about giving a pupil their own mobile number."""

from __future__ import annotations

from tests.journeys.visitor import Visitor

ACT = "Give someone my own number, e-mail, address or account"
SENIOR = "Has a senior leader agreed to it?"
PARENT = "Have the pupil’s parents or carers agreed to it?"
WRITTEN = "Is the agreement written down, and still running?"
TO_A_PUPIL = {
    "Who is the other person?": "A pupil at this school",
    "What would you give?": "My own phone number",
}


def test_not_without_agreement_and_what_would_make_it_all_right(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer_all({**TO_A_PUPIL, SENIOR: "No, or not yet", PARENT: "No, or not yet", WRITTEN: "No"})
    assert visitor.heading.endswith("Not without agreement")
    way_out = visitor.section("What would be all right").lower()
    for needed in ("senior leader agrees", "parents or carers agree", "written down"):
        assert needed in way_out
    assert "2.5.6" in visitor.section("Why")


def test_fine_once_a_senior_leader_and_the_parents_agreed_in_writing(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask(ACT)
    desk.answer_all({**TO_A_PUPIL, SENIOR: "Yes", PARENT: "Yes", WRITTEN: "Yes"}, otherwise="No")
    assert desk.heading.endswith("Yes")
    assert "2.5.6" in desk.section("Why")
