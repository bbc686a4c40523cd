"""Writing the adults in scope of the policy (1.2.1)."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lanyard.people.models import Account, Adult, School

from .accounts import change_email
from .noting import note
from .roles import end_role
from .sign_in_sessions import end_sign_ins_of

#: What ``change_adult`` may change. A last day is recorded by ``end_adult``, or here when it was recorded wrongly.
CHANGEABLE = frozenset(
    ("name", "group", "employer", "email", "contact_with_pupils", "line_manager", "starts_on", "ends_on", "roll", "roll_key")
)


@transaction.atomic
def add_adult(
    *,
    school: School,
    name: str,
    group: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    employer: str = "",
    email: str = "",
    contact_with_pupils: bool = True,
    line_manager: Adult | None = None,
    account: Account | None = None,
    roll: str = "",
    roll_key: str = "",
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
        email=email.strip().lower(),
        contact_with_pupils=contact_with_pupils,
        line_manager=line_manager,
        account=account,
        roll=roll,
        roll_key=roll_key,
    )
    adult.full_clean()
    adult.save()
    note("adult added", by=by, at=at, school=school, adult=adult.pk)
    return adult


@transaction.atomic
def change_adult(*, adult: Adult, by: Account | None, at: datetime.datetime, **values: object) -> None:
    """Change what is known of an adult: any of the fields in ``CHANGEABLE``. What stays the same is no change.

    A new work address goes to the sign-in too, if that had the old one and nobody has the new one.
    """
    if unknown := set(values) - CHANGEABLE:
        raise TypeError(f"these are changed otherwise, or not at all: {sorted(unknown)}")
    _check_same_school(values.get("line_manager", adult.line_manager), adult.school)
    changed = [field for field, value in values.items() if getattr(adult, field) != value]
    if not changed:
        return
    old_email = adult.email
    for field in changed:
        setattr(adult, field, values[field])
    adult.full_clean()
    adult.save(update_fields=changed)
    if "email" in changed and adult.account is not None and adult.account.email.lower() in ("", old_email):
        change_email(account=adult.account, email=adult.email, by=by, at=at)
    note("adult changed", by=by, at=at, school=adult.school, adult=adult.pk, fields="-".join(sorted(changed)))


@transaction.atomic
def bring_adult_back(
    *, adult: Adult, starts_on: datetime.date, by: Account | None, at: datetime.datetime, **values: object
) -> Adult:
    """Give somebody who left a new time at the school; the time before stays as it was.

    Their sign-in, address and number on the roll go with the new time.
    """
    if adult.ends_on is None or starts_on <= adult.ends_on:
        raise ValidationError({"starts_on": "The new first day must come after the last day"})
    account, email, roll, roll_key = adult.account, adult.email, adult.roll, adult.roll_key
    adult.account, adult.email, adult.roll_key = None, "", ""
    adult.save(update_fields=["account", "email", "roll_key"])
    told = {
        "name": adult.name,
        "group": adult.group,
        "employer": adult.employer,
        "email": email,
        "contact_with_pupils": adult.contact_with_pupils,
        "roll": roll,
        "roll_key": roll_key,
        "ends_on": None,
        **values,
    }
    returned = add_adult(school=adult.school, account=account, starts_on=starts_on, by=by, at=at, **told)
    note("adult returned", by=by, at=at, school=adult.school, adult=returned.pk, before=adult.pk)
    return returned


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
    """Record the last day of an adult at the school, and of every role they still hold.

    If it is over already they are signed out everywhere at once; otherwise at its midnight.
    """
    adult.ends_on = ends_on
    adult.full_clean()
    adult.save(update_fields=["ends_on"])
    for held in adult.roles_held.filter(Q(held_until__isnull=True) | Q(held_until__gt=ends_on)):
        end_role(held=held, held_until=max(ends_on, held.held_from), by=by, at=at)
    note("adult ended", by=by, at=at, school=adult.school, adult=adult.pk)
    if adult.account is not None and ends_on < timezone.localdate(at):
        end_sign_ins_of(adult=adult, by=by, at=at)


def _check_same_school(manager: Adult | None, school: School) -> None:
    if manager is not None and manager.school_id != school.pk:
        raise ValidationError({"line_manager": "The line manager must be at the same school"})
