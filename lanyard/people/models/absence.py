"""That an adult is away, so that nobody reminds them meanwhile."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from .adult import Adult


class Absence(models.Model):
    """An adult is away from one day until another; both days count. Without an end nobody knows it yet.

    The reason is nobody's business here, so there is no place for one.
    """

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="absences")
    away_from = models.DateField()
    away_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["away_from", "pk"]
        indexes = [models.Index(fields=["away_from", "away_until"], name="absences_of_a_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(away_until__isnull=True) | Q(away_until__gte=F("away_from")),
                name="absence_ends_after_the_start",
            ),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"

    def is_on(self, on: datetime.date) -> bool:
        """Whether the adult is away on that day."""
        return self.away_from <= on and (self.away_until is None or on <= self.away_until)
