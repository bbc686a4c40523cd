"""Asking for, deciding and ending an exception for a professional profile (2.3.11)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account
from lanyard.people.queries import Scope, may_decide_about
from lanyard.practice.models import ProfileDecision, ProfileException
from lanyard.practice.sealed_words import seal
from lanyard.records import events

#: An exception is looked at again within a year.
LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def ask_for_profile(
    *,
    scope: Scope,
    words: Mapping[str, str],
    starts_on: datetime.date,
    ends_on: datetime.date,
    by: Account,
    at: datetime.datetime,
) -> ProfileException:
    """Ask the head teacher to agree to a profile that names one's job or the school."""
    if ends_on < max(starts_on, scope.on):
        raise ValidationError("The last day must not be over already")
    if ends_on - starts_on > LONGEST:
        raise ValidationError("It may run for a year at most. You can ask again then")
    asked = ProfileException(school=scope.school, adult=scope.adult, starts_on=starts_on, ends_on=ends_on, asked_at=at)
    asked.words = seal(words, place=asked.place)
    asked.save()
    events.append("profile asked for", school=scope.school.pk, by=by.pk, at=at, profile=str(asked.pk))
    return asked


@transaction.atomic
def decide_profile(
    *, scope: Scope, profile: ProfileException, agrees: bool, reason: str, by: Account, at: datetime.datetime
) -> ProfileException:
    """Agree to a profile or not, with a reason; nobody decides about their own, and a decision stands."""
    held = ProfileException.objects.select_for_update().get(pk=profile.pk, school=scope.school)
    if not may_decide_about(scope.adult, held.adult, on=scope.on):
        raise ValidationError("Somebody else has to decide this")
    if held.decision is not None or held.ended_at is not None:
        raise ValidationError("It has been decided or withdrawn already")
    if not reason.strip():
        raise ValidationError("Give the reason, so that it can be understood")
    held.decision = ProfileDecision.AGREED if agrees else ProfileDecision.REFUSED
    held.decided_by, held.decided_at = scope.adult, at
    held.reason = seal({"reason": reason}, place=held.place)
    held.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
    events.append("profile decided", school=scope.school.pk, by=by.pk, at=at, profile=str(held.pk), decision=held.decision)
    return held


@transaction.atomic
def end_profile(*, scope: Scope, profile: ProfileException, by: Account, at: datetime.datetime) -> None:
    """End an exception at once: its owner takes it back, or whoever may decide ends it."""
    held = ProfileException.objects.select_for_update().get(pk=profile.pk, school=scope.school)
    is_own = held.adult_id == scope.adult.pk
    if not is_own and not may_decide_about(scope.adult, held.adult, on=scope.on):
        raise ValidationError("Somebody else has to decide this")
    if held.ended_at is not None or held.decision == ProfileDecision.REFUSED:
        raise ValidationError("It is over already")
    held.ended_by, held.ended_at = scope.adult, at
    held.save(update_fields=["ended_by", "ended_at"])
    events.append("profile ended", school=scope.school.pk, by=by.pk, at=at, profile=str(held.pk))
