"""A person's own drafts, and nobody else's."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db.models import QuerySet

from lanyard.people.keys import sealer
from lanyard.people.models import Draft

from .scope import Scope


def unsent_drafts(scope: Scope, journey: str) -> QuerySet[Draft]:
    """What the person has begun and not sent, the latest first."""
    return Draft.objects.filter(adult=scope.adult, journey=journey, sent_at__isnull=True)


def draft_of(scope: Scope, journey: str, id_: uuid.UUID, *, locked: bool = False) -> Draft | None:
    """One of the person's own drafts of this journey; ``None`` for anybody else's. ``locked`` holds it for a change."""
    found = Draft.objects.select_for_update() if locked else Draft.objects.all()
    return found.filter(adult=scope.adult, journey=journey, pk=id_).first()


def body_of(draft: Draft) -> dict[str, Any]:
    """What a draft says, opened."""
    return json.loads(sealer("drafts").unseal(draft.body, place=place_of(draft)))


def place_of(draft: Draft) -> tuple[str | int, ...]:
    """Where a draft's text belongs: to this adult and to this draft."""
    return ("draft", draft.adult_id, str(draft.pk))
