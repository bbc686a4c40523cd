"""Holders of keys, the recovery key, and whether the school can take reports."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from lanyard.concerns.models import Holder, RecoveryKey
from lanyard.people.models import Adult, RoleHeld, School
from lanyard.people.queries import Scope
from lanyard.people.queries.days import bound, held
from lanyard.policy.routes.kinds import ROLE_CONTACTS
from lanyard.proof.holders import HolderKey, HolderPlace

#: The roles that receive reports on one route or another, and so need a key.
ROLES = (*ROLE_CONTACTS, "deputy")


def own_holder(scope: Scope) -> Holder | None:
    """The person's own key, if they have made one."""
    return Holder.objects.filter(school=scope.school, adult=scope.adult, ended_at__isnull=True).first()


def other_holders(scope: Scope) -> list[Adult]:
    """The other adults at the school who receive reports because of a role today and have a key, by name."""
    having = Holder.objects.filter(school=scope.school, ended_at__isnull=True).values("adult")
    found = adults_holding(scope.school, ROLES, on=scope.on).filter(pk__in=having)
    return list(found.exclude(pk=scope.adult.pk).order_by("name", "pk"))


def leaves_receiving_on(scope: Scope) -> datetime.date | None:
    """The last day on which the person can open cases: that of their time at the school, or of their last such role."""
    roles = RoleHeld.objects.filter(held(scope.on), adult=scope.adult, role__in=ROLES).values_list("held_until", flat=True)
    ends = [scope.adult.ends_on] if scope.adult.ends_on else []
    if roles and all(roles):
        ends.append(max(roles))
    return min(ends, default=None)


def needs_key(scope: Scope) -> bool:
    """Whether the person receives reports because of a role, and has no key yet."""
    return scope.holds(*ROLES) and own_holder(scope) is None


def key_of(holder: Holder) -> HolderKey:
    """A holder's key as the sealing knows it."""
    return HolderKey(holder.recipient, bytes(holder.salt), bytes(holder.sealed))


def place_of_holder(holder: Holder) -> HolderPlace:
    """Where a holder's key belongs."""
    return HolderPlace(holder.school_id, str(holder.pk))


def recovery_key(school: School) -> RecoveryKey | None:
    """The recovery key in use: the one whose drill has passed. Without it the school takes no reports."""
    return RecoveryKey.objects.filter(school=school, ended_at__isnull=True, drilled_at__isnull=False).first()


def recovery_under_way(school: School) -> RecoveryKey | None:
    """The newest recovery key whose drill has not passed yet."""
    found = RecoveryKey.objects.filter(school=school, ended_at__isnull=True, drilled_at__isnull=True)
    return found.order_by("-made_at", "-pk").first()


def takes_reports(school: School) -> bool:
    """Whether reports can be sealed here: the drill has passed."""
    return recovery_key(school) is not None


def adults_holding(school: School, roles: tuple[str, ...] | frozenset[str], *, on: datetime.date) -> QuerySet[Adult]:
    """The adults who hold any of these roles at a school on a day."""
    holding = RoleHeld.objects.filter(held(on), role__in=roles).values("adult")
    return Adult.objects.filter(bound(on), school=school, pk__in=holding)


def roles_of(adults: frozenset[int], *, on: datetime.date) -> frozenset[str]:
    """The roles that any of these adults hold on a day."""
    return frozenset(RoleHeld.objects.filter(held(on), adult__in=adults).values_list("role", flat=True))


def holders_of(
    school: School, roles: tuple[str, ...], *, but: frozenset[int], but_roles: frozenset[str], on: datetime.date
) -> dict[str, Holder]:
    """The keys of whoever holds these roles on a day, by id, without those who are left out.

    Leaving out a role leaves out everybody who holds it, whatever else they are: in a small school the
    head teacher may be the safeguarding lead as well.
    """
    having = Holder.objects.filter(school=school, ended_at__isnull=True).select_related("adult").order_by("pk")
    found = [holder for holder in having if holder.adult_id not in but and holder.adult.is_in_scope(on)]
    holding: dict[int, set[str]] = {}
    for one in RoleHeld.objects.filter(adult__in=[holder.adult_id for holder in found]).order_by():
        if one.is_held(on):
            holding.setdefault(one.adult_id, set()).add(one.role)
    return {
        str(holder.pk): holder
        for holder in found
        if (theirs := holding.get(holder.adult_id, set())).intersection(roles) and not theirs & but_roles
    }
