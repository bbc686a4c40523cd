"""The name of a reporter who kept it back (2.2.3): shown once two people have agreed, and never by one alone.

Whoever asks gives a reason; somebody else says yes or no. A yes is final, because what was read cannot
be unread. A no, or the asker taking it back, leaves the name where it was, and it can be asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class NameState(StrEnum):
    """Where a name that was kept back stands."""

    KEPT = "kept"
    ASKED = "asked"
    SHOWN = "shown"


class NameAct(StrEnum):
    """What somebody does about a name that was kept back."""

    ASK = "ask"
    AGREE = "agree"
    REFUSE = "refuse"
    TAKE_BACK = "take-back"


class NameStep(NamedTuple):
    """An act and who did it."""

    act: NameAct
    by: str


#: From where each act is possible, and where it leads.
MOVES: Mapping[NameAct, tuple[NameState, NameState]] = {
    NameAct.ASK: (NameState.KEPT, NameState.ASKED),
    NameAct.AGREE: (NameState.ASKED, NameState.SHOWN),
    NameAct.REFUSE: (NameState.ASKED, NameState.KEPT),
    NameAct.TAKE_BACK: (NameState.ASKED, NameState.KEPT),
}


class NameStanding(NamedTuple):
    """Where the name stands, and who asked last; ``asker`` is empty while nobody waits for an answer."""

    state: NameState
    asker: str


def name_standing(steps: Iterable[NameStep]) -> NameStanding:
    """Where a name stands after these steps. One that could not be taken has no effect."""
    now = NameStanding(NameState.KEPT, "")
    for step in steps:
        if not why_not_name(now, step.act, step.by):
            to = MOVES[step.act][1]
            now = NameStanding(to, step.by if to == NameState.ASKED else "")
    return now


def why_not_name(now: NameStanding, act: NameAct, by: str) -> str:
    """Why somebody cannot do this now, in words for them; an empty text when they can."""
    if now.state != MOVES[act][0]:
        if now.state == NameState.SHOWN:
            return "Two people have agreed already. The name is shown."
        return "Somebody has asked for it already." if act == NameAct.ASK else "Nobody has asked for it."
    if act in (NameAct.AGREE, NameAct.REFUSE) and by == now.asker:
        return "This takes a second person."
    if act == NameAct.TAKE_BACK and by != now.asker:
        return "Only whoever asked can take it back."
    return ""
