"""Keeping answers, and deleting them again."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection, Mapping

from django.db import transaction

from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.practice.models import KeptAnswer
from lanyard.records import events


@transaction.atomic
def keep_answer(
    *,
    scope: Scope,
    journey: str,
    policy_hash: str,
    policy_version: str,
    in_force_from: datetime.date,
    facts: Mapping[str, str],
    unknown: Collection[str],
    verdict: str,
    by: Account,
    at: datetime.datetime,
) -> KeptAnswer:
    """Keep an answer for the person who asked. The same answer of the same journey is kept once."""
    kept, is_new = KeptAnswer.objects.get_or_create(
        adult=scope.adult,
        key=_key(journey, policy_hash, facts, unknown),
        defaults={
            "school": scope.school,
            "policy_hash": policy_hash,
            "policy_version": policy_version,
            "in_force_from": in_force_from,
            "facts": dict(facts),
            "unknown": list(unknown),
            "verdict": verdict,
            "kept_at": at,
        },
    )
    if is_new:
        events.append("answer kept", school=scope.school.pk, by=by.pk, at=at, answer=kept.pk)
    return kept


@transaction.atomic
def delete_kept_answer(*, kept: KeptAnswer, by: Account, at: datetime.datetime) -> None:
    """Delete an answer that the person no longer wants to keep. It is theirs, so it is gone at once."""
    events.append("kept answer deleted", school=kept.school_id, by=by.pk, at=at, answer=kept.pk)
    kept.delete()


def _key(journey: str, policy_hash: str, facts: Mapping[str, str], unknown: Collection[str]) -> str:
    told = json.dumps([journey, policy_hash, sorted(facts.items()), sorted(unknown)])
    return hashlib.sha256(told.encode()).hexdigest()
