"""That an adult did a private check-up, if they chose to say so: the day, and nothing of what it found (2.3.1, 2.3.3)."""

from __future__ import annotations

from django.db import models

from lanyard.people.models import Adult, School


class CheckUpDone(models.Model):
    """An adult said that they did a check-up. Which platform, which files and what was found is known to nobody here."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="check_ups_done")
    day = models.DateField()
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["-done_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["adult", "day"], name="check_up_is_said_once_a_day")]

    def __str__(self) -> str:
        return f"check-up done {self.pk}"
