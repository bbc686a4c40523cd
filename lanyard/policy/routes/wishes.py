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

RECORDED = "wishes-recorded"


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


def why_not_as_wished(standing: Standing) -> str:
    """Why the police cannot be told as the person wishes; an empty text when they can."""
    if wishes(standing).police == "yes":
        return ""
    return "The person decides about the police, and has not asked for them."


def why_not_on_a_ground(standing: Standing, ground: str) -> str:
    """Why the police cannot be told on a ground; an empty text when they can. The person is told afterwards."""
    if wishes(standing).police == "yes":
        return "The person wants the police to be told, so no ground is needed."
    if ground not in GROUNDS:
        return f"Against a person’s wish there are these grounds only: {'; '.join(GROUNDS.values())}."
    return ""
