"""How people write notes in a browser, for the journeys that need one to be there."""

from __future__ import annotations

from tests.journeys.visitor import Visitor


def note_a_call(visitor: Visitor, emergency: str, *, trip: str = "", deleted: bool = True) -> None:
    """I used my own phone in an emergency, from the list of notes to the receipt."""
    visitor.open("/note/")
    visitor.follow("I used my own phone in an emergency")
    visitor.press("Start now")
    visitor.write("What was the emergency?", emergency)
    visitor.press("Continue")
    visitor.choose("A parent or carer")
    visitor.write("Who was it?", "Mother of JT, Year 4")
    visitor.choose("A call")
    visitor.press("Continue")
    visitor.write("How many minutes, all together?", "4")
    visitor.choose("No, it showed")
    visitor.press("Continue")
    visitor.write("Which adult did you tell, and when?", "The deputy, at once")
    if trip:
        visitor.write("Was it on a trip or at an event?", trip)
    visitor.choose("Yes, or it was never on it" if deleted else "Not yet")
    visitor.press("Continue")
    visitor.press("Note it")


def note_this(visitor: Visitor, what: str, *, about_head: bool = False) -> None:
    """I want this noted, from its first page to the receipt."""
    visitor.open("/note/this/")
    visitor.press("Start now")
    visitor.write("What do you want noted?", what)
    visitor.press("Continue")
    visitor.write("Who was involved?", "JT, class 4")
    visitor.write("How?", "In person")
    visitor.press("Continue")
    visitor.choose("Yes, or partly" if about_head else "No")
    visitor.press("Continue")
    visitor.press("Note it")


def note_a_judgement(visitor: Visitor, what: str) -> None:
    """A professional judgement about the first clause on offer."""
    visitor.open("/note/judgement/")
    visitor.press("Start now")
    visitor.choose("Yes, I have done it")
    visitor.press("Continue")
    visitor.page.get_by_role("combobox").select_option("unforeseen")
    visitor.press("Continue")
    visitor.write("What did you do", what)
    visitor.write("Why not keep to the clause?", "Nobody else could be reached")
    visitor.write("How does it help a child", "He got home safely")
    visitor.press("Continue")
    visitor.press("Continue")
    visitor.press("Note it")
