"""Recording that a private check-up was done, when the person says so."""

from __future__ import annotations

import datetime

from django.db import transaction

from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.practice.models import CheckUpDone
from lanyard.records import events


@transaction.atomic
def record_check_up(*, scope: Scope, by: Account, at: datetime.datetime) -> CheckUpDone:
    """Record that the person did a check-up; saying it twice in a day changes nothing (2.3.1, 2.3.3)."""
    done, is_new = CheckUpDone.objects.get_or_create(
        adult=scope.adult, day=scope.on, defaults={"school": scope.school, "done_at": at}
    )
    if is_new:
        events.append("check-up done", school=scope.school.pk, by=by.pk, at=at, check_up=done.pk)
    return done
