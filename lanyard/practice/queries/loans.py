"""Loans: one's own, and those that a keeper of equipment looks after (2.4.6)."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.queries.days import bound
from lanyard.practice.models import Equipment, Loan, LoanAct, LoanEnding, LoanStanding, LoanStep
from lanyard.practice.sealed_words import unseal


@dataclass(frozen=True)
class LoanTold:
    """A loan with its history, as it stands on a day."""

    loan: Loan
    standing: LoanStanding
    purpose: str
    steps: tuple[tuple[LoanStep, dict[str, Any]], ...]

    @property
    def is_current(self) -> bool:
        """Whether there is anything left to do about it for its borrower."""
        return self.standing in (LoanStanding.BOOKED, LoanStanding.READY, LoanStanding.OUT, LoanStanding.OVERDUE)

    @property
    def may_pick_up(self) -> bool:
        """Whether it waits to be picked up today."""
        return self.standing == LoanStanding.READY

    @property
    def may_cancel(self) -> bool:
        """Whether it is booked and not yet picked up."""
        return self.standing in (LoanStanding.BOOKED, LoanStanding.READY)


def own_loans(scope: Scope) -> list[LoanTold]:
    """What the person borrowed and booked, the latest first."""
    return _told(Loan.objects.filter(school=scope.school, borrower=scope.adult), scope.on)


def loan_for(scope: Scope, id_: uuid.UUID) -> LoanTold | None:
    """One loan of the person's own, or of anybody at the school for whoever keeps the equipment; else ``None``."""
    found = Loan.objects.filter(school=scope.school, pk=id_)
    if not scope.can("manage equipment"):
        found = found.filter(borrower=scope.adult)
    return next(iter(_told(found, scope.on)), None)


def loans_of(scope: Scope, item: Equipment) -> list[LoanTold]:
    """Everything that happened to one thing, for whoever keeps the equipment."""
    return _told(Loan.objects.filter(school=scope.school, equipment=item), scope.on) if _keeps(scope) else []


def overdue(scope: Scope) -> list[LoanTold]:
    """What should be back, or is in the hands of somebody who has left; for whoever keeps the equipment."""
    if not _keeps(scope):
        return []
    out = Loan.objects.filter(school=scope.school, picked_up_at__isnull=False, ended_at__isnull=True)
    here = Loan.objects.filter(borrower__in=scope.school.adults.filter(bound(scope.on)))
    late = out.filter(Q(ends_on__lt=scope.on) | ~Q(pk__in=here.values("pk")))
    return _told(late.order_by("ends_on", "pk"), scope.on)


def to_look_over(scope: Scope) -> list[LoanTold]:
    """What came back with something to put right, or is lost; for whoever keeps the equipment."""
    if not _keeps(scope):
        return []
    found = Loan.objects.filter(school=scope.school, equipment__retired_at__isnull=True, needs_look=True)
    return _told(found.order_by("ended_at", "pk"), scope.on)


def count_loans(school: School, *, since: datetime.date, kinds: Iterable[str] = ()) -> int:
    """How many loans were picked up at a school since a day."""
    found = Loan.objects.filter(school=school, picked_up_at__date__gte=since)
    return (found.filter(equipment__kind__in=kinds) if kinds else found).count()


def may_look_over(scope: Scope, told: LoanTold) -> bool:
    """Whether the person may say that it was put right; never that something they lost themselves is back."""
    own_loss = told.loan.ending == LoanEnding.LOST and told.loan.borrower_id == scope.adult.pk
    return told.loan.needs_look and _keeps(scope) and not own_loss


def _keeps(scope: Scope) -> bool:
    return bool(scope.can("manage equipment"))


def _told(loans: QuerySet[Loan], on: datetime.date) -> list[LoanTold]:
    found = loans.select_related("equipment", "borrower", "terms").prefetch_related("steps__by")
    return [_one(loan, on) for loan in found]


def _one(loan: Loan, on: datetime.date) -> LoanTold:
    steps = tuple((step, unseal(bytes(step.words), place=step.place)) for step in loan.steps.all())
    purpose = next(words["purpose"] for step, words in steps if step.act == LoanAct.BOOKED)
    return LoanTold(loan, loan.standing(on), purpose, steps)
