"""Telling of something personal on school equipment, and deciding what becomes of it (2.4.6)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, Adult
from lanyard.people.queries import Scope
from lanyard.practice.models import FINAL_OUTCOMES, Equipment, FoundContent, FoundOutcome, FoundStep
from lanyard.practice.queries.found_content import deciders_of
from lanyard.practice.sealed_words import seal
from lanyard.records import events


@transaction.atomic
def tell_of_found(
    *,
    scope: Scope,
    equipment: Equipment | None,
    concerned: Adult | None,
    found_on: datetime.date,
    words: Mapping[str, str],
    by: Account,
    at: datetime.datetime,
) -> FoundContent:
    """Hand something over without looking further: words alone, kept for good.

    Whom it may concern is named only where the finder offers it; they never decide about it.
    """
    if any(each is not None and each.school_id != scope.school.pk for each in (equipment, concerned)):
        raise ValidationError("Choose from what belongs to the school")
    if found_on > scope.on:
        raise ValidationError("The day must be today or in the past")
    told = {"equipment": equipment, "concerned": concerned, "found_on": found_on, "told_at": at}
    found = FoundContent(school=scope.school, finder=scope.adult, **told)
    found.words = seal(words, place=found.place)
    found.save()
    events.append("found content told", school=scope.school.pk, by=by.pk, at=at, found=str(found.pk))
    return found


@transaction.atomic
def decide_found(
    *, scope: Scope, found: FoundContent, outcome: FoundOutcome, reason: str, by: Account, at: datetime.datetime
) -> FoundStep:
    """Decide what becomes of it, with the reason; never about oneself.

    Whoever sees that it concerns themselves hands it on, and no longer finds it.
    """
    held = FoundContent.objects.select_for_update().get(pk=found.pk, school=scope.school)
    if scope.adult.pk not in deciders_of(held, on=scope.on):
        raise ValidationError("Somebody else has to decide this")
    so_far = list(held.steps.all())
    if so_far and so_far[-1].outcome in FINAL_OUTCOMES:
        raise ValidationError("It has been decided already")
    if not reason.strip() and outcome not in (FoundOutcome.HANDED_ON, FoundOutcome.STOPPED):
        raise ValidationError("Give the reason, so that it can be understood")
    step = FoundStep(found=held, number=len(so_far) + 1, outcome=outcome, by=scope.adult, at=at)
    step.concerned = scope.adult if outcome == FoundOutcome.HANDED_ON else None
    step.words = seal({"reason": reason.strip()}, place=step.place) if reason.strip() else b""
    step.save()
    told = {"found": str(held.pk), "outcome": str(outcome.value)}
    events.append("found content decided", school=scope.school.pk, by=by.pk, at=at, **told)
    return step
