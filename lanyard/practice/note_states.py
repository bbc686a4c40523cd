"""Where a note stands, from what was done about it so far: pure, and nothing of it is ever undone.

A note and every step about it are kept for good. Where it stands, who may take which step, and what
is still owed all follow from the steps in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Kind(StrEnum):
    """What kind of thing a person notes; each serves a clause."""

    JUDGEMENT = "judgement"
    OWN_PHONE = "own_phone"
    PUPIL_REQUEST = "pupil_request"
    PUPIL_TOLD = "pupil_told"
    NOTED = "noted"
    PUPIL_PAGE = "pupil_page"


class Step(StrEnum):
    """What somebody does about a note."""

    ADDS = "adds"
    CONFIRMS_DELETION = "confirms_deletion"
    ACCEPTS = "accepts"
    ADVISES = "advises"
    STOPS = "stops"
    ASKS_HR = "asks_hr"
    LOGS_HR_ADVICE = "logs_hr_advice"
    READS = "reads"
    ASKS = "asks"
    COUNTERSIGNS = "countersigns"
    TRANSFERS = "transfers"
    WAS_THERE = "was_there"
    WAS_NOT_THERE = "was_not_there"


class Part(StrEnum):
    """What part a person has in a note. Nobody has two, and whoever it concerns has none."""

    WRITER = "writer"
    READER = "reader"
    SECOND = "second"


class State(StrEnum):
    """Where a note stands."""

    WAITING = "waiting"
    ASKED = "asked"
    WITH_HR = "with_hr"
    SETTLED = "settled"


#: The answers to a professional judgement (1.1.2).
ANSWERS = (Step.ACCEPTS, Step.ADVISES, Step.STOPS)
#: The step that settles a note of each other kind.
SETTLES = {
    Kind.OWN_PHONE: Step.COUNTERSIGNS,
    Kind.PUPIL_REQUEST: Step.READS,
    Kind.PUPIL_TOLD: Step.TRANSFERS,
    Kind.NOTED: Step.READS,
    Kind.PUPIL_PAGE: Step.READS,
}
SETTLING = (*ANSWERS, *dict.fromkeys(SETTLES.values()))
#: Steps that say nothing without words.
NEED_WORDS = (Step.ADDS, Step.ADVISES, Step.STOPS, Step.ASKS, Step.LOGS_HR_ADVICE)
CONFIRMATIONS = (Step.WAS_THERE, Step.WAS_NOT_THERE)


def state(steps: Sequence[Step]) -> State:
    """Where a note stands after these steps, given in the order in which they were taken.

    What is added to a note that was answered already puts it before its reader again.
    """
    now = State.WAITING
    for step in steps:
        if step in SETTLING:
            now = State.SETTLED
        elif step == Step.ASKS_HR:
            now = State.WITH_HR
        elif step == Step.ASKS:
            now = State.ASKED
        elif step == Step.LOGS_HR_ADVICE or (step == Step.ADDS and now != State.WITH_HR):
            now = State.WAITING
    return now


def allowed(kind: Kind, part: Part, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps that somebody with this part may take next, the usual one first."""
    if Step.TRANSFERS in steps:
        return ()
    if part == Part.WRITER:
        return (Step.ADDS, Step.CONFIRMS_DELETION) if owes_deletion(kind, steps) else (Step.ADDS,)
    if part == Part.SECOND:
        is_open = kind == Kind.PUPIL_PAGE and not set(CONFIRMATIONS).intersection(steps)
        return CONFIRMATIONS if is_open else ()
    now = state(steps)
    if kind == Kind.JUDGEMENT:
        # Stopping something never has to wait for advice.
        return (Step.LOGS_HR_ADVICE, Step.STOPS) if now == State.WITH_HR else (*ANSWERS, Step.ASKS_HR)
    if now == State.SETTLED:
        return ()
    return (SETTLES[kind],) if kind == Kind.PUPIL_TOLD or now == State.ASKED else (SETTLES[kind], Step.ASKS)


def owes_deletion(kind: Kind, steps: Sequence[Step]) -> bool:
    """Whether a pupil's or parent's number may still have to be confirmed as deleted (2.4.7)."""
    return kind == Kind.OWN_PHONE and Step.CONFIRMS_DELETION not in steps
