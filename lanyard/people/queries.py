"""What a given person may see of people. Everything starts from a Scope, never from an id in a request."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from .models import Account, Adult, Role, RoleHeld, School


@dataclass(frozen=True)
class Scope:
    """What follows from who signed in: their school and the roles they hold on a day."""

    account: Account
    adult: Adult
    school: School
    roles: frozenset[str]
    on: datetime.date

    def holds(self, *roles: str) -> bool:
        """Whether the person holds any of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def role_names(self) -> list[str]:
        """The roles held, in words, in the order the policy lists them."""
        return [role.label for role in Role if role in self.roles]


def scope_of(account: Account, *, on: datetime.date) -> Scope | None:
    """The scope of an account on a day; ``None`` when it belongs to nobody in scope that day."""
    adult = Adult.objects.select_related("school").filter(account=account).first()
    if adult is None or not account.is_active or not adult.is_in_scope(on):
        return None
    held = RoleHeld.objects.filter(_held(on), adult=adult).values_list("role", flat=True)
    return Scope(account=account, adult=adult, school=adult.school, roles=frozenset(held), on=on)


def adults_in_scope(scope: Scope) -> QuerySet[Adult]:
    """The adults of the person's own school whom the policy binds on the day."""
    return Adult.objects.filter(_bound(scope.on), school=scope.school)


def holders(scope: Scope, role: str) -> QuerySet[Adult]:
    """Who holds a role at the person's own school on the day."""
    return adults_in_scope(scope).filter(pk__in=RoleHeld.objects.filter(_held(scope.on), role=role).values("adult"))


def demonstration_cast(*, on: datetime.date) -> QuerySet[Adult]:
    """The invented people of demonstration schools, who may be signed in as by a button."""
    return (
        Adult.objects.filter(_bound(on), school__is_demonstration=True, account__is_active=True)
        .select_related("school", "account")
        .prefetch_related("roles_held")
        .order_by("pk")
    )


def only_school() -> School | None:
    """The school of an installation that serves one; ``None`` where it serves several or none."""
    found = list(School.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def kinds_of_school() -> set[bool]:
    """Whether the installation holds demonstration schools (``True``), real ones (``False``), or both."""
    return set(School.objects.values_list("is_demonstration", flat=True).distinct())


def _bound(on: datetime.date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _held(on: datetime.date) -> Q:
    return Q(held_from__lte=on) & (Q(held_until__isnull=True) | Q(held_until__gte=on))
