"""Who has borrowed what from the school, and when (2.4.2, 2.4.6, 2.4.7)."""

from __future__ import annotations

import datetime
import uuid

from django.db import models
from django.db.models import F, Q

from lanyard.people.models import Adult, School

from .equipment import Equipment, EquipmentTerms
from .final import Final


class LoanEnding(models.TextChoices):
    """How a loan ended."""

    RETURNED = "returned", "Brought back"
    CANCELLED = "cancelled", "Cancelled"
    LOST = "lost", "Lost or stolen"


AFTER_PICKING_UP = [LoanEnding.RETURNED, LoanEnding.LOST]


class LoanStanding(models.TextChoices):
    """How a loan stands on a day; it follows from the rest and is never stored."""

    BOOKED = "booked", "Booked"
    READY = "ready", "Waiting to be picked up"
    LAPSED = "lapsed", "Never picked up"
    OUT = "out", "On loan"
    OVERDUE = "overdue", "Overdue"
    RETURNED = "returned", "Brought back"
    CANCELLED = "cancelled", "Cancelled"
    LOST = "lost", "Lost or stolen"


class LoanAct(models.TextChoices):
    """What happened to a loan."""

    BOOKED = "booked", "Booked, and the terms accepted"
    PICKED_UP = "picked_up", "Picked up"
    EXTENDED = "extended", "Kept for longer"
    RETURNED = "returned", "Brought back"
    CANCELLED = "cancelled", "Cancelled"
    LOST = "lost", "Said to be lost or stolen"
    LOOKED_OVER = "looked_over", "Looked over"


class Loan(models.Model):
    """One thing lent to one adult from a day to a day.

    ``terms`` is the version that the borrower accepted. ``needs_look`` says that it came back with
    something to put right, until somebody has looked it over. What it was borrowed for, and
    everything that happened, stands in its steps. ``ends_on`` is the last day as it was last agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="loans")
    borrower = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="loans")
    terms = models.ForeignKey(EquipmentTerms, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    booked_at = models.DateTimeField()
    picked_up_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=LoanEnding.choices, null=True, blank=True)
    needs_look = models.BooleanField(default=False)

    class Meta:
        ordering = ["-booked_at", "pk"]
        indexes = [models.Index(fields=["school", "booked_at"], name="loans_of_a_school")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="loan_ends_after_the_start"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending__isnull=True)
                | Q(ended_at__isnull=False, ending__isnull=False, ending=LoanEnding.CANCELLED, picked_up_at__isnull=True)
                | Q(ended_at__isnull=False, ending__isnull=False, ending__in=AFTER_PICKING_UP, picked_up_at__isnull=False),
                name="loan_end_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(needs_look=False) | Q(ending__isnull=False, ending__in=AFTER_PICKING_UP),
                name="loan_is_looked_over_after_its_end",
            ),
            models.UniqueConstraint(
                fields=["equipment"],
                condition=Q(picked_up_at__isnull=False, ended_at__isnull=True),
                name="equipment_is_in_one_persons_hands",
            ),
        ]

    def __str__(self) -> str:
        return f"loan {self.pk}"

    @property
    def is_out(self) -> bool:
        """Whether the borrower has it in their hands."""
        return self.picked_up_at is not None and self.ended_at is None

    def standing(self, on: datetime.date) -> LoanStanding:
        """How it stands on a day."""
        if self.ending is not None:
            return LoanStanding(self.ending)
        if self.picked_up_at is not None:
            return LoanStanding.OVERDUE if self.ends_on < on else LoanStanding.OUT
        if self.ends_on < on:
            return LoanStanding.LAPSED
        return LoanStanding.READY if self.starts_on <= on else LoanStanding.BOOKED


class LoanDay(models.Model):
    """That something is spoken for on a day. The database itself keeps a day from being given twice.

    Days that are given back are removed; what was lent when stands in the loans and their steps.
    """

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="days")
    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["equipment", "day"], name="equipment_is_lent_once_a_day")]

    def __str__(self) -> str:
        return f"day {self.pk} of loan {self.loan_id}"


class LoanStep(Final):
    """One thing that happened to a loan; ``words`` are sealed. ``until`` is the last day that was agreed in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=LoanAct.choices)
    by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    words = models.BinaryField(default=b"", blank=True)

    class Meta:
        ordering = ["loan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="loan_steps_are_numbered"),
            models.CheckConstraint(condition=Q(act__in=LoanAct.values), name="loan_act_is_known"),
            models.CheckConstraint(
                condition=Q(number=1, act=LoanAct.BOOKED) | (Q(number__gt=1) & ~Q(act=LoanAct.BOOKED)),
                name="loan_begins_by_booking",
            ),
            models.CheckConstraint(
                condition=Q(act__in=[LoanAct.BOOKED, LoanAct.EXTENDED], until__isnull=False)
                | (~Q(act__in=[LoanAct.BOOKED, LoanAct.EXTENDED]) & Q(until__isnull=True)),
                name="loan_step_agrees_on_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of loan {self.loan_id}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its words belong."""
        return ("loan", str(self.loan_id), self.number)
