"""“I want this noted”: four pages, a receipt, and the head teacher reads it; by keyboard, without scripts, on a small phone."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.noting import note_this
from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, HARDEST, Way

WHAT = "A pupil waited at the gate alone, and I walked with her to the office."


def test_from_the_first_page_to_the_receipt(arrive: Callable[[Way], Visitor]) -> None:
    teacher = arrive(HARDEST)
    teacher.sign_in("Hannah Kowal")
    note_this(teacher, WHAT)
    assert teacher.heading == "It is noted"
    assert "Noted on the day" in teacher.main() and "Fingerprint of the text" in teacher.main()
    assert teacher.pages_seen <= 8, "a minute has room for few pages"
    teacher.follow("Read it, or add to it")
    assert WHAT in teacher.main()
    teacher.press("Add to it")
    teacher.write("What do you want to add?", "The office rang her mother.")
    teacher.press("Continue")
    teacher.press("Add it")
    assert WHAT in teacher.main() and "The office rang her mother." in teacher.main()


def test_what_is_about_the_head_teacher_is_read_by_the_chair_alone(arrive: Callable[[Way], Visitor]) -> None:
    teacher, head, chair = arrive(DESK), arrive(DESK), arrive(DESK)
    teacher.sign_in("Leah Morrow")
    note_this(teacher, "The gate was left open after assembly.", about_head=True)
    assert "The chair of governors" in teacher.main()
    teacher.follow("Read it, or add to it")
    address = teacher.path
    head.sign_in("Priya Hartwell")
    head.open(address, status=404)
    head.open("/note/received/")
    assert "Leah Morrow" not in head.main()
    chair.sign_in("Ruth Adeyemi")
    chair.open(address)
    assert "The gate was left open after assembly." in chair.main()


def test_words_survive_a_lost_connection(arrive: Callable[[Way], Visitor]) -> None:
    teacher = arrive(DESK)
    teacher.sign_in("Hannah Kowal")
    teacher.open("/note/this/")
    teacher.press("Start now")
    teacher.write("What do you want noted?", "Half of what I have to say.")
    teacher.press("Continue")
    teacher.open("/note/this/")
    assert "Begun and not sent" in teacher.main()
