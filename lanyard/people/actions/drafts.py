"""Writing drafts: only the person's own, and always sealed."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.db import transaction

from lanyard.people.keys import sealer
from lanyard.people.models import Draft
from lanyard.people.queries.drafts import place_of
from lanyard.people.queries.scope import Scope

#: How many unsent drafts of one kind a person keeps; the oldest give way.
MOST_KEPT = 20

#: How long a draft waits for its person, and how long a sent one still leads to what came of it.
UNSENT_FOR = datetime.timedelta(days=30)
SENT_FOR = datetime.timedelta(days=2)


@transaction.atomic
def begin_draft(*, scope: Scope, journey: str, body: dict[str, Any], at: datetime.datetime) -> Draft:
    """Begin to tell something."""
    held = Draft.objects.filter(adult=scope.adult, journey=journey, sent_at__isnull=True)
    for old in held[MOST_KEPT - 1 :]:
        old.delete()
    draft = Draft(adult=scope.adult, journey=journey, begun_at=at, changed_at=at)
    draft.body = _sealed(draft, body)
    draft.save()
    return draft


@transaction.atomic
def change_draft(*, draft: Draft, body: dict[str, Any], at: datetime.datetime) -> None:
    """Keep what was answered so far."""
    draft.body = _sealed(draft, body)
    draft.changed_at = at
    draft.save(update_fields=["body", "changed_at"])


@transaction.atomic
def mark_sent(*, draft: Draft, led_to: str, at: datetime.datetime) -> None:
    """Empty a draft whose record was made, in the same transaction as the record."""
    draft.body, draft.sent_at, draft.led_to = b"", at, led_to
    draft.save(update_fields=["body", "sent_at", "led_to"])


@transaction.atomic
def delete_draft(*, draft: Draft) -> None:
    """Throw a draft away, as its person asked."""
    draft.delete()


@transaction.atomic
def clear_old_drafts(*, at: datetime.datetime) -> int:
    """Throw away what nobody came back to; how many they were."""
    unsent = Draft.objects.filter(sent_at__isnull=True, changed_at__lt=at - UNSENT_FOR)
    sent = Draft.objects.filter(sent_at__lt=at - SENT_FOR)
    return unsent.delete()[0] + sent.delete()[0]


def _sealed(draft: Draft, body: dict[str, Any]) -> bytes:
    return sealer("drafts").seal(json.dumps(body).encode("utf-8"), place=place_of(draft))
