"""A teacher asks for the residential, a leader and the parents agree, it answers in Ask, it ends, and it is closed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from tests.journeys.sharing import let_days_pass, tick, wait_for_mail, write_day
from tests.journeys.visitor import Visitor
from tests.journeys.ways import HARDEST, Way

PARENT = "parent.one@example.org"


def ask_for_the_residential(teacher: Visitor) -> None:
    """From the list of requests to the receipt."""
    today = datetime.datetime.now(ZoneInfo("Europe/London")).date()
    teacher.sign_in()
    teacher.open("/agree/")
    teacher.press("Ask to share a contact detail")
    teacher.press("Start now")
    teacher.press("Continue")
    teacher.choose("My own phone number")
    teacher.press("Continue")
    teacher.write("What is it for?", "The Year 6 residential")
    teacher.write("How would it be used?", "Calls and texts during the trip")
    teacher.write("Which ways through the school", "There are two groups and one trip phone")
    teacher.press("Continue")
    write_day(teacher, "starts_on", today)
    write_day(teacher, "ends_on", today)
    teacher.press("Continue")
    tick(teacher, "Only for the purpose that is agreed")
    teacher.press("Continue")
    teacher.write("Which pupils?", "A F, 6B")
    teacher.press("Continue")
    teacher.write("E-mail address of a parent or carer of A F, 6B", PARENT)
    teacher.press("Continue")
    assert teacher.heading == "Check your answers"
    assert "they are for you alone" in teacher.main()
    teacher.press("Send the request")
    assert "Not agreed yet" in teacher.main()


def agree_as_leader(head: Visitor) -> None:
    """From the desk to the decision."""
    head.sign_in("Priya Hartwell")
    head.open("/agree/decide/")
    head.follow(re.compile("Sam Whitcombe"))
    head.choose("I agree")
    tick(head, "I am not a parent or carer of any of these pupils")
    tick(head, "I compared the parents’ addresses with those that the school holds")
    head.press("Keep the decision")
    assert "Waiting for the parents" in head.main()


def agree_as_parent(parent: Visitor) -> str:
    """From the mail to the receipt; the way back in."""
    way_in = wait_for_mail(parent, PARENT, r"http://[^/]+(/family/[\w-]+/)")
    parent.open(way_in)
    assert "A F" not in parent.text()
    parent.press("Send me the code")
    parent.write("Type the code", wait_for_mail(parent, PARENT, r"code is ([\d ]+)"))
    parent.press("Continue")
    assert "A F, 6B" in parent.main()
    parent.choose("Yes, I agree")
    parent.write("Your name", "Jo Field")
    parent.press("Send my answer")
    assert "Your receipt is" in parent.main()
    return way_in


def test_from_request_to_expiry_by_keyboard_without_scripts_on_a_small_phone(arrive: Callable[[Way], Visitor]) -> None:
    teacher, head, parent = arrive(HARDEST), arrive(HARDEST), arrive(HARDEST)
    ask_for_the_residential(teacher)
    agree_as_leader(head)
    agree_as_parent(parent)

    teacher.ask("Give someone my own number, e-mail, address or account")
    teacher.answer("Who is the other person?", "A pupil at this school")
    teacher.answer("Is one of these meant?", "A F, 6B: The Year 6 residential")
    assert teacher.heading.endswith("Yes")
    assert "This rests on your agreement" in teacher.section("On record")

    let_days_pass(teacher, 1)
    teacher.reload()
    assert teacher.heading != "Yes"
    teacher.open("/agree/")
    teacher.follow("The Year 6 residential")
    assert "Ended" in teacher.main()
    teacher.press("Confirm and close")
    tick(teacher, "I deleted the pupils’ and parents’ details from my own devices")
    tick(teacher, "I asked the pupils to delete mine, with their parents or another adult there")
    teacher.press("Close it")
    assert "It is over, and the details are deleted." in teacher.main()
