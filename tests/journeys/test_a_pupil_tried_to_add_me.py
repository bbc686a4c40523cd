"""A pupil tries to add two adults: each notes it, and the safeguarding lead sees a child, not a fault."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, HARDEST, Way


def note_a_request(visitor: Visitor, who: str) -> None:
    """From the list of notes to the receipt."""
    visitor.sign_in(who)
    visitor.open("/note/")
    visitor.follow("A pupil tried to add me")
    assert "You have done nothing wrong" in visitor.main() and "01632 960 102" in visitor.main()
    visitor.press("Start now")
    visitor.write("Which app, site or game?", "Snapchat")
    visitor.write("Which account name did you see?", "@moonlight_12")
    visitor.choose("A friend, follow or contact request")
    visitor.press("Continue")
    visitor.press("Continue")
    visitor.choose("No, I declined or left it")
    visitor.press("Continue")
    visitor.press("Note it")
    assert visitor.heading == "It is noted"


def test_two_adults_note_it_and_the_lead_sees_both(arrive: Callable[[Way], Visitor]) -> None:
    note_a_request(arrive(HARDEST), "Sam Whitcombe")
    note_a_request(arrive(DESK), "Hannah Kowal")
    lead = arrive(HARDEST)
    lead.sign_in("Tom Bellamy")
    lead.open("/desk/")
    assert "a pupil tried to add them" in lead.main()
    lead.open("/note/signals/")
    assert "2 adults were tried" in lead.main() and "Read it as care for a child" in lead.main()
    lead.follow("Write down the reason and the second adult first")
    assert lead.heading == "Look at a pupil’s page"
