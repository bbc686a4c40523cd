"""What a check-up found, for the person's own eyes. Never a score, never a verdict about a person."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import NamedTuple

from lanyard.checkup.items import Evidence, Ref


class Tier(StrEnum):
    """How sure a rule is: act on this, or have a look."""

    ACT = "A"
    LOOK = "B"


class Stance(StrEnum):
    """How the writer stands to the words. Only what is asserted speaks against the writer; the rest is shown as what it is."""

    ASSERTS = "asserts"
    NEGATES = "negates"
    QUOTES = "quotes"
    CONDEMNS = "condemns"
    ASKS = "asks"
    RECLAIMS = "reclaims"
    RESHARES = "reshares"


class Span(NamedTuple):
    """What a rule found in a text: its own id, from where to where, and why in the words of the rule.

    ``label`` is the closed word of the rule for what it found (such as ``uk-phone``), for counting.
    """

    rule: str
    start: int
    end: int
    tier: Tier
    label: str
    reason: str
    stance: Stance = Stance.ASSERTS


class Finding(NamedTuple):
    """Something to look at. ``check`` is the policy's check that it belongs to, which knows the clause and what to do.

    ``text`` is the whole text it stands in and ``spans`` the places; a finding about a setting or a contact
    has no spans, and ``text`` names it. ``platform`` is a dialect's id.
    """

    check: str
    tier: Tier
    reason: str
    platform: str
    evidence: Evidence
    ref: Ref
    text: str = ""
    spans: tuple[Span, ...] = ()
    when: datetime.datetime | None = None
    who: str = ""
    mend: str = ""
    stance: Stance = Stance.ASSERTS
