"""Writing who holds which role, and until when."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from lanyard.people.models import Account, Adult, Role, RoleHeld

from .noting import note


@transaction.atomic
def give_role(*, adult: Adult, role: str, held_from: datetime.date, by: Account | None, at: datetime.datetime) -> RoleHeld:
    """Let an adult hold a role from a day on. Periods of one role for one adult never overlap."""
    held = RoleHeld(adult=adult, role=role, held_from=held_from)
    still = Q(held_until__isnull=True) | Q(held_until__gte=held_from)
    if role in Role.values and adult.roles_held.filter(still, role=role).exists():
        raise ValidationError(f"{Role(role).label} is already held on {held_from:%-d %B %Y}")
    held.full_clean()
    held.save()
    note("role given", by=by, at=at, school=adult.school, adult=adult.pk, role=role)
    return held


@transaction.atomic
def end_role(*, held: RoleHeld, held_until: datetime.date, by: Account | None, at: datetime.datetime) -> None:
    """Record the last day on which a role is held."""
    held.held_until = held_until
    held.full_clean()
    held.save(update_fields=["held_until"])
    note("role ended", by=by, at=at, school=held.adult.school, adult=held.adult_id, role=held.role)
