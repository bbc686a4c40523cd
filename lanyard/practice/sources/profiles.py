"""What professional profiles bring to desks, timelines, answers and clause pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.practice import living, on_record
from lanyard.practice.living import Living
from lanyard.practice.models import ProfileStanding
from lanyard.practice.on_record import Recorded
from lanyard.practice.queries import profiles as queries

CLAUSE = "work-in-profile"
#: How long an answer may take, and how early it is said that one runs out.
ANSWER_WITHIN = datetime.timedelta(days=7)
AHEAD = datetime.timedelta(days=14)


@dues.source
def profiles_to_decide(scope: Scope) -> Iterator[Due]:
    """Requests that wait for this person's decision."""
    for each in queries.profiles_to_decide(scope):
        if each.standing == ProfileStanding.WAITING:
            yield Due(
                kind="profile to decide",
                key=f"profile-decide-{each.profile.pk}",
                title="Answer a request for a professional profile",
                why=f"{each.profile.adult.name} asked for it.",
                href=reverse("practice:profile-decide", args=[each.profile.pk]),
                clause=CLAUSE,
                by=timezone.localdate(each.profile.asked_at) + ANSWER_WITHIN,
            )


@dues.source
def profiles_running_out(scope: Scope) -> Iterator[Due]:
    """One's own exceptions that end soon: change the profile, or ask again."""
    for each in queries.own_profiles(scope):
        if each.standing == ProfileStanding.AGREED and each.profile.ends_on - AHEAD <= scope.on:
            yield Due(
                kind="profile running out",
                key=f"profile-end-{each.profile.pk}",
                title="Your professional profile’s exception runs out",
                why="Take your job and the school off the profile, or ask again.",
                href=reverse("practice:profiles"),
                clause=CLAUSE,
                by=each.profile.ends_on,
            )


@timeline.source
def what_was_asked(scope: Scope) -> Iterator[Entry]:
    """The exceptions that the person asked for, and the answers."""
    for each in queries.own_profiles(scope):
        held, href = each.profile, reverse("practice:profiles")
        until = {"from": held.starts_on.isoformat(), "until": held.ends_on.isoformat()}
        asked = {"page": each.page, "shows": each.shows, "why": each.why, **until}
        yield Entry(held.asked_at, "profile", "You asked for a professional profile.", CLAUSE, href, asked)
        if held.decision:
            words = f"Your professional profile was {'agreed' if held.decision == 'agreed' else 'not agreed'}."
            yield Entry(held.decided_at, "profile", words, CLAUSE, href, {"decision": held.decision, "reason": each.reason})
        if held.ended_at:
            yield Entry(held.ended_at, "profile", "The exception for your professional profile ended early.", CLAUSE, href, until)


@on_record.source
def agreed_profiles(scope: Scope) -> Iterator[Recorded]:
    """An exception that has effect answers whether the head teacher agreed."""
    for each in queries.own_profiles(scope):
        if each.standing == ProfileStanding.AGREED:
            yield Recorded(
                facts={"profile_agreed": "yes"},
                when={"act": "profile", "profile_kind": "professional"},
                words="an exception for a professional profile",
                clause=CLAUSE,
                href=reverse("practice:profiles"),
                until=each.profile.ends_on,
                key=f"profile-{each.profile.pk}",
                choice=each.page,
            )


@living.source
def agreed_at_a_school(school: School, on: datetime.date) -> Iterator[Living]:
    """How many exceptions have effect."""
    yield Living(clause=CLAUSE, words="professional profiles have an agreed exception", count=queries.count_agreed(school, on))
