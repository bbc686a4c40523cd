"""An exception for a professional profile (2.3.11)."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from lanyard.people.models import Adult, School


class ProfileDecision(models.TextChoices):
    """What the head teacher said, or the chair of governors to the head."""

    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Not agreed"


class ProfileStanding(models.TextChoices):
    """How an exception stands on a day; it follows from the rest and is never stored."""

    WAITING = "waiting", "Waiting for an answer"
    AGREED = "agreed", "Agreed"
    NOT_YET = "not yet", "Agreed, and not begun"
    REFUSED = "refused", "Not agreed"
    ENDED = "ended", "Ended"
    OVER = "over", "Run out"


class ProfileException(models.Model):
    """That a profile of an adult may name their job or the school, for a purpose and until a day.

    What page it is, what it shows and why are sealed in ``words``; so is the reason of the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="profile_exceptions")
    words = models.BinaryField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=ProfileDecision.choices, null=True, blank=True)
    reason = models.BinaryField(default=b"", blank=True)
    ended_by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="profile_ends_after_the_start"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, decision__isnull=True)
                | Q(
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    decision__isnull=False,
                    decision__in=ProfileDecision.values,
                ),
                name="profile_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("adult")), name="profile_is_not_decided_by_its_owner"
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="profile_end_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"profile exception {self.pk}"

    def standing(self, on: datetime.date) -> ProfileStanding:
        """How it stands on a day: it has effect only when agreed, begun, not ended and not run out."""
        if self.ended_at is not None:
            return ProfileStanding.ENDED
        if self.decision is None:
            return ProfileStanding.OVER if self.ends_on < on else ProfileStanding.WAITING
        if self.decision == ProfileDecision.REFUSED:
            return ProfileStanding.REFUSED
        if self.ends_on < on:
            return ProfileStanding.OVER
        return ProfileStanding.AGREED if self.starts_on <= on else ProfileStanding.NOT_YET

    @property
    def place(self) -> tuple[Any, ...]:
        """Where its words belong."""
        return ("profile exception", self.school_id, self.adult_id, str(self.pk))
