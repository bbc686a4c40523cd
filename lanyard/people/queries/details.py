"""What a school told of itself, and how it changed."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from lanyard.people.models import DetailsChange

from .scope import Scope


def details_changes(scope: Scope) -> QuerySet[DetailsChange]:
    """Every change at the school of whoever asks, the newest first; ``is_last`` where its part was not changed since."""
    later = DetailsChange.objects.filter(school=OuterRef("school"), part=OuterRef("part"), pk__gt=OuterRef("pk"))
    found = DetailsChange.objects.filter(school=scope.school).select_related("school", "changed_by__adult")
    return found.annotate(is_last=~Exists(later))


def details_change(scope: Scope, number: int) -> DetailsChange | None:
    """One of them."""
    return details_changes(scope).filter(pk=number).first()
