"""What self-reviews bring to desks, timelines and clause pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.practice import living
from lanyard.practice.living import Living
from lanyard.practice.queries import reviews as queries

CLAUSE = "review-practice"


@dues.source
def review_to_do(scope: Scope) -> Iterator[Due]:
    """The person's own self-review, until it is done (1.4c, 2.3.3)."""
    asked = queries.my_occasion(scope)
    if asked is not None and not queries.is_done(scope, asked):
        yield Due(
            kind="self-review",
            key=f"self-review-{scope.adult.pk}-{asked.key}",
            title="Go through your self-review",
            why=f"It is asked for {asked.name}. Ten minutes, for you alone.",
            href=reverse("practice:reviews"),
            clause=CLAUSE,
            by=asked.due,
        )


@timeline.source
def reviews_done(scope: Scope) -> Iterator[Entry]:
    """The self-reviews that the person did."""
    for done in queries.my_reviews(scope):
        yield Entry(
            at=done.done_at,
            kind="self-review",
            words="You went through your self-review.",
            clause=CLAUSE,
            href=reverse("practice:reviews"),
            statement={"occasion": done.occasion, "due": done.due_on.isoformat()},
        )


@living.source
def reviews_of_a_school(school: School, on: datetime.date) -> Iterator[Living]:
    """How many have done the review that they are asked for now."""
    done, asked = queries.done_this_term(school, on)
    yield Living(clause=CLAUSE, words="adults have done their self-review", count=done, out_of=asked)
