"""Recording that a self-review was done."""

from __future__ import annotations

import datetime

from django.db import transaction

from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.policy.self_review import Occasion
from lanyard.practice.models import ReviewDone
from lanyard.records import events


@transaction.atomic
def record_review(*, scope: Scope, occasion: Occasion, by: Account, at: datetime.datetime) -> ReviewDone:
    """Record that the person did the review of an occasion; a second time changes nothing (1.4c, 2.3.3, 2.3.4)."""
    done, is_new = ReviewDone.objects.get_or_create(
        adult=scope.adult,
        occasion=occasion.key,
        defaults={"school": scope.school, "due_on": occasion.due, "done_at": at},
    )
    if is_new:
        events.append("review done", school=scope.school.pk, by=by.pk, at=at, review=done.pk)
    return done
