"""Check-ups that a person said they did: their own, and nobody else's."""

from __future__ import annotations

from django.db.models import QuerySet

from lanyard.people.queries import Scope
from lanyard.practice.models import CheckUpDone


def my_check_ups(scope: Scope) -> QuerySet[CheckUpDone]:
    """The check-ups that the person said they did, the latest first. There is no query for anybody else's."""
    return CheckUpDone.objects.filter(adult=scope.adult, school=scope.school)
