"""Writing the adults in scope of the policy (1.2.1)."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, Adult, School

from .noting import note
from .roles import end_role


@transaction.atomic
def add_adult(
    *,
    school: School,
    name: str,
    group: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    employer: str = "",
    contact_with_pupils: bool = True,
    line_manager: Adult | None = None,
    account: Account | None = None,
    by: Account | None,
    at: datetime.datetime,
) -> Adult:
    """Bring a person into scope at a school (1.2.1). Their line manager must be at the same school."""
    _check_same_school(line_manager, school)
    adult = Adult(
        school=school,
        name=name.strip(),
        group=group,
        starts_on=starts_on,
        ends_on=ends_on,
        employer=employer.strip(),
        contact_with_pupils=contact_with_pupils,
        line_manager=line_manager,
        account=account,
    )
    adult.full_clean()
    adult.save()
    note("adult added", by=by, at=at, school=school, adult=adult.pk)
    return adult


@transaction.atomic
def change_line_manager(*, adult: Adult, line_manager: Adult | None, by: Account | None, at: datetime.datetime) -> None:
    """Say who manages an adult; nobody manages themselves."""
    _check_same_school(line_manager, adult.school)
    adult.line_manager = line_manager
    adult.full_clean()
    adult.save(update_fields=["line_manager"])
    note("line manager changed", by=by, at=at, school=adult.school, adult=adult.pk)


@transaction.atomic
def end_adult(*, adult: Adult, ends_on: datetime.date, by: Account | None, at: datetime.datetime) -> None:
    """Record the last day of an adult at the school, and of every role they still hold."""
    adult.ends_on = ends_on
    adult.full_clean()
    adult.save(update_fields=["ends_on"])
    for held in adult.roles_held.filter(held_until__isnull=True):
        end_role(held=held, held_until=max(ends_on, held.held_from), by=by, at=at)
    note("adult ended", by=by, at=at, school=adult.school, adult=adult.pk)


def _check_same_school(manager: Adult | None, school: School) -> None:
    if manager is not None and manager.school_id != school.pk:
        raise ValidationError({"line_manager": "The line manager must be at the same school"})
