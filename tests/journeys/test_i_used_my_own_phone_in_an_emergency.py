"""An emergency on a trip: the call is noted, the number deleted, the head countersigns and sees that a trip phone is needed."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.noting import note_a_call
from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, HARDEST, Way


def test_from_the_answer_to_the_countersignature(arrive: Callable[[Way], Visitor]) -> None:
    teacher, head = arrive(HARDEST), arrive(DESK)
    teacher.sign_in("Sam Whitcombe")
    note_a_call(teacher, "The coach broke down on the motorway.", trip="Residential", deleted=False)
    assert teacher.heading == "It is noted"
    teacher.open("/desk/")
    teacher.follow("Delete the number, and say so")
    teacher.press("The number is deleted from my phone")
    assert "Confirmed that the number is deleted" in teacher.main()
    address = teacher.path
    note_a_call(teacher, "A pupil fell ill.", trip="Residential")
    head.sign_in("Priya Hartwell")
    head.open(address)
    assert "The coach broke down on the motorway." in head.main()
    head.choose("Countersign it")
    head.press("Send")
    assert "Countersigned" in head.main()
    head.open("/note/calls/")
    assert "A trip phone is needed for: Residential" in head.main()
