"""Drafts of reports: sealed under a secret that only the person's browser has, and naming nobody."""

from __future__ import annotations

import datetime
import json
import secrets
import uuid
from typing import Any, NamedTuple

from django.db import transaction

from lanyard.concerns.models import ReportDraft
from lanyard.people.models import School
from lanyard.proof.sealing import CannotOpen, Sealer

#: How long a draft waits for its person.
KEPT_FOR = datetime.timedelta(days=7)


class DraftKey(NamedTuple):
    """What the person's browser holds: which draft, and the secret that opens it."""

    id: uuid.UUID
    secret: bytes


@transaction.atomic
def begin_draft(*, school: School, body: dict[str, Any], at: datetime.datetime) -> DraftKey:
    """Begin a report. The secret is returned once, for the browser, and kept nowhere."""
    draft, secret = ReportDraft(school=school, changed_at=at), secrets.token_bytes(32)
    draft.body = _sealed(draft, secret, body)
    draft.save()
    return DraftKey(draft.pk, secret)


@transaction.atomic
def change_draft(*, draft: ReportDraft, secret: bytes, body: dict[str, Any], at: datetime.datetime) -> None:
    """Keep what was answered so far, wrong answers too."""
    draft.body, draft.changed_at = _sealed(draft, secret, body), at
    draft.save(update_fields=["body", "changed_at"])


@transaction.atomic
def delete_draft(*, draft: ReportDraft) -> None:
    """Delete a draft: sent, or thrown away."""
    draft.delete()


@transaction.atomic
def clear_old_drafts(*, at: datetime.datetime) -> int:
    """Throw away what nobody came back to; how many there were."""
    return ReportDraft.objects.filter(changed_at__lt=at - KEPT_FOR).delete()[0]


def draft_of(school: School, key: DraftKey, *, locked: bool = False) -> tuple[ReportDraft, dict[str, Any]] | None:
    """A draft and what it says, for whoever holds its secret; ``None`` otherwise, as for one that never was."""
    found = ReportDraft.objects.select_for_update() if locked else ReportDraft.objects.all()
    draft = found.filter(school=school, pk=key.id).first()
    if draft is None:
        return None
    try:
        return draft, json.loads(Sealer(key.secret).unseal(bytes(draft.body), place=_place(draft)))
    except CannotOpen:
        return None


def _sealed(draft: ReportDraft, secret: bytes, body: dict[str, Any]) -> bytes:
    return Sealer(secret).seal(json.dumps(body).encode("utf-8"), place=_place(draft))


def _place(draft: ReportDraft) -> tuple[str | int, ...]:
    return ("draft of a report", draft.school_id, str(draft.pk))
