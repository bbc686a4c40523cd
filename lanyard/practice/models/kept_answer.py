"""An answer that a person kept for themselves."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult, School


class KeptAnswer(models.Model):
    """An answer that a person kept, with the situation it was about and the version that gave it.

    It belongs to the person: nobody else reads it, the head teacher included. ``key`` is the same
    for the same answer of the same journey, so that keeping it twice keeps it once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="kept_answers")
    policy_hash = models.CharField(max_length=128)
    policy_version = models.CharField(max_length=100)
    in_force_from = models.DateField()
    facts = models.JSONField()
    unknown = models.JSONField(default=list)
    verdict = models.CharField(max_length=12)
    kept_at = models.DateTimeField()
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["-kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["adult", "key"], name="answer_is_kept_once"),
            models.CheckConstraint(
                condition=~Q(policy_hash="") & ~Q(policy_version="") & ~Q(verdict="") & ~Q(key=""),
                name="answer_says_which_version_gave_it",
            ),
        ]

    def __str__(self) -> str:
        return f"kept answer {self.pk}"
