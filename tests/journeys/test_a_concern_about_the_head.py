"""A concern about the head teacher goes to the chair of governors, and the head finds nothing of it."""

from __future__ import annotations

from tests.journeys.casework import open_case, report, take, unlock
from tests.journeys.ways import DESK, HARDEST

ANSWERS = {
    "Is anyone in danger now?": "No",
    "Are there any pictures, videos or files in this?": "No",
    "Who is it about?": "The head teacher",
    "Is there anyone else who should not receive this?": "Nobody else",
    "What do you want to raise?": "An adult did something that felt wrong, or I did something that could be misread",
    "Could somebody have harmed a child, committed a crime against one, or not be safe to work with children?": "No",
    "What happened?": {"What happened?": "A remark in the corridor that did not sound right."},
    "Do you want to give your name?": "Keep it back until two people agree",
}


def test_a_concern_about_the_head(arrive):
    teacher, chair, head = arrive(HARDEST), arrive(HARDEST), arrive(DESK)
    head.sign_in("Priya Hartwell")
    unlock(head)
    before = head.main()

    teacher.sign_in("Sam Whitcombe")
    report(teacher, ANSWERS)

    chair.sign_in("Ruth Adeyemi")
    unlock(chair)
    open_case(chair, "A low-level concern")
    assert "A remark in the corridor that did not sound right." in chair.main()
    assert "they gave a name and kept it back" in chair.main()
    assert "Sam Whitcombe" not in chair.main()
    take(chair, "Speak with whoever raised it", {"What you want to add, in words": "Through their receipt."})
    chair.follow("Write to the reporter")
    chair.write("What do you want to say?", "Thank you. I am looking at it.")
    chair.press("Send it")
    assert "Thank you. I am looking at it." in chair.main()
    assert "Left out, and never told by this service: Priya Hartwell" in chair.main()

    head.open("/cases/")
    assert head.main() == before, "the head sees what they saw before"
