"""What the queue brings to the desk of whoever may read about jobs."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from lanyard.people import dues
from lanyard.people.dues import Due
from lanyard.people.queries import Scope
from lanyard.records.queries import given_up


@dues.source
def jobs_given_up(scope: Scope) -> Iterable[Due]:
    """That some of the service's own work failed for good; one thing, however many jobs they are."""
    if not scope.can("read jobs"):
        return
    latest = given_up(scope.school.pk).first()
    if latest is not None:
        yield Due(
            kind="jobs given up",
            key=str(latest.pk),
            title="Try again what the service could not do",
            why="Some of the service’s own work, such as reminders, failed for two days and was given up.",
            href=reverse("oversight:jobs"),
        )
