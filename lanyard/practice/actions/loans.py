"""Borrowing from the school and bringing back (2.4.2, 2.4.6, 2.4.7). Nothing is lent twice, and no history is lost.

Every action holds the thing itself before it looks, so that of two people who want it at the same
moment one gets it and the other is told. The days of a loan are rows of their own, which the
database keeps apart as well.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.practice.models import Equipment, EquipmentTerms, Loan, LoanAct, LoanDay, LoanEnding, LoanStep
from lanyard.practice.sealed_words import seal
from lanyard.records import events

#: How far ahead, and for how long, something can be borrowed at once.
LONGEST = datetime.timedelta(days=366)
NOT_BACK = "It is not back from the person who had it before"
MISSING = "It is missing. Choose something else"
NOT_YOURS = "Somebody else has to do this"


@transaction.atomic
def book_loan(
    *,
    scope: Scope,
    equipment: Equipment,
    terms: EquipmentTerms,
    purpose: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    by: Account,
    at: datetime.datetime,
) -> Loan:
    """Book something from a day to a day, having accepted its terms in the version that is in force."""
    held = Equipment.objects.select_for_update().get(pk=equipment.pk, school=scope.school)
    if held.retired_at is not None:
        raise ValidationError("It is not lent any more. Choose something else")
    if _is_missing(held):
        raise ValidationError(MISSING)
    if terms.equipment_id != held.pk or held.terms.filter(number__gt=terms.number).exists():
        raise ValidationError("Its terms have changed meanwhile. Please read and accept them again")
    if not purpose.strip():
        raise ValidationError("Say what you need it for")
    if starts_on < scope.on or ends_on < starts_on:
        raise ValidationError("The days must lie ahead, the first before the last")
    if ends_on > scope.on + LONGEST:
        raise ValidationError("The last day must be within a year from today")
    if starts_on <= scope.on and held.loans.filter(picked_up_at__isnull=False, ended_at__isnull=True).exists():
        raise ValidationError(NOT_BACK)
    days = {"starts_on": starts_on, "ends_on": ends_on}
    loan = Loan(school=scope.school, equipment=held, borrower=scope.adult, terms=terms, booked_at=at, **days)
    loan.save()
    _take_days(loan, starts_on, ends_on)
    _write(loan, LoanAct.BOOKED, scope, at, until=ends_on, words={"purpose": purpose.strip()})
    events.append("loan booked", school=scope.school.pk, by=by.pk, at=at, loan=str(loan.pk))
    return loan


@transaction.atomic
def pick_up_loan(*, scope: Scope, loan: Loan, by: Account, at: datetime.datetime) -> Loan:
    """Say that the thing is in the borrower’s hands; only when nobody else has it."""
    held = _held(scope, loan)
    _check_open(held)
    if held.picked_up_at is not None:
        raise ValidationError("It has been picked up already")
    if not held.starts_on <= scope.on <= held.ends_on:
        raise ValidationError("It can be picked up on the days for which it is booked")
    if _is_missing(held.equipment):
        raise ValidationError(MISSING)
    if held.equipment.loans.filter(picked_up_at__isnull=False, ended_at__isnull=True).exists():
        raise ValidationError(NOT_BACK)
    held.picked_up_at = at
    held.save(update_fields=["picked_up_at"])
    return _done(held, LoanAct.PICKED_UP, scope, by, at)


@transaction.atomic
def extend_loan(*, scope: Scope, loan: Loan, ends_on: datetime.date, by: Account, at: datetime.datetime) -> Loan:
    """Keep something for longer on the same terms, where nobody else has booked it."""
    held = _held(scope, loan)
    _check_open(held)
    if held.picked_up_at is None and held.ends_on < scope.on:
        raise ValidationError("The booking has run out. Book it again")
    if ends_on <= held.ends_on or ends_on < scope.on:
        raise ValidationError("The new last day must be later than the one agreed, and not over")
    if ends_on > scope.on + LONGEST:
        raise ValidationError("The last day must be within a year from today")
    _take_days(held, max(held.ends_on + datetime.timedelta(days=1), scope.on), ends_on)
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    return _done(held, LoanAct.EXTENDED, scope, by, at, until=ends_on)


@transaction.atomic
def cancel_loan(*, scope: Scope, loan: Loan, by: Account, at: datetime.datetime) -> Loan:
    """Give up a booking that was not picked up."""
    held = _held(scope, loan)
    _check_open(held)
    if held.picked_up_at is not None:
        raise ValidationError("It has been picked up. Bring it back instead")
    return _end(held, LoanEnding.CANCELLED, LoanAct.CANCELLED, scope, by, at)


@transaction.atomic
def return_loan(
    *, scope: Scope, loan: Loan, is_wiped: bool, is_clear: bool, damage: str, by: Account, at: datetime.datetime
) -> Loan:
    """Bring something back, and say in which state: wiped, clear of anything personal, and what is damaged."""
    held = _held(scope, loan)
    _check_open(held)
    if held.picked_up_at is None:
        raise ValidationError("It was not picked up. Cancel the booking instead")
    held.needs_look = bool(damage.strip()) or not (is_wiped and is_clear)
    words = {"is_wiped": is_wiped, "is_clear": is_clear, "damage": damage.strip()}
    return _end(held, LoanEnding.RETURNED, LoanAct.RETURNED, scope, by, at, words=words)


@transaction.atomic
def report_loan_lost(*, scope: Scope, loan: Loan, words: str, by: Account, at: datetime.datetime) -> Loan:
    """Say that something on loan is lost or stolen; the IT lead sees it at once, and nobody can borrow it."""
    held = _held(scope, loan)
    _check_open(held)
    if held.picked_up_at is None:
        raise ValidationError("It was not picked up. Cancel the booking instead")
    held.needs_look = True
    return _end(held, LoanEnding.LOST, LoanAct.LOST, scope, by, at, words={"lost": words.strip()})


@transaction.atomic
def look_over_loan(*, scope: Scope, loan: Loan, words: str, by: Account, at: datetime.datetime) -> Loan:
    """Say that what came back was put right, or that what was lost is here again."""
    held = _held(scope, loan)
    if not scope.can("manage equipment") or (held.ending == LoanEnding.LOST and held.borrower_id == scope.adult.pk):
        raise ValidationError(NOT_YOURS)
    if not held.needs_look:
        raise ValidationError("There is nothing to look over")
    held.needs_look = False
    held.save(update_fields=["needs_look"])
    return _done(held, LoanAct.LOOKED_OVER, scope, by, at, words={"said": words.strip()})


def _held(scope: Scope, loan: Loan) -> Loan:
    """The loan as it stands, with its thing held first, as everywhere, so that nobody waits for each other."""
    found = Loan.objects.get(pk=loan.pk, school=scope.school)
    thing = Equipment.objects.select_for_update().get(pk=found.equipment_id)
    held = Loan.objects.select_for_update().get(pk=loan.pk)
    held.equipment = thing
    if held.borrower_id != scope.adult.pk and not scope.can("manage equipment"):
        raise ValidationError(NOT_YOURS)
    return held


def _check_open(loan: Loan) -> None:
    if loan.ended_at is not None:
        raise ValidationError("This loan is over already")


def _is_missing(equipment: Equipment) -> bool:
    return equipment.loans.filter(ending=LoanEnding.LOST, needs_look=True).exists()


def _take_days(loan: Loan, first: datetime.date, last: datetime.date) -> None:
    taken = LoanDay.objects.filter(equipment=loan.equipment_id, day__range=(first, last)).order_by("day").first()
    if taken is not None:
        raise ValidationError(f"Somebody has booked it for {taken.day.day} {taken.day:%B %Y} already")
    wanted = [first + datetime.timedelta(days=each) for each in range((last - first).days + 1)]
    LoanDay.objects.bulk_create(LoanDay(loan=loan, equipment_id=loan.equipment_id, day=day) for day in wanted)


def _end(loan: Loan, ending: LoanEnding, act: LoanAct, scope: Scope, by: Account, at: datetime.datetime, **more: Any) -> Loan:
    loan.ended_at, loan.ending = at, ending
    loan.save(update_fields=["ended_at", "ending", "needs_look"])
    loan.days.filter(day__gte=scope.on).delete()
    return _done(loan, act, scope, by, at, **more)


def _done(loan: Loan, act: LoanAct, scope: Scope, by: Account, at: datetime.datetime, **more: Any) -> Loan:
    _write(loan, act, scope, at, **more)
    events.append("loan step taken", school=scope.school.pk, by=by.pk, at=at, loan=str(loan.pk), step=str(act.value))
    return loan


def _write(
    loan: Loan,
    act: LoanAct,
    scope: Scope,
    at: datetime.datetime,
    *,
    until: datetime.date | None = None,
    words: Mapping[str, Any] | None = None,
) -> None:
    number = (loan.steps.aggregate(last=Max("number"))["last"] or 0) + 1
    step = LoanStep(loan=loan, number=number, act=act, by=scope.adult, at=at, until=until)
    if words and any(each not in ("", None) for each in words.values()):
        step.words = seal(words, place=step.place)
    step.save()
