"""Making and ending calendar feeds. Only the person's own, and the secret is shown once."""

from __future__ import annotations

import datetime
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, CalendarFeed
from lanyard.people.queries.feeds import feeds_of, hash_of
from lanyard.people.queries.scope import Scope

from .noting import note

#: 256 bits of chance: nobody guesses an address.
SECRET_BYTES = 32


@transaction.atomic
def make_feed(*, scope: Scope, role: str, by: Account, at: datetime.datetime) -> str:
    """Make a feed, and end the one before it for the same role; the secret, which is not kept."""
    if role and role not in scope.roles:
        raise ValidationError("You do not hold this role")
    CalendarFeed.objects.filter(adult=scope.adult, role=role, ended_at__isnull=True).update(ended_at=at)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed(adult=scope.adult, role=role, secret_hash=hash_of(secret), made_at=at)
    feed.save()
    note("calendar feed made", by=by, at=at, school=scope.school, feed=feed.pk)
    return secret


@transaction.atomic
def end_feed(*, scope: Scope, role: str, by: Account, at: datetime.datetime) -> bool:
    """End a feed: its address answers nothing from now on. ``False`` when there is none."""
    feed = feeds_of(scope).filter(role=role).first()
    if feed is None:
        return False
    feed.ended_at = at
    feed.save(update_fields=["ended_at"])
    note("calendar feed ended", by=by, at=at, school=scope.school, feed=feed.pk)
    return True
