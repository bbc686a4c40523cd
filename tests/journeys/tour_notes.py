"""The part of the walk that passes notes and the desk: each kind, its answers, and what they show together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.journeys.tour_sharing import become, day, following, opening, pressing, today
from tests.journeys.visitor import Visitor

Step = Callable[[Visitor], None]
TEACHER, OTHER, HEAD, LEAD = "Sam Whitcombe", "Hannah Kowal", "Priya Hartwell", "Tom Bellamy"
WRITTEN = """Lanyard note, written on 2026-03-02T18:00:00+00:00
Day: 2026-03-02
Time: 4pm
Who: JT
How: In person
Witnesses:
What:
A pupil waited at the gate."""


def stops() -> Iterator[tuple[str, Step]]:
    """Every page, most questions both wrong and right."""
    yield from noting()
    yield from judging()
    yield from calling()
    yield from requesting()
    yield from telling()
    yield from answering()
    yield from looking()
    yield "the teacher comes back to the desk", become(TEACHER)
    yield "my desk", opening("/desk/")
    yield "my notes", opening("/note/")


def noting() -> Iterator[tuple[str, Step]]:
    """I want this noted, an addition, paper, and a note from elsewhere."""
    yield "the teacher comes to note", become(TEACHER)
    yield "note: start", opening("/note/this/")
    yield "note: to be thrown away", pressing("Start now")
    yield "note: start, one begun", opening("/note/this/")
    yield "note: thrown away", pressing("Throw it away")
    yield "note: what", pressing("Start now")
    yield "note: what, refused", pressing("Continue")
    yield "note: when", pressing("Continue", {"what": "A pupil waited at the gate."})
    yield "note: when, refused", pressing("Continue", {"happened_on-month": "13"})
    yield "note: about", pressing("Continue", day("happened_on", today()))
    yield "note: about, refused", pressing("Continue")
    yield "note: check", pressing("Continue", {"about_head": "no"})
    yield "note: receipt", pressing("Note it")
    yield "note", following("Read it, or add to it")
    yield "note: add", pressing("Add to it")
    yield "note: add, refused", pressing("Continue")
    yield "note: add, check", pressing("Continue", {"added": "The office rang her mother."})
    yield "note, added to", pressing("Add it")
    yield "note: another addition", pressing("Add to it")
    yield "note: additions begun", opening("/note/add/")
    yield "note: addition thrown away", pressing("Throw it away")
    yield "note: paper", opening("/note/paper/")
    yield "note: from elsewhere", opening("/note/written-before/")
    yield "note: from elsewhere, refused", pressing("Continue", {"text": "Dear head"})
    yield "note: from elsewhere, read", pressing("Continue", {"text": WRITTEN})


def thrown_away(start: str) -> Iterator[tuple[str, Step]]:
    """A journey that is begun and thrown away."""
    yield f"{start} begun", opening(start)
    yield f"{start} to be thrown away", pressing("Start now")
    yield f"{start} again", opening(start)
    yield f"{start} thrown away", pressing("Throw it away")


def judging() -> Iterator[tuple[str, Step]]:
    """A professional judgement."""
    for kind in ("judgement", "emergency-call", "pupil-request", "pupil-told-me"):
        yield from thrown_away(f"/note/{kind}/")
    yield "judgement: start", opening("/note/judgement/")
    yield "judgement: timing", pressing("Start now")
    yield "judgement: timing, refused", pressing("Continue")
    yield "judgement: clause", pressing("Continue", {"timing": "done"})
    yield "judgement: clause, refused", pressing("Continue")
    yield "judgement: why", pressing("Continue", {"departed": "own-phone"})
    yield "judgement: why, refused", pressing("Continue")
    told = {"what": "Rang home", "reason": "No other way", "benefit": "She got home"}
    yield "judgement: when", pressing("Continue", told)
    yield "judgement: check", pressing("Continue")
    yield "judgement: receipt", pressing("Note it")


def calling() -> Iterator[tuple[str, Step]]:
    """Two emergencies on one's own phone."""
    for number in ("one", "two"):
        yield f"call {number}: start", opening("/note/emergency-call/")
        yield f"call {number}: what", pressing("Start now")
        yield f"call {number}: what, refused", pressing("Continue")
        yield f"call {number}: whom", pressing("Continue", {"emergency": "The coach broke down."})
        yield f"call {number}: whom, refused", pressing("Continue")
        yield f"call {number}: when", pressing("Continue", {"reached": "parent", "how": "call"})
        yield f"call {number}: when, refused", pressing("Continue", {"minutes": "many"})
        yield f"call {number}: after", pressing("Continue", {"minutes": "4", "hidden": "no"})
        yield f"call {number}: after, refused", pressing("Continue")
        last = {"told": "The deputy", "trip": "Canoe trip", "deleted": "no"}
        yield f"call {number}: check", pressing("Continue", last)
        yield f"call {number}: receipt", pressing("Note it")
    yield "call, to be deleted", following("Read it, or add to it")
    yield "call, deleted", pressing("The number is deleted from my phone")


def requesting() -> Iterator[tuple[str, Step]]:
    """One account that tried two adults."""
    for who in (TEACHER, OTHER):
        yield f"{who} comes to note a request", become(who)
        yield f"request to {who}: start", opening("/note/pupil-request/")
        yield f"request to {who}: where", pressing("Start now")
        yield f"request to {who}: where, refused", pressing("Continue")
        told = {"platform": "Snapchat", "handle": "@tour_12", "came": "request"}
        yield f"request to {who}: when", pressing("Continue", told)
        yield f"request to {who}: what was said", pressing("Continue", {"pupil": "JT"})
        yield f"request to {who}: refused", pressing("Continue")
        yield f"request to {who}: check", pressing("Continue", {"answered": "no"})
        yield f"request to {who}: receipt", pressing("Note it")


def telling() -> Iterator[tuple[str, Step]]:
    """What a pupil said, and it being taken over."""
    yield "told: start", opening("/note/pupil-told-me/")
    yield "told: words", pressing("Start now")
    yield "told: words, refused", pressing("Continue")
    yield "told: who", pressing("Continue", {"told": "“I do not want to go home.”"})
    yield "told: who, refused", pressing("Continue")
    yield "told: about", pressing("Continue", {"pupil": "JT", "place": "Class 4"})
    yield "told: about, refused", pressing("Continue")
    yield "told: spoken", pressing("Continue", {"about": "adult"})
    yield "told: spoken, refused", pressing("Continue")
    yield "told: check", pressing("Continue", {"spoken": "no"})
    yield "told: receipt", pressing("Pass it on")
    yield "told, by its writer", following("Read it, or add to it")
    yield "the lead comes", become(LEAD)
    yield "the lead’s desk", opening("/desk/")
    yield "told, to take over", following("Take over: what a pupil said")
    yield "told, refused", pressing("It stands in our records")
    yield "told, taken over", pressing("It stands in our records", {"reference": "CP-2041"})
    yield "signals", opening("/note/signals/")
    yield "requests, several at once", opening("/note/together/pupil-request/")
    yield "requests, none chosen", pressing("I have read the selected ones")


def answering() -> Iterator[tuple[str, Step]]:
    """The head's desk, each kind of answer, and what notes show together."""
    yield "the head comes to answer", become(HEAD)
    yield "the head’s desk", opening("/desk/")
    yield "notes received", opening("/note/received/")
    yield "calls, several at once", opening("/note/together/own-phone/")
    yield "calls, none chosen", pressing("Countersign the selected ones")
    yield "notes, several at once", opening("/note/together/noted/")
    yield "the head’s desk again", opening("/desk/")
    yield "a judgement", following("Answer: a professional judgement")
    yield "a judgement, refused", pressing("Send", {"step": "stops"})
    yield "a judgement, HR asked", pressing("Send", {"step": "asks_hr"})
    yield "a judgement, advice refused", pressing("Send", {"step": "logs_hr_advice"})
    advice = {"step": "logs_hr_advice", "adviser": "A. Example", "words": "Let it rest", **day("advised_on", today())}
    yield "a judgement, advised", pressing("Send", advice)
    yield "a judgement, accepted", pressing("Send", {"step": "accepts"})
    yield "departures", opening("/note/judgements/")
    yield "calls", opening("/note/calls/")


def looking() -> Iterator[tuple[str, Step]]:
    """A safeguarding lead looks at a pupil's page, and the second adult confirms it."""
    yield "the lead comes to look", become(LEAD)
    yield "page: start", opening("/note/pupil-page/")
    yield "page: to be thrown away", pressing("Start now")
    yield "page: start, one begun", opening("/note/pupil-page/")
    yield "page: thrown away", pressing("Throw it away")
    yield "page: report", pressing("Start now")
    yield "page: report, refused", pressing("Continue")
    yield "page: which", pressing("Continue", {"report": "Of Monday", "reason": "It speaks of harm"})
    yield "page: which, refused", pressing("Continue")
    told = {"platform": "Snapchat", "handle": "tour_12", "looked": "no"}
    yield "page: second", pressing("Continue", told)
    yield "page: second, refused", pressing("Continue")
    yield "page: check", choosing_beside
    yield "page: receipt", pressing("Note it")
    yield "the second adult comes", become(OTHER)
    yield "the second adult’s desk", opening("/desk/")
    yield "beside", following("Confirm that you were there")
    yield "beside, confirmed", pressing("I was there")


def choosing_beside(visitor: Visitor) -> None:
    """Chooses the second adult, and goes on."""
    visitor.page.get_by_role("combobox").select_option(label=OTHER)
    pressing("Continue")(visitor)
