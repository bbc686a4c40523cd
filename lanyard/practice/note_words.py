"""What the pages, desks and timelines say about notes: titles, the clause each serves, lateness."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from lanyard.policy.pack import Clause

from .models import Note
from .note_states import Kind, State, Step


@dataclass(frozen=True)
class About:
    """A kind of note in words: the clause it serves, what it is, what its writer did, and what its reader does."""

    clause: str
    what: str
    did: str
    done_by: str
    within: int


#: ``within`` is how many working days its reader has: the same day for what concerns a pupil.
ABOUT = {
    Kind.JUDGEMENT: About("professional-judgement", "a professional judgement", "noted a professional judgement", "Answer", 5),
    Kind.OWN_PHONE: About(
        "own-phone", "own phone in an emergency", "noted that they used their own phone in an emergency", "Countersign", 5
    ),
    Kind.PUPIL_REQUEST: About("pupil-pages", "a pupil’s request", "noted that a pupil tried to add them", "Read", 1),
    Kind.PUPIL_TOLD: About("pupil-information", "what a pupil said", "passed on what a pupil said", "Take over", 0),
    Kind.NOTED: About("boundaries", "something to be noted", "wanted something noted", "Read", 3),
    Kind.PUPIL_PAGE: About("pupil-pages", "a pupil’s page looked at", "noted that they look at a pupil’s page", "Read", 3),
}

#: What each answer is called where it is chosen.
CHOICES = {
    Step.ACCEPTS: "Accept it",
    Step.ADVISES: "Give advice for next time",
    Step.STOPS: "Ask for it to stop, or not to be done",
    Step.ASKS_HR: "Ask Schools’ HR first",
    Step.LOGS_HR_ADVICE: "Record the advice of Schools’ HR",
    Step.READS: "I have read it",
    Step.ASKS: "I have a question",
    Step.COUNTERSIGNS: "Countersign it",
    Step.TRANSFERS: "It stands in our child-protection records now",
    Step.WAS_THERE: "I was there",
    Step.WAS_NOT_THERE: "I was not there",
}

HINTS = {
    Step.STOPS: "This never has to wait for advice.",
    Step.ASKS_HR: "You answer when their advice is recorded. The writer sees that it is being looked at, not that you asked.",
    Step.READS: "Who wrote it sees that you have read it.",
    Step.ASKS: "Who wrote it is asked to add to it.",
    Step.COUNTERSIGNS: "You were told of it. You do not have to have been there.",
}

STANDS = {
    State.WAITING: "Waiting to be read",
    State.ASKED: "A question was asked",
    State.WITH_HR: "Being looked at",
    State.SETTLED: "Answered",
}

SETTLED_WORDS = {
    Step.ACCEPTS: "Accepted",
    Step.ADVISES: "Advice given",
    Step.STOPS: "Asked to stop",
    Step.COUNTERSIGNS: "Countersigned",
    Step.READS: "Read",
    Step.TRANSFERS: "Taken over by the safeguarding lead",
}


def is_open_to_judgement(clause: Clause) -> bool:
    """Whether a clause asks something of people and leaves room for judgement: not one that nothing can soften."""
    return bool(clause.rules) and not any(rule.absolute for rule in clause.rules)


def stands(state: State, steps: tuple[Step, ...]) -> str:
    """Where a note stands, in words."""
    if state == State.SETTLED:
        return next(SETTLED_WORDS[step] for step in reversed(steps) if step in SETTLED_WORDS)
    if state == State.WAITING and Step.ADDS in steps and any(step in SETTLED_WORDS for step in steps):
        return "Added to, and waiting to be read again"
    return STANDS[state]


def days_after(note: Note) -> int:
    """How many days after it happened a note was written; below zero for what was planned."""
    return (timezone.localdate(note.noted_at) - note.happened_on).days


def when_noted(note: Note) -> str:
    """Whether a note came before, on the day, or late: late is marked, never refused (1.1.2)."""
    days = days_after(note)
    if days < 0:
        return "Noted beforehand"
    if days == 0:
        return "Noted on the day"
    return f"Noted late: {days} {'day' if days == 1 else 'days'} afterwards. A late note still counts."


def short_day(day: datetime.date) -> str:
    """A day inside a sentence."""
    return f"{day.day} {day:%B}"
