"""Something personal that was found on school equipment, in words alone (2.4.6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from lanyard.people.models import Adult, School

from .equipment import Equipment
from .final import Final


class FoundOutcome(models.TextChoices):
    """What became of it."""

    HANDED_ON = "handed_on", "Handed on, because it may concern whoever had it to decide"
    KEPT = "kept_for_advice", "Kept as it is until there is advice from HR"
    OWNER = "back_to_owner", "Given back to its owner"
    REMOVED = "removed", "Removed from the equipment"
    STOPPED = "stopped", "Stopped, and left as it is for the police and the LADO"


#: After these nothing further is decided here.
FINAL_OUTCOMES = (FoundOutcome.OWNER, FoundOutcome.REMOVED, FoundOutcome.STOPPED)


class FoundContent(Final):
    """That an adult found something personal on school equipment. Written once; what comes of it stands in its steps.

    Whom it may concern is kept only where the finder offered it. There is no file and no picture. What
    was said is sealed in ``words``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    finder = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concerned = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    found_on = models.DateField()
    told_at = models.DateTimeField()
    words = models.BinaryField()

    class Meta:
        ordering = ["-told_at", "pk"]

    def __str__(self) -> str:
        return f"found content {self.pk}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its words belong."""
        return ("found content", self.school_id, self.finder_id, str(self.pk))


class FoundStep(Final):
    """One decision about what was found, with its sealed reason. ``concerned`` is who handed it on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    found = models.ForeignKey(FoundContent, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=FoundOutcome.choices)
    by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    concerned = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.BinaryField(default=b"", blank=True)

    class Meta:
        ordering = ["found", "number"]
        constraints = [
            models.UniqueConstraint(fields=["found", "number"], name="found_steps_are_numbered"),
            models.CheckConstraint(condition=Q(outcome__in=FoundOutcome.values), name="found_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=FoundOutcome.HANDED_ON, concerned__isnull=False, concerned=F("by"))
                | (~Q(outcome=FoundOutcome.HANDED_ON) & Q(concerned__isnull=True)),
                name="found_is_handed_on_by_whom_it_concerns",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of found content {self.found_id}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its reason belongs."""
        return ("found content", str(self.found_id), self.number)
