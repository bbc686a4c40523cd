"""Placing what is not on the list: by the name of a platform, or by what it can do (2.1.1, 2.1.2)."""

from __future__ import annotations

from collections.abc import Sequence

from lanyard.policy.facts import Fact
from lanyard.policy.platforms import Catalogue, Platform

#: The fact whose values the catalogue of platforms speaks of.
CHANNEL = "channel"


def can_be_described(fact: Fact) -> bool:
    """Whether questions exist that place an unknown kind of thing."""
    return bool(fact.described)


def can_be_named(fact: Fact) -> bool:
    """Whether a name may be looked up in the catalogue of platforms."""
    return fact.id == CHANNEL


def ways_of_using(platform: Platform, fact: Fact, catalogue: Catalogue) -> dict[str, str]:
    """The values of the fact that a platform may count as, with the words for each, the likeliest first.

    Where the school may run the platform, its own channel stands first, in words that say so.
    """
    channels = [platform.channel, platform.otherwise, *catalogue.other_channels(platform)]
    return {id_: fact.value(id_).label for id_ in channels if id_ in fact.value_ids()}


def next_capability(fact: Fact, said: Sequence[bool]) -> str | None:
    """The next question about what the thing can do; ``None`` once it is placed."""
    if any(said) or len(said) >= len(fact.described):
        return None
    return fact.described[len(said)].question


def placed(fact: Fact, said: Sequence[bool]) -> str:
    """The value that the thing counts as."""
    return fact.classify(said)
