"""Who is away, and whose absence a person may record."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from lanyard.people.models import Absence, Adult

from .adults import adults_in_scope
from .scope import Scope


def away(on: datetime.date) -> Q:
    """Absences of a day; both ends count."""
    return Q(away_from__lte=on) & (Q(away_until__isnull=True) | Q(away_until__gte=on))


def is_away(adult: Adult, *, on: datetime.date) -> bool:
    """Whether the adult is away on that day."""
    return Absence.objects.filter(away(on), adult=adult).exists()


def absences_ahead(adult: Adult, *, on: datetime.date) -> QuerySet[Absence]:
    """The absences of an adult that have not ended, the next first."""
    return Absence.objects.filter(Q(away_until__isnull=True) | Q(away_until__gte=on), adult=adult)


def adults_to_look_after(scope: Scope) -> QuerySet[Adult]:
    """Whose absences the person may record besides their own: those they manage, or everybody's with the right."""
    others = adults_in_scope(scope).exclude(pk=scope.adult.pk)
    return others if scope.can("record absences") else others.filter(line_manager=scope.adult)


def adult_to_look_after(scope: Scope, id_: int) -> Adult | None:
    """One of them, or the person themselves; ``None`` for anybody else."""
    return scope.adult if id_ == scope.adult.pk else adults_to_look_after(scope).filter(pk=id_).first()


def absence(scope: Scope, id_: int) -> Absence | None:
    """An absence that the person may end; ``None`` for any other."""
    return (
        Absence.objects.filter(Q(adult=scope.adult) | Q(adult__in=adults_to_look_after(scope)), pk=id_)
        .select_related("adult__school")
        .first()
    )
