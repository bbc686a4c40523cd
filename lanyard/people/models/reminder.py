"""That somebody was reminded of one due thing at one stage, so that they are not reminded of it again."""

from __future__ import annotations

from django.db import models

from .adult import Adult


class Reminder(models.Model):
    """One stage of reminding an adult of what is due ``by`` a day.

    ``due`` names the due thing by ids alone; ``stage`` is in days: -7 is a week before, 3 is three
    days after. When the day moves, reminding begins anew.
    """

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="reminders")
    due = models.CharField(max_length=200)
    by = models.DateField()
    stage = models.SmallIntegerField()
    planned_on = models.DateField()

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["adult", "due", "by", "stage"], name="reminder_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
