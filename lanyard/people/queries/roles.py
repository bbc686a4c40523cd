"""Who may give and take which role, and what stands in the way."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from lanyard.people.models import Adult, Role, RoleHeld
from lanyard.people.rights import ROLES, Decision, either, in_a_sentence

from .days import bound, held
from .scope import Scope


def may_give(scope: Scope, role: str, adult: Adult) -> Decision:
    """Whether somebody may give or end a role of somebody: by ``given_by`` in rights.toml, and never their own."""
    name = in_a_sentence(ROLES[role].name)
    if adult.pk == scope.adult.pk:
        return Decision(False, f"Somebody else has to record whether you are {name}.")
    by = ROLES[role].given_by
    if scope.roles.isdisjoint(by):
        return Decision(
            False, f"It is for the {either([in_a_sentence(ROLES[each].name) for each in by])} to record who is {name}."
        )
    return Decision(True, f"You may record who is {name}.")


def roles_held(adult: Adult) -> QuerySet[RoleHeld]:
    """Every role that an adult holds or held, the newest first."""
    return RoleHeld.objects.filter(adult=adult).order_by("-held_from", "-pk")


def role_held(scope: Scope, adult: Adult, number: int) -> RoleHeld | None:
    """One of an adult's roles; ``None`` for any other adult's and any other school's."""
    return RoleHeld.objects.filter(pk=number, adult=adult, adult__school=scope.school).select_related("adult__school").first()


def leaves_nobody(adult: Adult, role: str, *, after: datetime.date) -> bool:
    """Whether nobody would hold a role once this adult's time in it is over."""
    day = after + datetime.timedelta(days=1)
    others = RoleHeld.objects.filter(held(day), role=role, adult__in=Adult.objects.filter(bound(day), school=adult.school_id))
    return not others.exclude(adult=adult).exists()


def roles_without_holder(scope: Scope, *, roles: tuple[str, ...] = (Role.HEAD, Role.CHAIR, Role.DSL)) -> list[str]:
    """Of some roles, those that nobody holds at the school today."""
    found = set(
        RoleHeld.objects.filter(
            held(scope.on),
            Q(adult__in=Adult.objects.filter(bound(scope.on), school=scope.school)),
        ).values_list("role", flat=True)
    )
    return [role for role in roles if role not in found]
