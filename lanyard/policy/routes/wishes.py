"""What the person who was attacked wants (2.8.5): told or not, what is to be done, and the police.

They decide about the police and may change their mind. The school acts against their wish only on a
named ground, with a reason, and tells them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lanyard.policy.routes.history import NOT_KNOWN, Standing

#: The only grounds on which the police are told against somebody's wish.
GROUNDS: Mapping[str, str] = {
    "child-at-risk": "a child is at risk",
    "threat-to-life": "somebody’s life is threatened",
    "clause-2.7.4": "it may be an indecent image of a child",
}

RECORDED, TELL_POLICE, NOTICE = "wishes-recorded", "police-told", "person-told-of-police"


@dataclass(frozen=True, slots=True)
class Wishes:
    """The last wishes recorded: ``police`` is “yes”, “no” or “undecided”; whoever was not asked is undecided."""

    told: str = NOT_KNOWN
    action: str = NOT_KNOWN
    police: str = "undecided"


def wishes(standing: Standing) -> Wishes:
    """What the person wants now: the last of their wishes counts."""
    event = standing.last(RECORDED)
    if event is None:
        return Wishes()
    facts = event.facts
    return Wishes(facts["wants_told"], facts["wants_action"], facts["wants_police"])


def why_not_the_police(standing: Standing, facts: Mapping[str, str]) -> str:
    """Why the police cannot be told now; an empty text when they can."""
    if wishes(standing).police == "yes":
        return ""
    if facts.get("ground") not in GROUNDS:
        return f"The person decides about the police. Against their wish, name a ground: {'; '.join(GROUNDS.values())}."
    if not facts.get("reason", "").strip():
        return "Say why this ground applies."
    return ""


def owes_notice(standing: Standing) -> bool:
    """Whether the police were told on a ground, and the person has not been told so since."""
    owed = False
    for event in standing.events:
        if event.step == TELL_POLICE and event.facts.get("ground") in GROUNDS:
            owed = True
        elif event.step == NOTICE:
            owed = False
    return owed
