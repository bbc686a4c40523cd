"""Writing down who is away: no reasons, and no longer than reminders need."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from lanyard.people.models import Absence, Account, Adult

from .noting import note

#: How long an absence that has ended is kept: as long as a reminder might still depend on it.
KEPT_FOR = datetime.timedelta(days=30)


@transaction.atomic
def record_absence(
    *, adult: Adult, away_from: datetime.date, away_until: datetime.date | None, by: Account, at: datetime.datetime
) -> Absence:
    """Record that an adult is away. Absences of one adult never overlap."""
    if away_until is not None and away_until < away_from:
        raise ValidationError({"away_until": "The last day away must be the first day away or later"})
    ends_later = Q(away_until__isnull=True) | Q(away_until__gte=away_from)
    begins_before = Q(away_from__lte=away_until) if away_until else Q()
    # Held until the end of the transaction, so that of two that overlap only one is written.
    Adult.objects.select_for_update().get(pk=adult.pk)
    if Absence.objects.filter(ends_later & begins_before, adult=adult).exists():
        raise ValidationError({"away_from": "Another absence covers some of these days. End that one first"})
    absence = Absence(adult=adult, away_from=away_from, away_until=away_until, recorded_at=at)
    absence.save()
    note("absence recorded", by=by, at=at, school=adult.school, adult=adult.pk)
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, on: datetime.date, by: Account, at: datetime.datetime) -> None:
    """Record that the adult is back on a day. An absence that had not begun is forgotten."""
    if absence.away_from >= on:
        absence.delete()
    elif absence.away_until is None or absence.away_until >= on:
        absence.away_until = on - datetime.timedelta(days=1)
        absence.save(update_fields=["away_until"])
    note("absence ended", by=by, at=at, school=absence.adult.school, adult=absence.adult_id)


@transaction.atomic
def forget_old_absences(*, on: datetime.date) -> int:
    """Delete absences that ended a while ago; how many they were."""
    return Absence.objects.filter(away_until__lt=on - KEPT_FOR).delete()[0]
