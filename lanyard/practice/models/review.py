"""That an adult did a self-review: the day, and nothing of what they found (1.4c, 2.3.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult, School


class ReviewDone(models.Model):
    """An adult said that they went through their self-review of one occasion. What they ticked is not kept."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="reviews_done")
    occasion = models.CharField(max_length=60)
    due_on = models.DateField()
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["-done_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["adult", "occasion"], name="review_is_done_once"),
            models.CheckConstraint(condition=~Q(occasion=""), name="review_has_an_occasion"),
        ]

    def __str__(self) -> str:
        return f"review done {self.pk}"
