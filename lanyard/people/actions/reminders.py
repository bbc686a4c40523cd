"""Writing down of what somebody is reminded, and asking for the mail."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from lanyard.people.dues import Due
from lanyard.people.models import Reminder
from lanyard.people.queries.scope import Scope
from lanyard.records import events, jobs

from .absences import forget_old_absences

#: When somebody is reminded, in days from the last day on which a thing is in time.
STAGES = (-7, 0, 3, 7)
KEPT_FOR = datetime.timedelta(days=400)


def stage_of(by: datetime.date, *, on: datetime.date) -> int | None:
    """The stage that a day has reached; ``None`` more than a week before."""
    return max((stage for stage in STAGES if by + datetime.timedelta(days=stage) <= on), default=None)


@transaction.atomic
def plan_reminders(*, scope: Scope, dues: Iterable[Due], at: datetime.datetime) -> bool:
    """Ask for one mail if anything due has reached a stage that the person was not reminded of; whether it did.

    A stage that passed while they were away is made up for, once, by the latest one.
    """
    reached = {(found.due, found.by): found for due in dues if (found := _next(due, scope))}
    new = [found for found in reached.values() if not _is_given(found)]
    if not new:
        return False
    Reminder.objects.bulk_create(new)
    told = {"adult": scope.adult.pk, "account": scope.account.pk, "school": scope.school.pk, "day": scope.on}
    jobs.enqueue("reminder mail", key=f"reminder-mail:{scope.adult.pk}:{scope.on}", due_at=at, at=at, **told)
    events.append("reminder planned", school=scope.school.pk, at=at, adult=scope.adult.pk)
    return True


@transaction.atomic
def forget_old_reminders(*, on: datetime.date) -> None:
    """Delete reminders of long ago, and absences that ended a while ago."""
    Reminder.objects.filter(planned_on__lt=on - KEPT_FOR).delete()
    forget_old_absences(on=on)


def _next(due: Due, scope: Scope) -> Reminder | None:
    stage = stage_of(due.by, on=scope.on) if due.by else None
    if stage is None:
        return None
    return Reminder(adult=scope.adult, due=f"{due.kind}:{due.key}"[-200:], by=due.by, stage=stage, planned_on=scope.on)


def _is_given(reminder: Reminder) -> bool:
    """Whether the person was reminded at this stage, or at a later one that a clock set back returns from."""
    return Reminder.objects.filter(adult=reminder.adult, due=reminder.due, by=reminder.by, stage__gte=reminder.stage).exists()
