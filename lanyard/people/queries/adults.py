"""Which adults a person may see."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from lanyard.people.models import Adult, RoleHeld

from .days import bound, held
from .scope import Scope


def adults_in_scope(scope: Scope) -> QuerySet[Adult]:
    """The adults of the person's own school whom the policy binds on the day."""
    return Adult.objects.filter(bound(scope.on), school=scope.school)


def holders(scope: Scope, role: str) -> QuerySet[Adult]:
    """Who holds a role at the person's own school on the day."""
    return adults_in_scope(scope).filter(pk__in=RoleHeld.objects.filter(held(scope.on), role=role).values("adult"))


def demonstration_cast(*, on: datetime.date) -> QuerySet[Adult]:
    """The invented people of demonstration schools, who may be signed in as by a button."""
    return (
        Adult.objects.filter(bound(on), school__is_demonstration=True, account__is_active=True)
        .select_related("school", "account")
        .prefetch_related("roles_held")
        .order_by("pk")
    )
