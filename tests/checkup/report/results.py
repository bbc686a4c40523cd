"""A small invented result, from which tests make others."""

from __future__ import annotations

import datetime

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.checks import load_checks
from lanyard.checkup.findings import Finding, Span, Stance, Tier
from lanyard.checkup.items import Evidence, Ref
from lanyard.checkup.result import Chapter, Cover, Files, Guide, PartRead, PlatformRead, Result, Shown, State

AT = datetime.datetime(2026, 12, 1, 9, 30, tzinfo=datetime.UTC)
THEN = datetime.datetime(2019, 5, 3, 20, 15, tzinfo=datetime.UTC)
CHECKS = load_checks()


def finding(check: str = "contact-details", text: str = "Ring me on 07700 900123 tonight", found: str = "07700 900123", **other):
    """A finding in a text, with one place in it."""
    start = text.index(found)
    span = Span("uk-phone", start, start + len(found), Tier.ACT, "uk-phone", "A UK telephone number.")
    settings = {
        "tier": Tier.ACT,
        "reason": "A UK telephone number.",
        "platform": "facebook",
        "evidence": Evidence.POSTS,
        "ref": Ref(0, "posts/your_posts_<n>.json", 3),
        "spans": (span,),
        "when": THEN,
    }
    return Finding(check=check, text=text, **{**settings, **other})


def chapter(check: str, state: State, *covers: Cover, found: tuple[Finding, ...] = (), total: int = 0, **other) -> Chapter:
    """A chapter of one check of the Welton policy."""
    shown = tuple(Shown(number, each) for number, each in enumerate(found, start=1))
    return Chapter(CHECKS.by_id[check], state, covers, shown, total or len(found), **other)


def result(*chapters: Chapter, **other) -> Result:
    """A result of one Facebook archive."""
    settings = {
        "pack": "welton",
        "at": AT,
        "urgent": CHECKS.urgent,
        "parts": (PartRead("facebook.zip", ("facebook",)),),
        "platforms": (PlatformRead("facebook", "Facebook", ((Evidence.POSTS, "S"),), ((Evidence.POSTS, 12),)),),
        "files": Files(20, ((Outcome.READ, 5), (Outcome.MEDIA, 15)), 12, ((Why.NOT_A_TIME, 1),)),
        "guides": (Guide("facebook", "Facebook", ("Menu, then settings.",), datetime.date(2026, 11, 22)),),
    }
    return Result(chapters=chapters, **{**settings, **other})


POSTS = Cover("facebook", State.NOTHING_FOUND, 12, THEN, AT)

NO_SETTINGS = Cover("facebook", State.NOT_EXPORTED, words=("Facebook gives no settings.",))

WHOLE = result(
    chapter("contact-details", State.FOUND, POSTS._replace(state=State.FOUND), found=(finding(),)),
    chapter("profanity", State.NOTHING_FOUND, POSTS, set_aside=1),
    chapter("privacy-settings", State.NOT_EXPORTED, NO_SETTINGS),
    chapter("photos", State.NOT_EXAMINED, Cover("facebook", State.NOT_EXAMINED)),
)

QUOTED = finding(text="He wrote: ring me on 07700 900123", stance=Stance.QUOTES)
