"""What was reported to which platform, until when it has to act, and what it did (2.8.5)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from lanyard.concerns.case_words import UNKNOWN, step_label
from lanyard.concerns.opened import OpenCase
from lanyard.policy.platforms import plain
from lanyard.policy.routes.cyberbullying import Category, Kit
from lanyard.policy.routes.history import NOT_KNOWN, Event
from lanyard.practice.registers import registers_of

TOLD, INTIMATE, ANSWERED = "platform-told", "intimate-image-reported", "platform-answered"
CLOCK = "intimate-image"


@dataclass(frozen=True)
class ToldPlatform:
    """One report to a platform. ``due`` is the end of the 48 hours, which intimate pictures have and nothing else."""

    platform: str
    what: str
    at: datetime.datetime
    reference: str
    due: datetime.datetime | None
    answer: str = ""
    answered_at: datetime.datetime | None = None
    is_late: bool = False


def told_platforms(opened: OpenCase, *, at: datetime.datetime) -> list[ToldPlatform]:
    """Every report to a platform, in order, with the first answer of that platform after it."""
    events = opened.standing.events
    return [_told(opened, event, events[place + 1 :], at) for place, event in enumerate(events) if event.step in (TOLD, INTIMATE)]


def category_of(opened: OpenCase, kit: Kit) -> Category | None:
    """The kind of attack that was written down last; nothing while nobody said."""
    event = opened.standing.last("category-chosen")
    chosen = event.facts.get("category", "") if event else ""
    return next((category for category in kit if category.id == chosen), None)


def _told(opened: OpenCase, event: Event, later: tuple[Event, ...], at: datetime.datetime) -> ToldPlatform:
    platform = event.facts.get("platform", NOT_KNOWN)
    answer = next((one for one in later if one.step == ANSWERED and _same(one.facts, platform)), None)
    due = None
    if event.step == INTIMATE:
        hours = registers_of(opened.case.school).clocks.get(CLOCK).count
        due = event.happened_at + datetime.timedelta(hours=hours)
    return ToldPlatform(
        platform=UNKNOWN if platform == NOT_KNOWN else platform,
        what=step_label(opened, event.step),
        at=event.happened_at,
        reference=_said(event.facts, "reference"),
        due=due,
        answer=_said(answer.facts, "words") if answer else "",
        answered_at=answer.happened_at if answer else None,
        is_late=due is not None and (answer.happened_at if answer else at) > due,
    )


def _same(facts: Mapping[str, str], platform: str) -> bool:
    return plain(facts.get("platform", "")) == plain(platform)


def _said(facts: Mapping[str, str], name: str) -> str:
    value = facts.get(name, NOT_KNOWN)
    return UNKNOWN if value == NOT_KNOWN else value
