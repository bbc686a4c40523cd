"""A head teacher's Monday: one desk, the next deadline first, several at once; by keyboard, without scripts, on a small phone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator

from tests.journeys.noting import note_a_call, note_a_judgement, note_this
from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, HARDEST, Way


def from_leah(head: Visitor) -> Locator:
    """What Leah Morrow brought to the desk."""
    return head.page.locator("main .lanyard-kept__item").filter(has_text="Leah Morrow")


def test_everything_that_waits_is_on_one_desk(arrive: Callable[[Way], Visitor]) -> None:
    teacher = arrive(DESK)
    teacher.sign_in("Leah Morrow")
    note_a_call(teacher, "The gate was locked and a parent waited outside.")
    note_a_call(teacher, "A child was stung by a wasp.")
    note_this(teacher, "A parent hugged me in the playground.")
    note_a_judgement(teacher, "Walked a pupil home.")

    head = arrive(HARDEST)
    head.sign_in("Priya Hartwell")
    head.open("/desk/")
    assert head.heading == "Your desk"
    assert re.search(r"\d+ things need you", head.main())
    for waiting in (
        "Countersign: own phone in an emergency",
        "Read: something to be noted",
        "Answer: a professional judgement",
    ):
        assert waiting in head.main()

    head.follow("Countersign several emergency calls at once")
    assert "The gate was locked" in head.main() and "A child was stung by a wasp." in head.main()
    for box in head.page.get_by_role("checkbox").all():
        head.tick(box)
    head.press("Countersign the selected ones")
    assert "Done." in head.main() and "None is waiting for you." in head.main()

    head.follow("Go to your desk")
    head.follow("Answer: a professional judgement", inside=from_leah(head))
    assert "Walked a pupil home." in head.main()
    head.choose("Accept it")
    head.press("Send")
    assert "Your answer is kept." in head.main()

    head.open("/desk/")
    head.follow("Read: something to be noted", inside=from_leah(head))
    head.choose("I have read it")
    head.write("Your words", "Thank you for saying so.")
    head.press("Send")
    head.open("/desk/")
    assert "Leah Morrow" not in head.main()

    teacher.open("/note/")
    assert "Accepted" in teacher.main() and "Countersigned" in teacher.main()
