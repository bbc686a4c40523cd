"""Who opened a case, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from lanyard.concerns.models import ItemKind
from lanyard.concerns.opened import OpenCase
from lanyard.people.models import Adult

OTHER, TOGETHER = "other", "together"

#: Why somebody opens a case.
REASONS: Mapping[str, str] = {
    "handle": "I handle it, and something is to be done",
    "new": "Something new is in it",
    "second": "I was asked as the second person",
    "outside": "An outside body asked about it",
    TOGETHER: "I look at concerns side by side",
    OTHER: "Another reason",
}


def mark_of(session_key: str | None, adult: Adult) -> str:
    """What stands for a sign-in within a case: it leads back to no session."""
    told = f"reading {session_key or ''} {adult.pk}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def has_read(opened: OpenCase, adult: Adult, mark: str) -> bool:
    """Whether somebody said in this sign-in why they open the case."""
    readings = opened.of(ItemKind.READING)
    return any(one.item.by_id == adult.pk and (one.body or {}).get("mark") == mark for one in readings)
