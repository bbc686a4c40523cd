"""A teaching assistant did something that could be misread, and tells of it before anybody asks."""

from __future__ import annotations

from tests.journeys.reporting import answer_pages, look_with_axe, receipt_on, ticking, writing
from tests.journeys.visitor import Visitor

WORDS = "I replied to a pupil’s message on my own phone, to say that I cannot."


def test_a_self_report(visitor: Visitor) -> None:
    visitor.sign_in("Leah Morrow")
    visitor.open("/raise/")
    visitor.press("Report it")
    visitor.press("Start now")
    answers = {
        "Is anyone in danger now?": "No",
        "Are there any pictures, videos or files in this?": "No",
        "Who is it about?": ticking("Me"),
        "Is there anyone else who should not receive this?": ticking("Nobody else"),
        "What do you want to raise?": "An adult did something that felt wrong, or I did something that could be misread",
        "Could somebody have harmed a child, committed a crime against one, or not be safe to work with children?": "No",
        "Have you already noted a professional judgement about this?": "No",
        "What happened?": writing("What happened?", WORDS),
    }
    answer_pages(visitor, answers, look_with_axe)
    assert WORDS in visitor.main() and "Head teacher" in visitor.main()
    assert "That you told of it yourself counts for you." in visitor.main()
    visitor.press("Send the report")
    look_with_axe(visitor)
    assert len(receipt_on(visitor).replace("-", "")) == 40
    visitor.follow("Note a professional judgement")
    assert "judgement" in visitor.heading.lower()
