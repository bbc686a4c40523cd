"""Protocols: what is due, what the person proposed and decided, what answers in Ask, how the clause is lived."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.practice import living, on_record
from lanyard.practice.living import Living
from lanyard.practice.on_record import Recorded
from lanyard.practice.queries import protocols as queries

CLAUSE = "protocols"
#: How early a review is told, and how long a proposal may wait.
AHEAD = datetime.timedelta(days=14)


@dues.source
def protocols_to_keep(scope: Scope) -> Iterable[Due]:
    """For those who manage protocols: proposals of others, and reviews that are near."""
    if not scope.can("manage protocols"):
        return
    for each in queries.waiting_protocols(scope).exclude(proposed_by=scope.adult):
        yield Due(
            kind="protocol to decide",
            key=f"protocol-decide:{each.pk}",
            title="Decide about a protocol",
            why="An adult proposed how an activity keeps in touch with pupils.",
            href=reverse("practice:protocol", args=[each.pk]),
            clause=CLAUSE,
            by=max(each.starts_on, timezone.localdate(each.proposed_at)),
        )
    for each in queries.live_protocols(scope).filter(review_on__lte=scope.on + AHEAD):
        if each.replaced_by.exclude(decision="refused").exists():
            continue
        yield Due(
            kind="protocol review",
            key=f"protocol-review:{each.pk}",
            title="Look at a protocol again",
            why=f"It ends on {each.ends_on:%-d %B %Y}. End it, or propose the next one.",
            href=reverse("practice:protocol", args=[each.pk]),
            clause=CLAUSE,
            by=each.review_on,
        )


@timeline.source
def proposed_and_decided(scope: Scope) -> Iterable[Entry]:
    """What the person proposed, decided and ended."""
    mine = Q(proposed_by=scope.adult) | Q(decided_by=scope.adult) | Q(ended_by=scope.adult)
    for each in queries.protocols_at(scope.school).filter(mine):
        href = reverse("practice:protocol", args=[each.pk])
        about = {"protocol": str(each.pk), "title": each.title}
        if each.proposed_by_id == scope.adult.pk:
            yield Entry(each.proposed_at, "protocol", f"You proposed the protocol “{each.title}”.", CLAUSE, href, about)
        if each.decided_by_id == scope.adult.pk:
            words = f"You decided about the protocol “{each.title}”."
            yield Entry(each.decided_at, "protocol", words, CLAUSE, href, {**about, "decision": each.decision})
        if each.ended_by_id == scope.adult.pk:
            yield Entry(each.ended_at, "protocol", f"You ended the protocol “{each.title}”.", CLAUSE, href, about)


@on_record.source
def live_protocols(scope: Scope) -> Iterable[Recorded]:
    """A live protocol answers whether one is agreed, for each channel that it covers."""
    for each in queries.live_protocols(scope):
        for channel in each.channels:
            yield Recorded(
                key=f"protocol:{each.pk}:{channel}",
                facts={"protocol": "yes"},
                when={"act": "contact", "other": "pupil", "channel": channel},
                words=f"the protocol “{each.title}”",
                choice=f"{each.title}, and this keeps to it",
                clause=CLAUSE,
                href=reverse("practice:protocol", args=[each.pk]),
                until=each.ends_on,
            )


@living.source
def in_force(school: School, on: datetime.date) -> Iterable[Living]:
    """How many protocols are in force."""
    yield Living(CLAUSE, "protocols are in force", queries.protocols_at(school).filter(queries.live_on(on)).count())
