"""Who decides about whom: nobody about themselves."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from lanyard.people.models import Adult, Role, RoleHeld

from .days import bound, held

#: Who is told that the operator let somebody back in: who manages sign-ins, and the chair of governors.
WATCHES = (Role.HEAD, Role.CHAIR, Role.BUSINESS_MANAGER, Role.IT_LEAD)


def decider_for(adult: Adult, *, on: datetime.date) -> QuerySet[Adult]:
    """The adults who may decide on that day about something that concerns ``adult``.

    The head, or both where two share the post. For a head it is the chair of governors; so it is
    where the school has no head that day. Never the adult themselves: where nobody is left, none.
    """
    heads = _holders(Role.HEAD, adult, on)
    is_head = heads.filter(pk=adult.pk).exists()
    found = _holders(Role.CHAIR, adult, on) if is_head or not heads.exists() else heads
    return found.exclude(pk=adult.pk)


def may_decide_about(decider: Adult, adult: Adult, *, on: datetime.date) -> bool:
    """Whether ``decider`` is one of those who may decide about ``adult`` on that day."""
    return decider_for(adult, on=on).filter(pk=decider.pk).exists()


def who_watches_ways_back(adult: Adult, *, on: datetime.date) -> QuerySet[Adult]:
    """Who is told that the operator let somebody back in; never that person."""
    holding = RoleHeld.objects.filter(held(on), role__in=WATCHES).values("adult")
    found = Adult.objects.filter(bound(on), school=adult.school_id, pk__in=holding).exclude(pk=adult.pk)
    return found.select_related("account").order_by("pk")


def _holders(role: Role, adult: Adult, on: datetime.date) -> QuerySet[Adult]:
    holding = RoleHeld.objects.filter(held(on), role=role).values("adult")
    return Adult.objects.filter(bound(on), school=adult.school_id, pk__in=holding)
