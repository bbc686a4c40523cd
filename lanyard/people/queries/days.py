"""What holds on a day, as conditions on rows; both ends of a period count."""

from __future__ import annotations

import datetime

from django.db.models import Q


def bound(on: datetime.date) -> Q:
    """Adults whom the policy binds on the day (1.2.1)."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def held(on: datetime.date) -> Q:
    """Roles held on the day."""
    return Q(held_from__lte=on) & (Q(held_until__isnull=True) | Q(held_until__gte=on))
