"""What private check-ups bring to the timeline of whoever did them. Nothing goes to desks, managers or clause pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from lanyard.people import timeline
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.practice.queries.check_ups import my_check_ups

CLAUSE = "review-practice"


@timeline.source
def check_ups_done(scope: Scope) -> Iterator[Entry]:
    """The check-ups that the person said they did."""
    for done in my_check_ups(scope):
        yield Entry(
            at=done.done_at,
            kind="check-up",
            words="You did a private check-up of your own social media.",
            clause=CLAUSE,
            href=reverse("practice:check-up-done"),
            statement={"day": done.day.isoformat()},
        )
