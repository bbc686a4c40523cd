"""A teacher sings in a choir with a parent and says so; the head reads it and answers."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.sharing import tick
from tests.journeys.visitor import Visitor
from tests.journeys.ways import HARDEST, Way


def test_i_declare_and_the_head_answers_by_keyboard_without_scripts(arrive: Callable[[Way], Visitor]) -> None:
    teacher, head = arrive(HARDEST), arrive(HARDEST)
    teacher.sign_in("Hannah Kowal")
    teacher.open("/declare/")
    teacher.press("Declare a social contact")
    teacher.press("Start now")
    teacher.choose("We meet at a club, a sport or a hobby")
    teacher.press("Continue")
    teacher.choose("A pupil’s parent or carer")
    teacher.press("Continue")
    tick(teacher, "I have another job in which I meet families from school")
    teacher.press("Continue")
    teacher.write("Which family is it?", "The Fields, 3K")
    teacher.write("How do you know each other?", "We sing in the same choir.")
    teacher.write("Since when?", "2019")
    teacher.press("Continue")
    tick(teacher, "Group chat")
    teacher.press("Continue")
    tick(teacher, "None of these at the moment")
    teacher.press("Continue")
    tick(teacher, "We do not talk about school, pupils or staff")
    teacher.press("Continue")
    assert teacher.heading == "Check your answers"
    teacher.press("Declare it")
    assert "The Fields, 3K" in teacher.main()

    head.sign_in("Priya Hartwell")
    head.open("/declare/read/")
    head.follow(re.compile("^Hannah Kowal"))
    head.choose("Noted: nothing needs to change")
    head.press("Keep the answer")
    assert "Your answer is kept" in head.main()

    teacher.reload()
    assert "Priya Hartwell" in teacher.main()
    teacher.open("/declare/year/")
    teacher.choose("No: what I declared is all there is, and still right")
    teacher.press("Continue")
    assert "Everything is declared" in teacher.main()
