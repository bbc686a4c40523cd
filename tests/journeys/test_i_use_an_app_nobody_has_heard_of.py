"""An app that is on no list is placed by what it can do (2.1.1); one that is known, by its name."""

from __future__ import annotations

import re

from tests.journeys.visitor import Visitor

ACT = "Call, text, message, e-mail or video-call someone"
HOW = "How would you be in touch?"
TO_A_PUPIL = {"Who is the other person?": "A pupil at this school"}


def reach_the_channel(visitor: Visitor) -> None:
    """Answers until the question how one would be in touch."""
    visitor.sign_in()
    visitor.ask(ACT)
    while visitor.heading != HOW:
        question = visitor.heading
        visitor.answer(question, TO_A_PUPIL.get(question, "I don’t know"))
    visitor.follow("It is something else: describe it")


def test_an_unknown_app_is_described_by_what_it_can_do(visitor: Visitor) -> None:
    reach_the_channel(visitor)
    visitor.write("What is it called?", "Blibble")
    visitor.press("Continue")
    assert "We do not know “Blibble” yet." in visitor.main()
    visitor.write("What is it called?", "")
    visitor.press("Continue")
    for _ in range(20):
        if "/describe/" not in visitor.path:
            break
        visitor.choose("Yes" if re.search(r"vanish|disappear", visitor.heading) else "No")
        visitor.press("Continue")
    visitor.answer_all({}, otherwise="I don’t know")
    assert HOW in visitor.section("What you said")


def test_a_known_app_is_found_by_its_name(desk: Visitor) -> None:
    reach_the_channel(desk)
    desk.write("What is it called?", "snapchat")
    desk.press("Continue")
    if desk.path.endswith("/part/"):
        desk.choose(desk.page.get_by_role("radio").first.evaluate("radio => radio.labels[0].innerText.trim()"))
        desk.press("Continue")
    desk.answer_all({}, otherwise="I don’t know")
    assert "(Snapchat)" in desk.section("What you said")
