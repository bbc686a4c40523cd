"""Calendar feeds: which a person has, whose a secret is, and what stands in one."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib

from django.db.models import QuerySet

from lanyard.people.dues import Due, dues_of
from lanyard.people.models import CalendarFeed

from .scope import Scope, scope_of


def hash_of(secret: str) -> str:
    """What is kept of a feed's secret. It has 256 bits of chance, so a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feeds_of(scope: Scope) -> QuerySet[CalendarFeed]:
    """The person's feeds that still work, for themselves and for the roles they hold today."""
    return CalendarFeed.objects.filter(adult=scope.adult, ended_at__isnull=True, role__in=["", *scope.roles])


def feed_with(secret: str, *, on: datetime.date) -> tuple[CalendarFeed, Scope] | None:
    """The feed that a secret opens, with whose it is today.

    ``None`` when it was ended, when its person is out of scope, or when they no longer hold its role.
    """
    found = CalendarFeed.objects.filter(secret_hash=hash_of(secret), ended_at__isnull=True)
    feed = found.select_related("adult__account").first()
    scope = scope_of(feed.adult.account, on=on) if feed and feed.adult.account else None
    if feed is None or scope is None or (feed.role and not scope.holds(feed.role)):
        return None
    return feed, scope


def dues_in(feed: CalendarFeed, scope: Scope) -> list[Due]:
    """What is due in a feed: everything for the person, or what the role brings beyond what is everybody's."""
    if not feed.role:
        return dues_of(scope)
    own = {(due.kind, due.key) for due in dues_of(dataclasses.replace(scope, roles=frozenset()))}
    by_role = dues_of(dataclasses.replace(scope, roles=frozenset({feed.role})))
    return [due for due in by_role if (due.kind, due.key) not in own]
