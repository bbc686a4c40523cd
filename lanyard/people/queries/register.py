"""The register of adults and the roll of pupils, as somebody who keeps them sees them."""

from __future__ import annotations

import enum

from django.db.models import Prefetch, Q, QuerySet

from lanyard.people.models import Adult, Pupil, RoleHeld

from .days import bound, held
from .scope import Scope


class Who(enum.StrEnum):
    """Which part of the register is looked at."""

    TODAY = "today"
    COMING = "coming"
    LEFT = "left"

    @property
    def words(self) -> str:
        """What a person calls it."""
        return {"today": "Here today", "coming": "Starting later", "left": "Left"}[self]


def register(scope: Scope, *, who: Who = Who.TODAY, words: str = "") -> QuerySet[Adult]:
    """The adults of the person's own school: those here today, starting later, or gone; of a name."""
    on = scope.on
    chosen = {Who.TODAY: bound(on), Who.COMING: Q(starts_on__gt=on), Who.LEFT: Q(ends_on__lt=on)}[who]
    found = Adult.objects.filter(chosen, school=scope.school)
    for word in words.split():
        found = found.filter(name__icontains=word)
    holding = Prefetch("roles_held", queryset=RoleHeld.objects.filter(held(on)), to_attr="roles_today")
    return found.select_related("line_manager").prefetch_related(holding).order_by("name", "pk")


def adult_numbered(scope: Scope, number: int) -> Adult | None:
    """An adult of the person's own school, leavers too; ``None`` for anybody else's."""
    return Adult.objects.filter(pk=number, school=scope.school).select_related("school", "line_manager", "account").first()


def possible_managers(scope: Scope, adult: Adult | None = None) -> QuerySet[Adult]:
    """Who may be somebody's line manager: everybody here today but themselves."""
    found = Adult.objects.filter(bound(scope.on), school=scope.school).order_by("name", "pk")
    return found.exclude(pk=adult.pk) if adult else found


def pupils(scope: Scope, *, who: Who = Who.TODAY, words: str = "") -> QuerySet[Pupil]:
    """The pupils on the roll of the person's own school; of a name, a class or a reference."""
    on = scope.on
    chosen = {
        Who.TODAY: Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on)),
        Who.COMING: Q(starts_on__gt=on),
        Who.LEFT: Q(ends_on__lt=on),
    }[who]
    found = Pupil.objects.filter(chosen, school=scope.school)
    for word in words.split():
        found = found.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(class_name__iexact=word)
            | Q(reference__iexact=word)
        )
    return found.order_by("family_name", "given_name", "pk")


def pupil_numbered(scope: Scope, number: int) -> Pupil | None:
    """A pupil of the person's own school; ``None`` for any other school's."""
    return Pupil.objects.filter(pk=number, school=scope.school).select_related("school").first()


def newcomers_without_sign_in(scope: Scope) -> int:
    """How many adults here today have never signed in, so that somebody gives them a way in."""
    return (
        Adult.objects.filter(bound(scope.on), school=scope.school)
        .filter(Q(account__isnull=True) | Q(account__last_login__isnull=True))
        .exclude(pk=scope.adult.pk)
        .count()
    )
