"""Bringing cases back for real, as a state machine for two: pure, from who asked, who acts, and when.

One person asks that a colleague, or they themselves, be given a key to what nobody can open. Another
one confirms it with two of the three shares. Nobody confirms what they asked for or would receive.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from lanyard.people.rights import Decision

#: How long a request waits: what nobody confirms in a week is asked for again, by somebody who still means it.
WAITS_FOR = datetime.timedelta(days=7)


class Act(StrEnum):
    """What somebody does about a request."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Ending(StrEnum):
    """How a request came to its end."""

    RECOVERED = "recovered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    LAPSED = "lapsed"
    RECOVERED = Ending.RECOVERED
    REFUSED = Ending.REFUSED
    WITHDRAWN = Ending.WITHDRAWN


ENDS_AS = {Act.CONFIRM: Ending.RECOVERED, Act.REFUSE: Ending.REFUSED, Act.WITHDRAW: Ending.WITHDRAWN}
YES = Decision(True, "")
OVER = Decision(False, "This request is over. Ask again if it is still needed.")
OWN = Decision(False, "You asked for this yourself, so somebody else has to confirm or refuse it.")
FOR_YOU = Decision(False, "You would receive the cases yourself, so somebody else has to confirm it.")
NOT_YOURS = Decision(False, "Only whoever asked for this can take it back.")
NO_RIGHT = Decision(False, "It is for the head teacher or the chair of governors to do this.")


@dataclass(frozen=True)
class Part:
    """What part somebody has in a request: whether they asked, would receive, and may set up recovery at all."""

    asked: bool
    receives: bool
    may_set_up: bool


def state_of(*, asked_at: datetime.datetime, ending: str, at: datetime.datetime) -> State:
    """Where a request stands at a moment."""
    if ending:
        return State(ending)
    return State.WAITING if at - asked_at < WAITS_FOR else State.LAPSED


def may(act: Act, state: State, part: Part) -> Decision:
    """Whether somebody may do this now, and why not."""
    if not part.may_set_up:
        return NO_RIGHT
    if state != State.WAITING:
        return OVER
    if act == Act.WITHDRAW:
        return YES if part.asked else NOT_YOURS
    if part.asked:
        return OWN
    if act == Act.CONFIRM and part.receives:
        return FOR_YOU
    return YES
