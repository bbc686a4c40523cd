"""The answers that a person kept: their own, and nobody else's."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from lanyard.people.queries import Scope
from lanyard.practice.models import KeptAnswer


def kept_answers(scope: Scope) -> QuerySet[KeptAnswer]:
    """The answers that the person who asks has kept, the newest first."""
    return KeptAnswer.objects.filter(adult=scope.adult, school=scope.school)


def kept_answer(scope: Scope, id_: uuid.UUID) -> KeptAnswer | None:
    """One of the person's own kept answers; ``None`` for anybody else's, as for one that never was."""
    return kept_answers(scope).filter(pk=id_).first()
