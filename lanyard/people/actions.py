"""The only code that writes people. Every action takes who did it and when."""

from __future__ import annotations

import datetime

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction

from .models import Account, Adult, Role, RoleHeld, School

log = structlog.get_logger(__name__)


@transaction.atomic
def add_school(
    *,
    name: str,
    council: str = "",
    urn: str = "",
    settings: dict | None = None,
    is_demonstration: bool = False,
    brand_colour: str | None = None,
    by: Account | None,
    at: datetime.datetime,
) -> School:
    """Add a school. ``by`` is ``None`` only for set-up on the machine itself."""
    school = School(name=name, council=council, urn=urn, settings=settings or {}, is_demonstration=is_demonstration)
    if brand_colour is not None:
        school.brand_colour = brand_colour
    school.full_clean()
    school.save()
    _note("school added", by=by, school=school)
    return school


@transaction.atomic
def add_account(*, sign_in_name: str, email: str = "", by: Account | None, at: datetime.datetime) -> Account:
    """Make an account without a password; how it signs in is set afterwards."""
    account = Account(sign_in_name=sign_in_name.strip().lower(), email=email.strip(), created_at=at)
    account.set_unusable_password()
    account.full_clean(exclude=["password"])
    account.save()
    _note("account added", by=by, account_added=account.pk)
    return account


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
    _note("adult added", by=by, school=school, adult=adult.pk)
    return adult


@transaction.atomic
def change_line_manager(*, adult: Adult, line_manager: Adult | None, by: Account | None, at: datetime.datetime) -> None:
    """Say who manages an adult; nobody manages themselves."""
    _check_same_school(line_manager, adult.school)
    adult.line_manager = line_manager
    adult.full_clean()
    adult.save(update_fields=["line_manager"])
    _note("line manager changed", by=by, school=adult.school, adult=adult.pk)


@transaction.atomic
def end_adult(*, adult: Adult, ends_on: datetime.date, by: Account | None, at: datetime.datetime) -> None:
    """Record the last day of an adult at the school, and of every role they still hold."""
    adult.ends_on = ends_on
    adult.full_clean()
    adult.save(update_fields=["ends_on"])
    for held in adult.roles_held.filter(held_until__isnull=True):
        end_role(held=held, held_until=max(ends_on, held.held_from), by=by, at=at)
    _note("adult ended", by=by, school=adult.school, adult=adult.pk)


@transaction.atomic
def give_role(*, adult: Adult, role: str, held_from: datetime.date, by: Account | None, at: datetime.datetime) -> RoleHeld:
    """Let an adult hold a role from a day on. Periods of one role for one adult never overlap."""
    held = RoleHeld(adult=adult, role=role, held_from=held_from)
    held.full_clean()
    if adult.roles_held.filter(role=role, held_until__gte=held_from).exists():
        raise ValidationError(f"{Role(role).label} is already held on {held_from:%-d %B %Y}")
    held.save()
    _note("role given", by=by, school=adult.school, adult=adult.pk, role=role)
    return held


@transaction.atomic
def end_role(*, held: RoleHeld, held_until: datetime.date, by: Account | None, at: datetime.datetime) -> None:
    """Record the last day on which a role is held."""
    held.held_until = held_until
    held.full_clean()
    held.save(update_fields=["held_until"])
    _note("role ended", by=by, school=held.adult.school, adult=held.adult_id, role=held.role)


def _check_same_school(manager: Adult | None, school: School) -> None:
    if manager is not None and manager.school_id != school.pk:
        raise ValidationError({"line_manager": "The line manager must be at the same school"})


def _note(event: str, *, by: Account | None, school: School | None = None, **ids) -> None:
    log.info(event, by=by.pk if by else None, school=school.pk if school else None, **ids)
